"""The boards' year: the chain from the council's goals to what a unit undertakes, states, locks,
deadlines.
"""
