"""Notes: what was starred and noted, to filter, edit and delete."""

from ui.core import navigation, selection
from ui.sections import briefing, notes

navigation.ensure_router()

filters = selection.get_filters()
notes.draw_last_undo()
notes.draw_notes(filters)
briefing.draw_download(filters)
notes.draw_deleted()
