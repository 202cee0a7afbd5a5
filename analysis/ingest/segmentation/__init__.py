"""Segmentation: the division of a news text into blocks of different kinds."""
