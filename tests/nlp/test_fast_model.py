"""The accelerated pipeline annotates every text as the stock pipeline does."""

import random
from pathlib import Path

import numpy as np
import pytest
import spacy

from analysis.ingest import Article
from analysis.nlp import fast_model, model_name, pipeline
from analysis.nlp.fast_model import (
    Acceleration,
    UnsupportedPipelineError,
    accelerate,
    attribute_lookup,
    dense_layers,
    embedding_cache,
    entity_decoder,
    lemma_lookup,
    matrix_products,
    self_check,
)
from analysis.nlp.fast_model.embedding_cache import RowCache
from analysis.nlp.fast_model.self_check import ATTRIBUTES
from analysis.nlp.table_rows import make_rows

SEEDS = Path(__file__).parents[2] / "seeds"
ODD_TEXTS = (
    "",
    " ",
    "\n\n\n",
    "Yes",
    "I ain't gonna. You gotta, don't you? He's been, she'd gone, they'd've known: let's go.",
    "“Nous n'irons pas,” said Zoë Müller-Lüdenscheidt 🙂 of Łódź — «niet» … Пхеньян, 平壌.",
    "A" * 300 + " " + "1" * 200 + " !!!???... ---- ((((",
    "\tTAB\u00a0NBSP\u200bZERO\u2028LINE.\r\nNew line  two spaces.   Three.",
    "$1,234.56 €7bn 12:30 p.m. 2023-09-05 50% #tag @name http://a.b/c?d=e a.b@c.org U.S.A. 9/11",
    "IN CAPITALS THE MINISTER OF DEFENCE SAID NO TO NATO. in lower case john smith of acme inc",
)


def _load():
    return spacy.load(model_name())


@pytest.fixture(scope="module")
def stock():
    return _load()


@pytest.fixture(scope="module")
def fast():
    acceleration = accelerate(_load(), _load)
    assert acceleration.reason == ""
    return acceleration.nlp


def _varied_texts(number):
    """Sentences of the seeds, odd texts and single words, put together at random."""
    rng = random.Random(7)
    pieces = [
        line
        for path in sorted(SEEDS.glob("*.txt"))
        for line in path.read_text("utf-8").splitlines()
    ]
    words = " ".join(pieces).split()
    texts = list(ODD_TEXTS)
    while len(texts) < number:
        chosen = rng.sample(pieces, rng.randint(1, 6))
        if rng.random() < 0.4:
            chosen.append(" ".join(rng.choices(words, k=rng.randint(1, 40))))
        if rng.random() < 0.3:
            chosen.append(rng.choice(ODD_TEXTS))
        text = rng.choice(["\n", "\n\n", " "]).join(chosen)
        change = rng.choice([str, str, str.upper, str.lower, str.title])
        texts.append(change(text))
    return texts


def test_two_hundred_varied_texts_are_annotated_as_by_stock(fast, stock):
    texts = _varied_texts(200)
    for ours, theirs in zip(fast.pipe(texts), stock.pipe(texts), strict=True):
        assert ours.text == theirs.text
        table = [doc.to_array(ATTRIBUTES) for doc in (ours, theirs)]
        assert np.array_equal(*table), ours.text[:200]
        assert [(e.start, e.end, e.label_) for e in ours.ents] == [
            (e.start, e.end, e.label_) for e in theirs.ents
        ]
        assert [s.start for s in ours.sents] == [s.start for s in theirs.sents]


def test_every_row_of_every_table_is_the_same_as_with_stock(monkeypatch):
    texts = [path.read_text("utf-8") for path in sorted(SEEDS.glob("*.txt"))[:3]]
    articles = [Article(f"a{n}", text) for n, text in enumerate([*texts, *_varied_texts(20)])]
    ours = list(pipeline.annotate(articles))
    monkeypatch.setattr(pipeline, "accelerate", lambda nlp, _: Acceleration(nlp, ""))
    stock = pipeline.load.__wrapped__()
    assert type(stock.get_pipe("ner")).__module__.startswith("spacy")
    docs = stock.pipe(pipeline.make_doc(stock, article) for article in articles)
    theirs = [make_rows(doc) for doc in docs]
    assert sum(len(rows["quotes"]) for rows in ours) > len(texts)
    assert ours == theirs


def test_a_batch_of_any_size_gives_the_same(fast):
    texts = _varied_texts(40)
    alone = [fast(text).to_array(ATTRIBUTES) for text in texts]
    for size in (1, 7, 64):
        batch = fast.pipe(texts, batch_size=size)
        assert all(
            np.array_equal(doc.to_array(ATTRIBUTES), table)
            for doc, table in zip(batch, alone, strict=True)
        )


