"""The tables of a workspace: their columns, types and meaning, in one place.

Annotation writes the *part tables* (:data:`PARTS`), one row set per article and nothing that
depends on another article. The catalogue adds what only the whole corpus can tell (stories,
entities across articles, utterances) and holds the tables a page, a notebook or ``export`` reads
(:data:`CATALOGUE`). Offsets are Python string indices into ``articles.text``; ``end`` is exclusive.
Unknown text is the empty string, an unknown date is null.
"""

import pyarrow as pa

from analysis.table_schema import Column, Table

#: Kinds a block may have; measures count :data:`COUNTED` unless they say otherwise. ``copied`` is
#: in the catalogue alone: prose shared with another article, where the analyst leaves it out.
BLOCK_KINDS = (
    "headline",
    "byline",
    "dateline",
    "body",
    "subhead",
    "caption",
    "credit",
    "boilerplate",
    "copied",
)
COUNTED = ("headline", "subhead", "body")
QUOTE_KINDS = ("direct", "mixed", "indirect")
MENTION_KINDS = ("name", "pronoun", "description", "apposition")
#: SQL of the mentions that counts include. An apposition ('President' of 'President Holt') stands
#: beside a name that is counted itself.
IS_COUNTED_MENTION = "kind <> 'apposition'"


_STRING, _INT, _FLOAT, _BOOL = pa.string(), pa.int32(), pa.float64(), pa.bool_()
_ARTICLE = Column("article_id", _STRING, "the article")
_START = Column("start", _INT, "first character")
_END = Column("end", _INT, "one past the last character")
_SENTENCE = Column("sentence", _INT, "number of the sentence, counted from 0 in the article")
_BLOCK_KIND = Column("block_kind", _STRING, "kind of the block")
_ENTITY_ID = Column("entity_id", _STRING, "the entity across the corpus; empty when unsure")
_LOCAL = Column("entity", _STRING, "key of the entity within the article; empty when unsure")

