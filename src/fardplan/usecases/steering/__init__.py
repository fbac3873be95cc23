"""Steering the city: the roadmap's way to a decision, the workbench, and what people judge."""
