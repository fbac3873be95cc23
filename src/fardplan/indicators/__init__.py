"""Indicator definitions: what is measured, in which unit, since when, from where, with which doubts."""
