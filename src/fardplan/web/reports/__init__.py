"""Reports in the workspace: chosen, read, written in, and taken away as documents."""
