"""Quotes and attitudes of one article, and the cues and noun phrases that attribute them."""
