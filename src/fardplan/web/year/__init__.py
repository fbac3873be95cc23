"""The years of steering: their steps, what is handed in and how far boards have come."""
