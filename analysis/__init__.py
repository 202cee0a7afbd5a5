"""Parallax's library: from article files to tables, comparisons and figures.

Data flows one way, as the folders read::

    read  ->  annotate  ->  store  ->  compare  ->  framing  ->  charts

Nothing here knows of Streamlit; everything can be called from a notebook.
"""
