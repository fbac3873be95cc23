"""The city's organisations and the units below them."""
