"""Named mentions and the entities of one article."""
