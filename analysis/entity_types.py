"""The types of entities, in one table: labels, families, names on screen, colours and traits.

The labels are those of OntoNotes 5, which spaCy's English models use. Every part of the program
that treats some types differently from others takes its set of labels from here, so that a new
type, or a new name for one, is a change of one row of :data:`ENTITY_TYPES`.
"""

from dataclasses import dataclass
from enum import Enum, Flag, StrEnum, auto
from typing import Final, Literal

PERSON: Final = "PERSON"
ORG: Final = "ORG"
GPE: Final = "GPE"
NORP: Final = "NORP"
LOC: Final = "LOC"
FAC: Final = "FAC"
EVENT: Final = "EVENT"
PRODUCT: Final = "PRODUCT"
WORK_OF_ART: Final = "WORK_OF_ART"
LAW: Final = "LAW"
LANGUAGE: Final = "LANGUAGE"
#: A name of one word that the model takes for a person's and that nothing else shows to be one.
UNCLEAR: Final = "UNCLEAR"

#: The values of the column ``kind`` of the table ``figures``; an age has no label of its own.
FigureKind = Literal["count", "money", "percent", "quantity", "ordinal", "date", "time", "age"]


class Family(StrEnum):
    """What kind of thing a type is; only entities of one family can be the same entity.

    The value is the prefix of entity ids ('person:kim-jong-un').
    """

    PERSON = "person"
    ORGANISATION = "org"
    PLACE = "place"
    GROUP = "group"
    OTHER = "other"
    FIGURE = "figure"


class LegendEntry(Enum):
    """How names of a type are explained on screen: the text of the legend and a palette slot.

    The slot is an index into :data:`analysis.charts.outlet_styles.COLOURS`; None is the neutral
    colour. Places and groups share an entry, because most groups named in news are nationalities.
    """

    PEOPLE = ("People", 3)
    ORGANISATIONS = ("Organisations", 4)
    PLACES = ("Places and peoples", 5)
    OTHER = ("Other names", None)

    def __init__(self, text: str, palette_slot: int | None) -> None:
        """Take the legend's text and the palette slot of its colour."""
        self.text = text
        self.palette_slot = palette_slot


class Trait(Flag):
    """What annotation and linking conclude from the type of an entity alone."""

    #: Its names become mentions. A work of art is often a misread name of another type, so it is a
    #: candidate only (see :data:`CANDIDATE_LABELS`).
    NAMED = auto()
    #: It can hold an attitude: a person, a body, a state or a people.
    HOLDER = auto()
    #: It can issue a statement.
    AUTHOR = auto()
    #: 'it' can refer to it.
    IT = auto()
    #: 'they' can refer to it.
    THEY = auto()
    #: A use of its name that the model missed is searched for.
    SEARCHED = auto()
    #: Its names can be spelled in two ways by two outlets.
    SPELLED = auto()
    #: Its name can be a form of a country's name.
    COUNTRY_FORM = auto()
    #: A mention of it that has a country means that country itself, not an institution of it.
    COUNTRY = auto()
    #: A name with this label can be a person's: persons, and what the model takes persons for.
    MAY_BE_PERSON = auto()
    #: The model may include the noun before a person's name in it: 'comedian Ann Lee'.
    SWALLOWS_ROLE = auto()
    #: Its name before a noun tells which group the noun means: 'Republican lawmakers'.
    GROUP_MODIFIER = auto()
    #: Its name before 'administration' or 'campaign' names an organisation.
    LED_BY = auto()
    #: An article may give the label to a surname that is a person's elsewhere in the story.
    MISTAKEN_SURNAME = auto()


NO_TRAITS = Trait(0)


@dataclass(frozen=True)
class EntityType:
    """One type of entity.

    Attributes:
        label: The label of OntoNotes 5, as in the column ``label`` of the tables.
        family: The kind of thing.
        plural: The name on screen; empty for figures, which are listed by kind.
        traits: What annotation and linking conclude from the type.
        figure_kind: The kind of figure; None for all other types.
    """

    label: str
    family: Family
    plural: str = ""
    traits: Trait = NO_TRAITS
    figure_kind: FigureKind | None = None


#: Combinations of traits that several types share.
_NAME = Trait.NAMED
_THING = Trait.NAMED | Trait.IT
_SEARCHED = Trait.SEARCHED | Trait.SPELLED
_BODY = Trait.HOLDER | Trait.AUTHOR

