"""Finishing: pictures made ready for print and for the web."""
