"""The page of all that a person owes at a follow-up: saved as they write, marked ready by one click."""
