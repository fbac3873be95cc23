"""Tables that people keep, CSV and Excel with Swedish habits, read into observations through a mapping."""
