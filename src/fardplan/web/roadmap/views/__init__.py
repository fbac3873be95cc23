"""The pages of the roadmap, a module for each of its parts."""
