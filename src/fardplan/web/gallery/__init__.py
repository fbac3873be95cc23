"""The component gallery: every component in each of its states, on one page."""