_ARTICLES = (
    Column("article_id", _STRING, "as given on input, otherwise a hash of the text"),
    Column("outlet", _STRING, "who published it; empty when not known"),
    Column("title", _STRING, "the headline, given on input or found in the text"),
    Column("byline", _STRING, "who wrote it"),
    Column("published", pa.date32(), "day of publication; null when not known"),
    Column("url", _STRING, "where it was published"),
    Column("credit", _STRING, "the agency or paper it was taken from"),
    Column("text", _STRING, "the input, code point for code point"),
    Column("words", _INT, "words in headline, subheads and body"),
    Column("source", _STRING, "name of the file it was read from"),
    Column(
        "turns",
        _STRING,
        "read: a transcript or interview, each turn of which is a quote; unread: it seems to be "
        "one, and its turns are no quotes; otherwise empty",
    ),
)
_BLOCKS = Table(
    "blocks",
    "a part of the text of one kind",
    (
        _ARTICLE,
        Column("block", _INT, "counted from 0 in the article"),
        Column("kind", _STRING, ", ".join(BLOCK_KINDS)),
        _START,
        _END,
    ),
)
_SENTENCES = Table(
    "sentences",
    "a sentence; it never crosses a block",
    (
        _ARTICLE,
        Column("sentence", _INT, "counted from 0 in the article"),
        Column("block", _INT, "number of the block"),
        _BLOCK_KIND,
        _START,
        _END,
    ),
)
_MENTION = (
    _ARTICLE,
    _START,
    _END,
    Column("text", _STRING, "the words"),
    Column("kind", _STRING, ", ".join(MENTION_KINDS)),
    Column("label", _STRING, "PERSON, ORG, GPE, NORP, … (OntoNotes), or UNCLEAR"),
    Column("metonymy", _STRING, "for countries: place, people or government; otherwise empty"),
    Column("semantic_role", _STRING, "speaks, acts, acted_upon or other, by the parse"),
    Column("epithet", _STRING, "title or description beside a name; empty when none"),
    _SENTENCE,
    _BLOCK_KIND,
)
_QUOTE = (
    _ARTICLE,
    Column("quote_id", _STRING, "article_id and a number: one contiguous span"),
    _START,
    _END,
    Column("text", _STRING, "the words; of a mixed quotation the whole reported clause"),
    Column(
        "kind",
        _STRING,
        f"{', '.join(QUOTE_KINDS)}; direct: in quotation marks or the paragraph after 'Orr wrote:'",
    ),
    Column("cue", _STRING, "the words that introduce it, as written; empty when there are none"),
    Column("cue_start", _INT, "first character of the cue, -1 when there is none"),
    Column("cue_end", _INT, "one past its last character, -1 when there is none"),
    Column("cue_lemma", _STRING, "dictionary form of the cue ('said' -> 'say')"),
    Column("mention", _STRING, "the words that name the speaker; empty when there are none"),
    Column("mention_start", _INT, "first character of the mention, -1 when there is none"),
    Column("mention_end", _INT, "one past its last character, -1 when there is none"),
    Column("speaker", _STRING, "the resolved name; empty when unsure"),
    Column(
        "resolution",
        _STRING,
        "how the speaker was identified: named, pronoun, description, representative (somebody who "
        "speaks for it), document (it made the document), continued, office (the text names an "
        "office, and the story's articles its one holder; only in the catalogue); a description "
        "without an entity_id describes somebody who is not identified",
    ),
    Column(
        "speaker_confidence",
        _FLOAT,
        "how probable it is that this is the speaker, up to 1; 0 when the speaker is empty; null "
        "where resolution is office, of which it was not measured",
    ),
    Column("continues", _STRING, "quote_id of the span it continues; empty when none"),
    Column("words", _INT, "words in the span"),
    _SENTENCE,
    _BLOCK_KIND,
)
_ATTITUDE_MEANING = "what is attributed without being reported as said"
_ATTITUDE = (
    _ARTICLE,
    Column("attitude_id", _STRING, "article_id and a number"),
    _START,
    _END,
    Column("text", _STRING, "the words: what is denounced, expected, wanted, doubted …"),
    Column("cue", _STRING, "the word that attributes it, as written"),
    Column("cue_start", _INT, "first character of the cue"),
    Column("cue_end", _INT, "one past its last character"),
    Column("cue_lemma", _STRING, "dictionary form of the cue"),
    Column("is_reporting_verb", _BOOL, "whether the cue is a verb of saying"),
    Column("mention", _STRING, "the words that name whose it is; empty when there are none"),
    Column("mention_start", _INT, "first character of the mention, -1 when there is none"),
    Column("mention_end", _INT, "one past its last character, -1 when there is none"),
    Column("holder", _STRING, "whose it is, resolved; empty when unsure"),
    Column("resolution", _STRING, "how it was resolved: as in quotes; empty when it was not"),
    Column("confidence", _FLOAT, "how probable it is that it is attributed, up to 1"),
    Column("words", _INT, "words in it"),
    _SENTENCE,
    _BLOCK_KIND,
)
_FIGURES = Table(
    "figures",
    "a number, sum, share or date in the text",
    (
        _ARTICLE,
        _START,
        _END,
        Column("text", _STRING, "the words"),
        Column("kind", _STRING, "count, money, percent, date, age, ordinal, quantity, time"),
        Column("value", _STRING, "normalised: a number, or an ISO date as far as it is given"),
        Column("unit", _STRING, "the unit or currency; empty when there is none"),
        Column("head_noun", _STRING, "what is counted or dated: the head word of its phrase"),
        Column("modifiers", _STRING, "words that specify it, in dictionary form"),
        Column("predicate", _STRING, "verb or adjective that says what it does or suffers"),
        Column("role", _STRING, "agent or patient of that verb; empty for neither"),
        Column("subject", _STRING, "last word of who acts on it or has it; empty when not stated"),
        Column(
            "scope",
            _STRING,
            "how it is limited: part, sequence, rate, change, hypothetical or name; else empty",
        ),
        _SENTENCE,
        _BLOCK_KIND,
    ),
)
_EPITHET_ROW = "a noun or adjective the text gives to an entity"
_EPITHET = (
    _ARTICLE,
    _START,
    _END,
    Column("word", _STRING, "the word, in its dictionary form if a noun, in lower case"),
    Column("pos", _STRING, "noun or modifier"),
    Column("kind", _STRING, "title, apposition, predicate, modifier, polity or description"),
    Column("phrase", _STRING, "the phrase around it"),
    Column("country", _STRING, "country the phrase names (ISO 3166 alpha-2); empty otherwise"),
    _SENTENCE,
    _BLOCK_KIND,
)
_EVENT = (
    _ARTICLE,
    Column("start", _INT, "first character of the verb"),
    Column("end", _INT, "one past its last character"),
    Column("verb", _STRING, "dictionary form of the verb, with its particle"),
    Column("form", _STRING, "active, passive, or agentless for a passive without its agent"),
    Column("is_factual", _BOOL, "whether the text states it; false when denied or left open"),
    Column("agent", _STRING, "the words for who acts; empty when untold, or when it is a thing"),
    Column("agent_start", _INT, "first character of these, -1 when there are none"),
    Column("agent_end", _INT, "one past their last character, -1 when there are none"),
    Column("patient", _STRING, "the words for what is acted upon; empty when there are none"),
    Column("patient_start", _INT, "first character of these, -1 when there are none"),
    Column("patient_end", _INT, "one past their last character, -1 when there are none"),
    _SENTENCE,
    _BLOCK_KIND,
)

