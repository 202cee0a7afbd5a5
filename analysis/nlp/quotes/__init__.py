"""Quotations, attributions and attitudes of one article."""
