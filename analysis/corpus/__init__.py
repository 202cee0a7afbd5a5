"""The tables of one story, compared across articles and outlets."""
