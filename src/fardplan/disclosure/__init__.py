"""Who could be recognised: decides which figures may leave the house, and makes the type that proves it."""
