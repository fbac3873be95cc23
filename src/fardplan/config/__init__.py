"""Settings, logging, the server and the program's entry point; the one place where ports meet adapters."""
