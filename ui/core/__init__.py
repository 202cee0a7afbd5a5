"""State shared by all pages: data, jobs, overrides, filters, address, navigation."""
