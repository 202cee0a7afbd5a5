"""Resampling statistics shared by the measures."""
