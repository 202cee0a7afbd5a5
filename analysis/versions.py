"""Declared versions of what a workspace derives from articles.

A change of code or word lists that changes rows raises the version of the rows it changes; the
golden rows in ``tests/golden`` fail until it does. A change that leaves every row as it was, such
as a docstring, raises nothing, so that no archive is annotated anew for it.
"""

#: Version of the rows that reading and annotation write (:data:`analysis.tables.PARTS`).
ANNOTATION_VERSION = 25

#: Version of the rows that a build derives from the parts (:data:`analysis.tables.CATALOGUE`).
CATALOGUE_VERSION = 22
