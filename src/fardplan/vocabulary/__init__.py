"""The shared words: Period, Area, Unit, Group, Observation, Provenance, errors.

Everything above speaks in these words, and they know nothing of what stands above them.
"""
