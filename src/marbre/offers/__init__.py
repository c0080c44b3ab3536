"""Offers: the listings, read from wherever they are kept, as frozen values."""
