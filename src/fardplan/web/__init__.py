"""The workspace in the browser: where the city's people plan, decide, follow up and approve."""
