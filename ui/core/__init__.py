"""Shared state of the pages: data, jobs, selection, address, navigation."""
