"""A simulated city: registers that behave like a city's, made from a seed, to try everything on."""
