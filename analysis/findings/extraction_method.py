"""How quotations and attitudes are extracted, and how well: the method shown on the pages."""

from analysis.measures.method_card import MethodCard

QUOTATIONS = MethodCard(
    name="Quotations and attitudes",
    what=(
        "Quotations are what a text reports as said or written: between quotation marks or "
        "as the paragraph after 'Orr wrote:' (direct), partly between quotation marks (mixed), or "
        "in other words (indirect), with the cue that introduces them and who speaks. "
        "Attitudes are beliefs, wishes, judgements and commitments attributed to somebody "
        "without being reported as said."
    ),
    formula=(
        "Quotations: rules over the grammar of the sentence and the quotation marks; a reporting "
        "verb is one of a list; a share found 'in a poll' needs none. "
        "Speakers: names, pronouns, descriptions and continued quotations are traced through the "
        "article; blank where that is unsure. Attitudes: a logistic regression over the words "
        "that govern a clause, shown from a probability of 36 %."
    ),
    source=(
        "Attribution as source, cue and content: Pareti, Attribution: A Computational Approach, "
        "Edinburgh 2015. Model learned from PolNeAR: Newell, Margolin & Ruths, LREC 2018."
    ),
    reliability=(
        "Measured on texts that people marked (figures and commands: benchmarks/README.md). On 21 "
        "articles of six stories by many outlets, 93.5 % of the quotations found are marked and "
        "87.8 % of those marked are found: 94.2 % of direct, 89.1 % of mixed, 81.2 % of indirect "
        "ones. Of those found, the speaker shown is right for 86.1 % and wrong for 7.9 %; the "
        "rest are blank or in another form. On 84 political articles of seven outlets (PolNeAR), "
        "of the attitudes shown about three in five were marked; of what is marked there besides "
        "quotations, two in five are found."
    ),
    fails=(
        "Missed: paraphrase without a reporting verb, quotations in letters and first-person "
        "opinion, indirect speech that goes on over several sentences. Invented: titles and terms "
        "in quotation marks that read as speech. Speakers: 'he' where two men were just named, "
        "and descriptions used before the name. Outlets differ: on PolNeAR F1 over everything "
        "attributed is 62 % for USA Today, half of it letters and opinion, and 70 to 78 % for the "
        "six others, so a small difference between outlets may be one of extraction."
    ),
)

NAMES = MethodCard(
    name="Names and mentions",
    what=(
        "A mention is a place of a text that refers to a person, organisation, place or group: by "
        "a name, and, where the page says so, by a pronoun or a description. Mentions of one "
        "entity are counted under its fullest name, in all articles together."
    ),
    formula=(
        "Names are found by a statistical model and mended by rules; names of one entity are "
        "linked by their words, titles and the company they keep. Pronouns and descriptions are "
        "resolved by rules over the grammar, and left out where that is unsure. Rates are mentions "
        "per 1,000 words of the outlet's selected articles."
    ),
    source="Pipeline: spaCy's en_core_web_sm. Linking and resolution: this project's rules.",
    reliability=(
        "Measured on texts that people marked (figures and commands: benchmarks/README.md). On 162 "
        "events in three outlets each (SEESAW), 95.7 % of the entities that matter are found, "
        "97.0 % of people and 90.8 % of organisations, and 96.8 % of those found are one entity "
        "in their event. On the news of GUM, 63.2 % of the pronouns are resolved, 82.1 % of these "
        "rightly."
    ),
    fails=(
        "Two people of one surname may be joined where the text gives no first name; a name that "
        "is spelled very differently is counted apart. Pronouns of groups and of 'it' are mostly "
        "left out. Corrections can be made on the page Entities."
    ),
)

SEARCH = MethodCard(
    name="Search",
    what=(
        "Every place of the searched word or phrase in the headlines, subheads and bodies of the "
        "selected articles, and how many there are per 1,000 words of each outlet."
    ),
    formula=(
        "Hits divided by the words of all selected articles of the outlet, times 1,000: the words "
        "of headlines, subheads and bodies, as on every page. Case, accents, the kind of "
        "apostrophe and a final 's do not count. The words of a phrase follow one another within "
        "one paragraph, whatever stands between them. Other forms of a word are those of its "
        "nouns, verbs and adjectives in the tables of spaCy's lemmatizer (from WordNet)."
    ),
    source="Concordance: Sinclair, Corpus, Concordance, Collocation, Oxford University Press 1991.",
    reliability=(
        "Counts are exact: every hit is listed below and opens its sentence. A rate of few hits "
        "says little: read them before comparing outlets."
    ),
    fails=(
        "A form is searched whatever it means: other forms of 'left' include those of 'leave', and "
        "'US' also finds 'us'. Words that WordNet lacks, such as most names, have no other forms. "
        "Spellings such as 'colour' and 'color' are different words, a word "
        "that a hyphen divides at the end of a line is two. Captions, credits and "
        "boilerplate are not searched, nor is text that was excluded as shared."
    ),
)

TIMELINE = MethodCard(
    name="Time line",
    what="The day on which each article was published, as its input or its text gives it.",
    formula=(
        "One mark for each outlet and day. Who had something first: the outlet whose report is of "
        "the earliest day, if no article of another outlet that reports it, or possibly does, is "
        "of that day or an earlier one. Outlets of one day are 'same day'."
    ),
    source="This project's rule; what several outlets report is that of the page Coverage.",
    reliability=(
        "Articles have a day and no time. First means first among the articles loaded: another "
        "article of the same outlet, or another outlet, may have had it before."
    ),
    fails=(
        "A day of an update, or in another time zone, makes an article seem later or earlier. "
        "Nothing is said where an article of an outlet that reports it is undated."
    ),
)
