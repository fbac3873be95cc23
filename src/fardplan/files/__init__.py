"""Files that survive a power cut: written whole or not at all, by one writer at a time."""
