"""The tests. This file makes the folder ours by name: a package that we install brings a `tests` too."""
