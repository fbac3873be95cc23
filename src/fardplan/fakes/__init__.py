"""Fake sources: servers on this machine that answer as the real ones do, traps included."""
