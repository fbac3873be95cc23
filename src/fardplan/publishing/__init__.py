"""Writes and reads bundles: finished, cleared publications, immutable and named by the hash of their data."""
