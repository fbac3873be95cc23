"""Skolverket's files with a row for each school: reading them, and what they say of a whole city."""
