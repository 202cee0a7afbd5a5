"""Segmentation: what each stretch of a news text is."""
