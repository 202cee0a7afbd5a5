"""The input formats: one file for each, and their registry."""
