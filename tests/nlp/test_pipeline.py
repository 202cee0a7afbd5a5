"""What holds for every annotation, whatever the text."""

import random
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest

from analysis import tables
from analysis.ingest.article import Article, Block
from analysis.nlp.glyphs import normalise

SEEDS = Path(__file__).parents[2] / "seeds"
TEXTS = {path.stem: path.read_text(encoding="utf-8") for path in sorted(SEEDS.glob("*.txt"))}
NEWS = (
    '“We are going home 😀,” Anna Weber 𝔘 said. "It’s late."\n\n'
    "Tom Brandt of the Acme Corp. told reporters that 20 ships “left the port” on May 3, 2021.\n"
    "He said it was the North’s last word."
)
ODD = {
    "empty": "",
    "one character": "x",
    "one mark": '"',
    "white space alone": " \n\t\n ",
    "windows line ends": NEWS.replace("\n", "\r\n"),
    "old line ends": NEWS.replace("\n", "\r"),
    "separators": NEWS.replace("\n", "\u2028"),
    "NUL": NEWS.replace(" ", " \x00"),
    "bidirectional": "\u202e" + NEWS.replace("said", "\u2066said\u2069"),
    "zero width": NEWS.replace("e", "e\u200b"),
    "combining": NEWS.replace("e", "e\u0301"),
    "byte order mark": "\ufeff" + NEWS,
    "half a surrogate pair": NEWS.replace("home", "\ud800"),
    "other scripts": "他说：“我们走吧。” Он сказал: «Мы идём домой». قال: «نحن نذهب».\n" + NEWS,
    "no space for 200,000 characters": "a" * 200_000 + "\n" + NEWS,
    "a run of marks": '"' * 3000 + NEWS,
    "unclosed marks": NEWS.replace("”", "").replace("“", '"'),
    "nothing but verbs": "said " * 300,
}


def _follow_continued(quotes, numbers, row):
    """Return what a quote continues, what that continues, and so on; '' where a chain ends."""
    chain = []
    while row["continues"] not in ("", *chain):
        chain.append(row["continues"])
        row = quotes[numbers[chain[-1]]]
    return [*chain, row["continues"]]


def check(rows, text):
    """Assert what holds for the rows of every article."""
    assert set(rows) == set(tables.PARTS)
    for name, table in tables.PARTS.items():
        for row in rows[name]:
            assert set(row) == set(table.names)
    (article,) = rows["articles"]
    assert article["text"] == text
    blocks, sentences = rows["blocks"], rows["sentences"]
    assert [row["block"] for row in blocks] == list(range(len(blocks)))
    assert [row["sentence"] for row in sentences] == list(range(len(sentences)))
    for row in sentences:
        block = blocks[row["block"]]
        assert block["start"] <= row["start"] < row["end"] <= block["end"]
        assert row["block_kind"] == block["kind"]
    for sentence, following in pairwise(sentences):
        assert sentence["end"] <= following["start"]
    for row in (*rows["mentions"], *rows["quotes"], *rows["figures"]):
        assert 0 <= row["start"] < row["end"] <= len(text)
        assert text[row["start"] : row["end"]] == row["text"]
        sentence = sentences[row["sentence"]]
        assert sentence["start"] <= row["start"] < sentence["end"]
        assert row["block_kind"] == sentence["block_kind"]
    entities = {row["entity"] for row in rows["local_entities"]}
    assert len(entities) == len(rows["local_entities"])
    for row in rows["mentions"]:
        assert row["entity"] in entities
        assert row["kind"] in tables.MENTION_KINDS
    numbers = {row["quote_id"]: at for at, row in enumerate(rows["quotes"])}
    assert len(numbers) == len(rows["quotes"])
    for row in rows["quotes"]:
        assert row["kind"] in tables.QUOTE_KINDS
        assert row["entity"] == "" or row["entity"] in entities
        assert bool(row["speaker"]) == bool(row["resolution"])
        assert "" in _follow_continued(rows["quotes"], numbers, row)
        for part in ("cue", "mention"):
            start, end = row[f"{part}_start"], row[f"{part}_end"]
            if row[part]:
                assert text[start:end] == row[part]
            else:
                assert (start, end) == (-1, -1)


