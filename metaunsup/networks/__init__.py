"""Encoders as modules whose parameters are a dict that can be swapped, and the files that parameters are kept in."""
