"""Readers of one input format each."""
