"""What people decide and promise, in a relational database: the only Django models."""
