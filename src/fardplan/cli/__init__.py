"""The command line: each command asks, makes one use-case call, and tells what came of it."""