@pytest.mark.parametrize(
    ("module", "name"),
    [
        (embedding_cache, "MAX_ROWS"),
        (attribute_lookup, "MAX_KEYS"),
        (lemma_lookup, "MAX_LEMMAS"),
    ],
)
def test_full_caches_are_emptied_without_a_change(module, name, stock, monkeypatch):
    monkeypatch.setattr(module, name, 20)
    if module is embedding_cache:
        monkeypatch.setattr(RowCache.__init__, "__defaults__", (20,))
    nlp = accelerate(_load(), _load).nlp
    for text in _varied_texts(30):
        ours, theirs = (one(text).to_array(ATTRIBUTES) for one in (nlp, stock))
        assert np.array_equal(ours, theirs)


def test_a_row_cache_computes_each_row_once_and_holds_no_more_than_its_limit():
    asked = []

    def compute(attributes):
        asked.extend(attributes[:, 0].tolist())
        return attributes.astype(np.float32) * 2

    cache = RowCache(compute, max_rows=3)
    first = np.array([[1, 5], [2, 6], [1, 5]], np.uint64)
    assert cache.look_up(first).tolist() == [[2, 10], [4, 12], [2, 10]]
    assert sorted(asked) == [1, 2]
    assert cache.look_up(np.array([[2, 6], [3, 7]], np.uint64)).tolist() == [[4, 12], [6, 14]]
    assert len(cache) <= 3


def test_a_pipeline_of_another_version_runs_at_stock_speed_and_says_why(monkeypatch):
    monkeypatch.setattr(self_check, "KNOWN_PIPELINES", ())
    acceleration = accelerate(_load(), _load)
    assert model_name().removeprefix("en_") in acceleration.reason
    assert not isinstance(acceleration.nlp.get_pipe("ner"), entity_decoder.EntityDecoderComponent)
    assert acceleration.nlp("Ann Lee spoke.").ents


def test_another_version_of_spacy_runs_at_stock_speed_and_says_why(monkeypatch):
    monkeypatch.setattr(self_check, "KNOWN_SPACY", ("0.1",))
    assert "spaCy" in accelerate(_load(), _load).reason


def test_a_pipeline_that_answers_differently_is_given_up(monkeypatch):
    original = entity_decoder.EntityDecoder.set_entities

    def lose_entities(self, docs):
        original(self, docs)
        for doc in docs:
            doc.set_ents([])

    monkeypatch.setattr(entity_decoder.EntityDecoder, "set_entities", lose_entities)
    acceleration = accelerate(_load(), _load)
    assert "differently" in acceleration.reason
    assert acceleration.nlp("Ann Lee met Bo Ek in Rome.").ents


def test_a_library_that_is_built_in_another_way_costs_the_speed_only(monkeypatch):
    def fail(nlp):
        raise AttributeError("no such layer")

    monkeypatch.setattr(fast_model.embedding_cache, "cache_embeddings", fail)
    acceleration = accelerate(_load(), _load)
    assert "no such layer" in acceleration.reason
    assert acceleration.nlp("Ann Lee met Bo Ek in Rome.").ents


@pytest.mark.parametrize(
    ("environment", "limited"), [({}, True), ({"OMP_NUM_THREADS": "2"}, False)]
)
def test_a_process_multiplies_in_one_thread_unless_the_environment_says_otherwise(
    environment, limited, monkeypatch
):
    limits = []
    for name in matrix_products.THREAD_VARIABLES:
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(
        matrix_products, "threadpool_limits", lambda **options: limits.append(options)
    )
    matrix_products.use_openblas(spacy.blank("en"))
    assert limits == ([{"limits": 1, "user_api": "blas"}] if limited else [])


def test_a_blank_pipeline_runs_at_stock_speed():
    blank = spacy.blank("en")
    acceleration = accelerate(blank, lambda: spacy.blank("en"))
    assert acceleration.reason
    assert acceleration.nlp.pipe_names == []


@pytest.mark.parametrize(
    "replace",
    [
        dense_layers.simplify_dense_layers,
        embedding_cache.cache_embeddings,
        attribute_lookup.replace_attribute_ruler,
        lemma_lookup.replace_lemmatizer,
        entity_decoder.replace_entity_recognizer,
    ],
)
def test_each_change_refuses_a_pipeline_without_its_component(replace):
    with pytest.raises(UnsupportedPipelineError):
        replace(spacy.blank("en"))


def test_rules_of_another_kind_are_refused():
    nlp = spacy.blank("en")
    ruler = nlp.add_pipe("attribute_ruler")
    ruler.add([[{"SHAPE": "Xxx"}]], {"POS": "X"})
    with pytest.raises(UnsupportedPipelineError, match="another kind"):
        attribute_lookup.replace_attribute_ruler(nlp)


def test_the_reason_is_logged(caplog, monkeypatch):
    monkeypatch.setattr(self_check, "KNOWN_SPACY", ())
    reason = fast_model.accelerate(_load(), _load).reason
    assert reason in caplog.text
