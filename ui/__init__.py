"""The dashboard's parts that are no page: the core, the widgets, and the sections of pages.

Function names say what comes out: ``draw_`` puts something on the page, ``build_`` returns markup,
``tabulate_`` a table to read, ``describe_`` and ``format_`` plain text.
"""
