"""Signing in and out: django-allauth's pages in our look and words."""
