"""Entities: who and what is named, by outlet, with every sentence."""

from dataclasses import replace

import streamlit as st

from analysis.charts import (
    entity_matrix,
    entity_usage,
    layout,
    name_unevenness,
    outlet_styles,
)
from analysis.charts.entity_matrix import Count, EntityOrder
from analysis.findings import extraction_method
from analysis.findings.exclusive_coverage import count_stories
from analysis.findings.story_names import find_unmarked_names
from analysis.store.queries import entities as entity_queries
from analysis.store.queries.entities import MentionSubset
from ui.core import address, data, navigation, selected_point, selection
from ui.sections import entity_details, entity_overrides
from ui.widgets import chart, evidence, outlet_chips, selectable_table

#: Maximum number of outlets in a chart.
MAX_OUTLETS = 12
#: Numbers of entities to choose from.
LIMITS = {"15": "15", "30": "30", "60": "60"}
#: The mentions behind the counts that are not of all mentions.
SUBSETS = {Count.HEADLINES: MentionSubset.HEADLINES, Count.FIRST: MentionSubset.FIRST}
MAX_CO_MENTIONED = 15

navigation.ensure_router()
filters = selection.get_filters()
styles = data.get_outlet_styles()

with st.container(horizontal=True, vertical_alignment="bottom"):
    count = Count(address.draw_segments("count", "Count", entity_matrix.COUNT_LABELS, Count.RATE))
    limit = int(address.draw_segments("names", "Names", LIMITS, "15"))
    order = address.draw_segments(
        "order", "Sorted by", entity_matrix.ORDER_LABELS, EntityOrder.TOTAL
    )
    names_only = not address.draw_toggle("references", "Count pronouns and descriptions too")
    split_countries = address.draw_toggle(
        "apart",
        "Split countries into place, people and government",
        tooltip="A country's name is the place, “North Koreans” and “North Korean” are its people. "
        "A capital is the government where the sentence uses it so (“Pyongyang denied”), elsewhere "
        "a city of its own (“in Pyongyang”). Buildings such as the Kremlin are organisations.",
    )
    outlet_chips.draw_highlight()

words = data.cached_query(
    entity_queries.count_words_by_outlet, filters, MAX_OUTLETS, data.get_highlight()
)
mentions = data.cached_query(
    entity_queries.measure_prominence,
    filters,
    limit,
    names_only=names_only,
    by_sense=split_countries,
)
if mentions.empty:
    evidence.draw_note("Nobody and nothing is named in the selected articles.")
    st.stop()

n_outlets = len(data.list_selected_outlets())
spread = entity_matrix.count_naming_outlets(mentions, n_outlets, data.get_catalogue().outlet_noun)
names = selection.name_entity_parts(tuple(mentions["entity_id"].unique()))
uncertain: set[str] = set()
# Without a story, outlets would be compared on what each of them happened to cover.
if is_compared := n_outlets > 1 and data.cached_query(count_stories, filters) == 1:
    named_ids = tuple(sorted({entity_queries.split_sense(key)[0] for key in names}))
    unmarked = {pair[0] for pair in data.cached_query(find_unmarked_names, filters, named_ids)}
    uncertain = {key for key in names if entity_queries.split_sense(key)[0] in unmarked}
    spread = replace(spread, has_uncounted=bool(uncertain))
cells = entity_matrix.fill_cells(mentions, words, count=count)
all_words = words
if is_compared or order == EntityOrder.UNEVENNESS:
    all_words = data.cached_query(entity_queries.count_words_by_outlet, filters, n_outlets)
if order == EntityOrder.UNEVENNESS:
    cells = name_unevenness.sort_by_unevenness(cells, mentions, all_words, uncertain)
outlet_words = words[words["outlet_label"] != outlet_styles.OTHERS]
outlets = tuple(outlet_words["outlet_label"])
point = selected_point.get_selected_point(names, outlets)
entity, entity_sense = entity_queries.split_sense(point.entity)

if is_compared:
    evidence.draw_note(name_unevenness.describe_unevenness(mentions, all_words, uncertain))
