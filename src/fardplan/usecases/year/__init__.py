"""The boards' year: plans, follow-ups, approval, and the years themselves."""
