"""The city's other management system: its exports in Excel and CSV, in whatever layout somebody chose."""
