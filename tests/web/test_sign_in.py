"""Signing in with a password and a second factor, and what somebody who attacks it meets."""
