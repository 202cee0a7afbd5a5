"""Notes: what was starred and noted, to filter, edit and delete."""

from ui.core import navigation, selection
from ui.sections import notes

navigation.ensure_router()

notes.draw_last_undo()
notes.draw_notes(selection.get_filters())
notes.draw_deleted()