#: What annotation writes: every row depends on its own article alone.
PARTS: dict[str, Table] = {
    table.name: table
    for table in (
        Table("articles", "an article", _ARTICLES),
        _BLOCKS,
        _SENTENCES,
        Table(
            "local_entities",
            "an entity within one article",
            (
                _ARTICLE,
                _LOCAL,
                Column("name", _STRING, "the fullest name in the article"),
                Column("label", _STRING, "PERSON, ORG, GPE, NORP, …"),
                Column("country", _STRING, "ISO 3166 alpha-2 for countries; otherwise empty"),
                Column("aliases", pa.list_(_STRING), "the distinct names used, fullest first"),
                Column("roles", pa.list_(_STRING), "titles and descriptions given to it"),
                Column("gender", _STRING, "m or f by titles and descriptions; otherwise empty"),
                Column("mentions", _INT, "name mentions in counted blocks"),
            ),
        ),
        Table("mentions", "a span that refers to an entity", (*_MENTION, _LOCAL)),
        Table("quotes", "one contiguous span of reported speech", (*_QUOTE, _LOCAL)),
        Table(
            "attitudes", "what is attributed without being reported as said", (*_ATTITUDE, _LOCAL)
        ),
        _FIGURES,
        Table("epithets", _EPITHET_ROW, (*_EPITHET, _LOCAL)),
        Table(
            "events",
            "a verb with a named entity that acts or is acted upon",
            (
                *_EVENT,
                Column("agent_entity", _STRING, "key of the agent's entity; empty when unsure"),
                Column("patient_entity", _STRING, "key of the patient's entity; empty when unsure"),
            ),
        ),
    )
}

