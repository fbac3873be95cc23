"""Excel workbooks: lists and forms that people take away, and forms that come back filled in."""
