"""Counts and sums over registers where they lie: DuckDB by default, Spark where one machine is outgrown."""
