"""Accounts and roles, one's own page, and who may do what."""
