"""What people do with files to and from Excel and the city's management system."""