@pytest.mark.parametrize("name", sorted(TEXTS))
def test_rows_of_the_seeds_point_into_their_text(annotated, name):
    rows = annotated(TEXTS[name])
    assert rows["quotes"]
    check(rows, TEXTS[name])


@pytest.mark.parametrize("name", sorted(ODD))
def test_rows_of_odd_texts_point_into_their_text(annotated, name):
    check(annotated(ODD[name]), ODD[name])


def test_rows_of_damaged_texts_point_into_their_text(annotated):
    generator = random.Random(0)
    signs = "\"'“”‘’.,:;-—()\n \t\r\x00\u202e😀é@#$1"
    for text in TEXTS.values():
        damaged = list(text)
        for at in sorted(generator.sample(range(len(text)), 150), reverse=True):
            damaged[at : at + generator.randint(0, 3)] = generator.choice(signs)
        check(annotated("".join(damaged)), "".join(damaged))


def test_an_article_of_boilerplate_has_no_quotes_or_names():
    from analysis.nlp.pipeline import annotate

    boilerplate = Article("a", NEWS, blocks=(Block("boilerplate", 0, len(NEWS)),))
    (rows,) = annotate([boilerplate])
    check(rows, NEWS)
    assert rows["quotes"] == rows["mentions"] == rows["figures"] == []
    assert rows["articles"][0]["words"] == 0


def test_quotes_are_searched_in_the_blocks_that_come_with_an_article():
    from analysis.nlp.pipeline import annotate

    text = "Anna Weber said the bridge was safe.\nTom Brandt said the bridge was old."
    split = text.index("\n")
    blocks = (Block("credit", 0, split), Block("body", split + 1, len(text)))
    (rows,) = annotate([Article("a", text, blocks=blocks)])
    assert [row["speaker"] for row in rows["quotes"]] == ["Tom Brandt"]


def test_an_annotation_does_not_depend_on_its_batch(annotated):
    from analysis.nlp.pipeline import annotate

    articles = [Article("a", text) for text in (*TEXTS.values(), NEWS, "")]
    batched = list(annotate(articles, batch_size=3))
    backwards = list(annotate(articles[::-1], batch_size=7))[::-1]
    alone = [annotated(article.text) for article in articles]
    assert batched == backwards == alone


def test_the_metadata_of_an_article_are_in_its_row():
    from analysis.nlp.pipeline import annotate

    article = Article("x1", NEWS, outlet="The Bell", byline="Eva Stein", url="http://a.b/c")
    (rows,) = annotate([article])
    (row,) = rows["articles"]
    assert (row["article_id"], row["outlet"], row["byline"], row["url"]) == (
        "x1",
        "The Bell",
        "Eva Stein",
        "http://a.b/c",
    )
    assert {row["article_id"] for table in rows.values() for row in table} == {"x1"}
    assert all(row["quote_id"].startswith("x1:") for row in rows["quotes"])


def test_words_are_counted_only_in_counted_blocks():
    from analysis.nlp.pipeline import annotate

    text = "A picture of a bridge\nThe bridge, he said, was safe."
    split = text.index("\n")
    blocks = (Block("caption", 0, split), Block("body", split + 1, len(text)))
    (rows,) = annotate([Article("a", text, blocks=blocks)])
    assert rows["articles"][0]["words"] == 6


def test_the_typography_of_a_text_does_not_change_its_annotation(annotated):
    offsets = ("start", "end", "entity", "kind")
    for text in TEXTS.values():
        rows, plain = annotated(text), annotated(normalise(text))
        for table in ("mentions", "quotes"):
            assert [[row[key] for key in offsets] for row in rows[table]] == [
                [row[key] for key in offsets] for row in plain[table]
            ]


