"""What a page asks for that takes more than a query: tables of the catalogue, compared.

Every function takes the catalogue first and hashable values after it, reads the tables of what is
looked at and hands them to :mod:`analysis.compare` or :mod:`analysis.framing`. Nothing is computed
here but the putting together.
"""

#: Comparing takes seconds for so many articles; beyond, a page asks to narrow what is looked at.
MOST_ARTICLES = 2000