#: All types, in the order in which the screen lists them.
ENTITY_TYPES = (
    EntityType(
        PERSON,
        Family.PERSON,
        "People",
        _NAME
        | _BODY
        | _SEARCHED
        | Trait.COUNTRY_FORM
        | Trait.MAY_BE_PERSON
        | Trait.SWALLOWS_ROLE
        | Trait.LED_BY,
    ),
    EntityType(
        ORG,
        Family.ORGANISATION,
        "Organisations",
        _THING
        | Trait.THEY
        | _BODY
        | _SEARCHED
        | Trait.COUNTRY_FORM
        | Trait.MAY_BE_PERSON
        | Trait.GROUP_MODIFIER
        | Trait.LED_BY
        | Trait.MISTAKEN_SURNAME,
    ),
    EntityType(
        GPE,
        Family.PLACE,
        "Countries and cities",
        _THING
        | _BODY
        | _SEARCHED
        | Trait.COUNTRY_FORM
        | Trait.COUNTRY
        | Trait.GROUP_MODIFIER
        | Trait.MISTAKEN_SURNAME,
    ),
    EntityType(
        NORP,
        Family.GROUP,
        "Nationalities and groups",
        _NAME
        | Trait.THEY
        | Trait.HOLDER
        | Trait.COUNTRY_FORM
        | Trait.COUNTRY
        | Trait.MAY_BE_PERSON
        | Trait.GROUP_MODIFIER,
    ),
    EntityType(
        LOC, Family.PLACE, "Regions", _THING | _SEARCHED | Trait.COUNTRY_FORM | Trait.COUNTRY
    ),
    EntityType(
        FAC,
        Family.PLACE,
        "Buildings and sites",
        _THING | _SEARCHED | Trait.COUNTRY_FORM | Trait.MAY_BE_PERSON,
    ),
    EntityType(EVENT, Family.OTHER, "Events", _THING | Trait.SPELLED | Trait.MAY_BE_PERSON),
    EntityType(
        PRODUCT,
        Family.OTHER,
        "Products",
        _THING | _SEARCHED | Trait.MAY_BE_PERSON | Trait.SWALLOWS_ROLE,
    ),
    EntityType(WORK_OF_ART, Family.OTHER, "Works", Trait.MAY_BE_PERSON | Trait.SWALLOWS_ROLE),
    EntityType(LAW, Family.OTHER, "Laws", _THING | Trait.SEARCHED | Trait.MAY_BE_PERSON),
    EntityType(LANGUAGE, Family.OTHER, "Languages"),
    EntityType(
        UNCLEAR,
        Family.OTHER,
        "Type unclear",
        _NAME | _BODY | _SEARCHED | Trait.LED_BY | Trait.MISTAKEN_SURNAME,
    ),
    EntityType("CARDINAL", Family.FIGURE, figure_kind="count"),
    EntityType("MONEY", Family.FIGURE, figure_kind="money"),
    EntityType("PERCENT", Family.FIGURE, figure_kind="percent"),
    EntityType("QUANTITY", Family.FIGURE, figure_kind="quantity"),
    EntityType("ORDINAL", Family.FIGURE, figure_kind="ordinal"),
    EntityType("DATE", Family.FIGURE, figure_kind="date"),
    EntityType("TIME", Family.FIGURE, figure_kind="time"),
)

_BY_LABEL = {entity_type.label: entity_type for entity_type in ENTITY_TYPES}
_LEGENDS = {
    Family.PERSON: LegendEntry.PEOPLE,
    Family.ORGANISATION: LegendEntry.ORGANISATIONS,
    Family.PLACE: LegendEntry.PLACES,
    Family.GROUP: LegendEntry.PLACES,
}


def labels_with(trait: Trait) -> tuple[str, ...]:
    """Return the labels of the types that have a trait, in the order of the table."""
    return tuple(row.label for row in ENTITY_TYPES if trait in row.traits)


def labels_of(*families: Family) -> tuple[str, ...]:
    """Return the labels of the types of some families, in the order of the table."""
    return tuple(row.label for row in ENTITY_TYPES if row.family in families)


def family_of(label: str) -> str:
    """Return within which family an entity with this label is linked: 'person', 'org', 'event'.

    A type outside the four large families, or an unknown one, is a family of its own.
    """
    row = _BY_LABEL.get(label)
    if row is not None and row.family in _LEGENDS:
        return row.family.value
    return label.lower().replace("_", "-") or Family.OTHER.value


def plural_name(label: str) -> str:
    """Return the name of a type on screen ("People"); the label itself when it has none."""
    row = _BY_LABEL.get(label)
    return (row.plural if row is not None else "") or label


def legend_of(label: str) -> LegendEntry:
    """Return the legend entry of the names of a type."""
    row = _BY_LABEL.get(label)
    return LegendEntry.OTHER if row is None else _LEGENDS.get(row.family, LegendEntry.OTHER)


#: Labels of named mentions, in the order of the table.
NAMED_LABELS = labels_with(Trait.NAMED)
#: Labels the model gives that are read as names before entity types are repaired.
CANDIDATE_LABELS = frozenset((*NAMED_LABELS, WORK_OF_ART))
#: Labels of places.
PLACE_LABELS = frozenset(labels_of(Family.PLACE))
#: The kind of figure (column ``kind`` of the table ``figures``) by label.
FIGURE_KINDS = {row.label: row.figure_kind for row in ENTITY_TYPES if row.figure_kind is not None}
