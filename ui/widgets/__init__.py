"""Widgets used by several pages: charts, evidence, marked text, tables."""