def test_a_text_that_is_too_long_is_refused_with_a_remedy(monkeypatch):
    from analysis.nlp import pipeline

    monkeypatch.setattr(pipeline.load(), "max_length", 100)
    with pytest.raises(ValueError, match=r"101 characters; 100 are possible\. Split it"):
        list(pipeline.annotate([Article("a", "x" * 101)]))


def test_an_unknown_model_is_an_error():
    from analysis.nlp import pipeline

    with pytest.raises(OSError, match="no_such_model"):
        pipeline.load("no_such_model")


def test_the_fingerprint_is_the_same_in_another_process_and_imports_no_spacy():
    from analysis.nlp import fingerprint

    process = subprocess.run(
        [
            sys.executable,
            "-c",
            (
                "import sys; from analysis.nlp import fingerprint; "
                "print(fingerprint(), 'spacy' in sys.modules)"
            ),
        ],
        capture_output=True,
        text=True,
        check=True,
        cwd=SEEDS.parent,
    )
    assert process.stdout.split() == [fingerprint(), "False"]


def test_the_fingerprint_changes_with_the_model_and_with_the_declared_version(monkeypatch):
    from analysis import nlp

    calculate = nlp.fingerprint.__wrapped__
    known = calculate()
    monkeypatch.setattr(nlp, "ANNOTATION_VERSION", nlp.ANNOTATION_VERSION + 1)
    assert calculate() != known
    monkeypatch.undo()
    assert calculate() == known
    monkeypatch.setenv("PARALLAX_MODEL", "another")
    assert calculate() != known


def test_a_sentence_that_follows_a_closing_mark_without_a_space_is_read_as_one(quotes):
    rows = quotes(
        'Ann Orr leads the council. Orr said: "The pumps are old."Lindqvist said the works go on.'
    )
    assert rows[0]["text"] == '"The pumps are old."'
    assert rows[0]["speaker"] == "Ann Orr"


def test_names_and_quotes_of_a_wrapped_text_are_whole_and_their_offsets_the_originals(annotated):
    lines = (
        "> The minister of transport, Hanna Oduya, said on Tues-\r\n"
        '> day that the line would close. "No-\r\n'
        '> body was warned," said the rival party of Rafael\r\n'
        "> Stint, whom about 14,\r\n"
        "> 000 people chose. The deputy of Odu-\r\n"
        "> ya agreed on that day in the town of Port Ellen.\r\n"
    )
    rows = annotated(lines)
    texts = {row["text"]: lines[row["start"] : row["end"]] for row in rows["mentions"]}
    assert texts["Oduya"] == "Odu-\r\n> ya"
    assert texts["Rafael Stint"] == "Rafael\r\n> Stint"
    assert texts["Port Ellen"] == "Port Ellen"
    assert "about 14,000" in [row["text"] for row in rows["figures"]]
    (direct,) = [row for row in rows["quotes"] if row["kind"] == "direct"]
    assert lines[direct["start"] : direct["end"]] == '"No-\r\n> body was warned,"'
    assert direct["text"] == '"Nobody was warned,"'
    assert lines[direct["cue_start"] : direct["cue_end"]] == "said"


def test_a_unit_or_an_x_before_a_known_family_name_ends_its_sentence(names):
    text = "The wells cost $12m. Xavier Lind left X. Lind stayed in Oslo. Malcolm X. Holt left."
    texts = [name for name, _ in names(text)]
    assert texts == ["Xavier Lind", "Lind", "Oslo", "Malcolm X. Holt"]


def test_a_letter_that_ends_a_name_ends_its_sentence(names):
    text = "Ann Orr wrote of it on X. Paul Lind saw no Plan B. Carol Holt left Malcolm X. Smith."
    persons = ["Ann Orr", "Paul Lind", "Carol Holt", "Malcolm X. Smith"]
    assert names(text) == [(person, "PERSON") for person in persons]
