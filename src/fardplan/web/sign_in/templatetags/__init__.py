"""What the pages of signing in say of the city's providers."""
