"""Names as they stand in a sentence: with "the" where English has it."""

from functools import cache

from analysis.word_lists import read_rows


def add_article(name: str) -> str:
    """Return a name with "the" before it if English writes it so: "the White House", "Ann Lee".

    Told by the head of the name, which comes last, or before "of"; a name with a possessive before
    its head ("Canada's Labour Party") has none.
    """
    words = name.casefold().replace(".", "").split()
    if not words or words[0] in {"the", "a", "an"} or any(_is_possessive(word) for word in words):
        return name
    has_of = "of" in words[1:]
    head = words[words.index("of", 1) - 1] if has_of else words[-1]
    keys = {(" ".join(words), "whole"), (head, "first" if has_of else "last")}
    if len(words) > 1:
        keys.add((head, "last"))
    return f"the {name}" if keys & _read_names() else name


def _is_possessive(word: str) -> bool:
    return word.endswith(("'s", "’s", "s'", "s’"))


@cache
def _read_names() -> frozenset[tuple[str, str]]:
    rows = read_rows("findings", "names_with_article.csv")
    return frozenset((row["word"], row["place"]) for row in rows)
