"""Measures of how outlets frame a story: each with an interval, an n, and its evidence."""
