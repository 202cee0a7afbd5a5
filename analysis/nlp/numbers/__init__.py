"""Numbers, dates and sums of one article."""
