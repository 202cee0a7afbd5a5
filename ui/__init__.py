"""What the pages share: navigation, filters, cached data, evidence, markup, charts on a page."""
