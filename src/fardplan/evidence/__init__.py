"""What statistics say: immutable Parquet vintages, and what was known on a day."""
