"""Lists of links between the paragraphs of an article: headlines under "Read more:" or "Related".

A page has them in the middle of an article or above the note on its author, where lines that follow
are running text again.
"""

from analysis.ingest.segmentation.labelled_lines import LabelledLines
from analysis.ingest.segmentation.lines import Line
from analysis.ingest.segmentation.phrases import words_in_list

#: Most words of a headline in such a list (judgement: the longest of 100 lists had 19).
MOST_WORDS = 20
#: Most headlines of a list (judgement).
MOST_LINKS = 8
#: Ends of a headline that is a question or an exclamation, and most words of one (judgement).
_ENDS, _MOST_WORDS_OF_QUESTION = ("?", "!"), 12
#: What stands at the start of a line that is not a headline: a note on the author.
_DASHES = ("—", "–", "-")


def find_links(labelled: LabelledLines) -> list[int]:
    """Return the indices of the lines that are headlines of lists of links.

    Boilerplate may be between them; a line that is known to be another kind ends a list.
    """
    links: list[int] = []
    n_possible = 0
    for index, line in enumerate(labelled.lines):
        kind = labelled.kinds[index]
        if kind == "box" and _is_list_heading(line):
            n_possible = MOST_LINKS
        elif kind in {"box", "boilerplate"}:
            continue
        elif n_possible and not kind and _is_headline(line):
            links.append(index)
            n_possible -= 1
        else:
            n_possible = 0
    return links


def _is_list_heading(line: Line) -> bool:
    """Return whether a line says no more than that links to other articles follow."""
    return line.folded.rstrip(" :.…") in words_in_list("links")


def _is_headline(line: Line) -> bool:
    """Return whether a line is as short as a headline, and does not end as a sentence does."""
    if line.word_count > MOST_WORDS or line.text.startswith(_DASHES) or line.text.endswith(":"):
        return False
    is_question = line.text.endswith(_ENDS) and line.word_count <= _MOST_WORDS_OF_QUESTION
    return is_question or not line.is_sentence_end
