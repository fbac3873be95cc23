"""Files to and from Excel and the city's other management system."""
