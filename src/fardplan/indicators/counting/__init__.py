"""What is counted in a register, as one pass at the finest grain, and from its sums to figures."""
