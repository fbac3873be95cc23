"""The search over everything: what was found, with links to it."""