#: What the catalogue holds and ``export`` writes.
CATALOGUE: dict[str, Table] = {
    table.name: table
    for table in (
        Table(
            "articles",
            "an article",
            (
                *_ARTICLES,
                Column("story_id", _STRING, "the story it belongs to"),
                Column(
                    "story_probability",
                    _FLOAT,
                    "mean probability that it reports the event of the other articles of its "
                    "story; null if it is alone there",
                ),
                Column(
                    "near_story_id",
                    _STRING,
                    "another story that it is nearly in; empty without one, or if it was moved",
                ),
                Column(
                    "near_probability",
                    _FLOAT,
                    "mean probability that it reports the event of that story; null without one",
                ),
                Column(
                    "outlet_label",
                    _STRING,
                    "the outlet, or e.g. 'Unknown outlet (credits Reuters)'",
                ),
            ),
        ),
        Table(
            "stories",
            "articles that report the same event",
            (
                Column("story_id", _STRING, "hash of its first article's id"),
                Column("title", _STRING, "the headline, or lead, of its most central article"),
                Column("articles", _INT, "number of articles"),
                Column("outlets", _INT, "number of distinct outlet labels"),
                Column(
                    "first_published",
                    pa.date32(),
                    "earliest day of publication, if known",
                ),
                Column("last_published", pa.date32(), "latest day of publication, if known"),
            ),
        ),
        _BLOCKS,
        _SENTENCES,
        Table(
            "entities",
            "a person, organisation, place … across the corpus",
            (
                _ENTITY_ID,
                Column("name", _STRING, "the fullest neutral name"),
                Column("label", _STRING, "PERSON, ORG, GPE, NORP, …"),
                Column("country", _STRING, "ISO 3166 alpha-2 for countries; otherwise empty"),
                Column("aliases", pa.list_(_STRING), "the names used, most frequent first"),
            ),
        ),
        Table("mentions", "a span that refers to an entity", (*_MENTION, _ENTITY_ID)),
        Table(
            "quotes",
            "one contiguous span of reported speech",
            (
                *_QUOTE,
                _ENTITY_ID,
                Column("utterance_id", _STRING, "the same utterance across a story"),
                Column("confidence", _FLOAT, "that it reports that utterance, 0 to 1: an order"),
            ),
        ),
        Table("attitudes", _ATTITUDE_MEANING, (*_ATTITUDE, _ENTITY_ID)),
        _FIGURES,
        Table(
            "epithets", "a noun or adjective the text gives to an entity", (*_EPITHET, _ENTITY_ID)
        ),
        Table(
            "events",
            "a verb with a named entity that acts or is acted upon",
            (
                *_EVENT,
                Column("agent_id", _STRING, "the agent across the corpus; empty when unsure"),
                Column("patient_id", _STRING, "who is acted upon, likewise; empty when unsure"),
            ),
        ),
    )
}

#: What ``export`` also writes, compared anew from the catalogue: within each story of up to
#: ``analysis.store.export.MAX_ARTICLES`` articles.
COMPARISONS: dict[str, Table] = {
    table.name: table
    for table in (
        Table(
            "passages",
            "a link between sentences of two articles of a story that report the same; stories of "
            "up to 100 articles are compared",
            (
                Column("left_id", _STRING, "the article whose id comes first"),
                Column("left_start", _INT, "first character of its sentence"),
                Column("left_end", _INT, "one past the last character"),
                Column("right_id", _STRING, "the other article"),
                Column("right_start", _INT, "first character of its sentence"),
                Column("right_end", _INT, "one past the last character"),
                Column("similarity", _FLOAT, "probability that both report the same, up to 1"),
                Column("kind", _STRING, "quotation if both quote one utterance, else words"),
                Column("strength", _STRING, "sure or possible"),
            ),
        ),
        Table(
            "differing_figures",
            "a statement of a figure, or of a name, on which outlets of a story differ; stories of "
            "up to 100 articles are compared",
            (
                Column("story_id", _STRING, "the story"),
                Column("case_id", _INT, "number of the figure; its statements share it"),
                Column("verdict", _STRING, "conflict, may conflict, update, spelling, not judged"),
                Column("kind", _STRING, "as in ``figures``, or record or spelling"),
                Column("heading", _STRING, "what is counted or dated, or whose age; may be empty"),
                Column("value", _STRING, "normalised value; for a name its spelling"),
                Column("unit", _STRING, "as in ``figures``, left of a game's clock, or weekday"),
                Column("similarity", _FLOAT, "of the words around the figures, up to 1"),
                Column("outlet_label", _STRING, "the outlet that states it"),
                _ARTICLE,
                _START,
                _END,
                Column("text", _STRING, "the words"),
            ),
        ),
    )
}
