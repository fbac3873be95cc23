"""Turns a bundle into the public site: plain pages in Swedish and English that any web server can host."""
