"""Coreference within one article: speakers, pronouns and descriptions."""