outlet_chips.draw_legend(words["outlet_label"], has_columns=True)
chart.draw_chart(
    entity_matrix.draw_matrix(
        cells, outlet_styles.add_others_style(styles), spread, count=count, selected=point.cell
    ),
    key="matrix",
    alt=entity_matrix.describe_matrix(cells, spread, count=count),
    table=lambda: entity_matrix.pivot_by_outlet(cells),
    method=extraction_method.NAMES,
    note=name_unevenness.UNEVENNESS_NOTE if order == EntityOrder.UNEVENNESS else "",
    on_select=selected_point.select_mentions,
    least_width=layout.compute_outlets_width(tuple(words["outlet_label"]), entity_matrix.COLUMN),
)
st.header("Sentences")
selected_point.draw_point_choice(names, outlets, mark="square")
# Containers that are there before a name is chosen keep what is below them in its place.
more_choices, details = st.container(), st.container()
if point.entity:
    usage = data.cached_query(
        entity_queries.count_wordings,
        filters,
        entity,
        names_only=names_only,
        sense=entity_sense,
    )
    texts, senses = entity_usage.list_words_and_senses(usage)
    with more_choices, st.grid(3, min_column_width=150):
        text = address.draw_evidence_select("words", "Written as", {"": "Any words", **texts})
        sense = address.draw_evidence_select("sense", "Sense", {"": "Any sense", **senses})
        role = address.draw_evidence_select(
            "role", "Role", {"": "Any role", **entity_usage.ROLE_LABELS}
        )
    if point.is_open:
        evidence.draw_evidence(
            data.cached_query(
                entity_queries.find_mention_passages,
                filters,
                entity,
                outlet=point.outlet,
                text=text,
                sense=sense or entity_sense,
                role=role,
                subset=SUBSETS.get(count, MentionSubset.ALL),
                names_only=names_only,
            ),
            subject=point.describe("mentions of", names[point.entity]),
        )

if point.entity:
    name = names[point.entity]
    with details:
        st.header("In which words")
        st.caption("Select a row to read the sentences that use its words.")
        selectable_table.draw_selectable_table(
            entity_usage.tabulate_words(usage),
            list(texts),
            key="words_used",
            selected=text if point.is_open else "",
            state=(filters, point.entity, names_only),
            on_select=lambda words: address.select_evidence(words=words),
            alt=f"{len(texts)} words for {name}, counted by outlet",
        )
        entity_details.draw_epithets(filters, entity, name)
        outlet_chips.draw_legend(outlets)
        roles = data.cached_query(
            entity_queries.count_roles, filters, entity, names_only=names_only, sense=entity_sense
        )
        chart.draw_chart(
            entity_usage.draw_roles(roles, styles, name=name),
            key="roles",
            alt=entity_usage.describe_roles(roles, name=name),
            table=lambda: entity_usage.tabulate_roles(roles),
            method=extraction_method.NAMES,
            on_select=lambda point: address.select_evidence(role=point[0], pick_outlet=point[1]),
            selected=address.read_first("role", "pick_outlet") if point.is_open else (),
        )
        if senses:
            chart.draw_chart(
                entity_usage.draw_senses(usage, styles, name=name),
                key="senses",
                alt=entity_usage.describe_senses(usage, name=name),
                table=lambda: entity_usage.tabulate_usage(usage),
                method=extraction_method.NAMES,
            )

        entity_details.draw_days(filters, entity, name, names_only=names_only)
        entity_overrides.draw_entity_editor(
            entity,
            data.cached_query(entity_queries.read_entity, entity),
            others=selection.list_entity_choices(),
        )
if split_countries:  # whole countries are paired
    mentions = data.cached_query(
        entity_queries.count_mentions, filters, MAX_CO_MENTIONED, names_only=names_only
    )
most_named = mentions[["entity_id", "name"]].drop_duplicates("entity_id").head(MAX_CO_MENTIONED)
entity_details.draw_co_mentions(
    filters, tuple(most_named.itertuples(index=False, name=None)), names_only=names_only
)
entity_overrides.draw_entity_overrides()
