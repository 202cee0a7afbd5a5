"""The briefing on one story: a structured document, and its HTML, Markdown and Word files.

>>> briefing = compose_briefing(catalogue, Filters(story=story_id), made=date.today())
>>> Path("briefing.html").write_bytes(render_briefing(briefing, "html"))
"""
