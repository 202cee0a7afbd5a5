"""GUM news: score pronouns and chains of names against every marked mention.

GUM (Zeldes 2017) marks all noun phrases and pronouns. A predicted mention corresponds to the marked
mention with which it shares a word of the head; among several, to the one that overlaps it most.

Pronouns: the personal and possessive ones of the third person and of the first person singular.
``attempted`` is the share of those in chains with a proper name that are given an entity.
``accuracy`` is the share of all pronouns with an entity, whatever their chain contains, whose
entity's names and descriptions are mostly of that chain.

Named chains: B³ (Bagga & Baldwin 1998) over the proper names of persons, organisations and places;
a marked name that is not found has recall 0, as in Stoyanov et al. (2009). The figures are computed
once over all names and once over the *outermost*, which are not part of a longer marked name
('Texas' in 'University of Texas').
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Any

from benchmarks.f_score import compute_f1
from benchmarks.gum_reader import Document, MarkedMention

_HE, _SHE = ("he", "him", "his", "himself"), ("she", "her", "hers", "herself")
_IT, _THEY = ("it", "its", "itself"), ("they", "them", "their", "theirs", "themselves")
_I = ("i", "me", "my", "mine", "myself")
#: The scored pronouns.
PRONOUNS = frozenset((*_HE, *_SHE, *_IT, *_THEY, *_I))
#: The kinds of entities whose names are scored.
_NAMED_KINDS = frozenset(("person", "organization", "place"))


def count_document(document: Document, mentions: Sequence[dict[str, Any]]) -> Counter[str]:
    """Return the counts of one article, from which :func:`compute_figures` follows.

    Args:
        document: The article with its marked mentions.
        mentions: The predicted mentions: start, end, kind, entity (empty when unresolved).
    """
    names = [mention for mention in document.mentions if mention.is_named]
    entity_by_name: dict[MarkedMention, str] = {}
    chains: dict[str, Counter[str]] = defaultdict(Counter)
    for mention in mentions:
        if mention["kind"] == "pronoun":
            continue
        is_name = mention["kind"] == "name"
        candidates = [
            marked
            for marked in document.mentions
            if (marked.is_named or not is_name) and _has_shared_head(marked, mention)
        ]
        if candidates:
            best = max(candidates, key=lambda marked: _compute_overlap(marked, mention))
            chains[mention["entity"]][best.chain] += 1
            if is_name:
                entity_by_name[best] = mention["entity"]
    outermost = [name for name in names if not any(_is_within(name, other) for other in names)]
    counts = _count_named_chains(names, entity_by_name)
    for key, count in _count_named_chains(outermost, entity_by_name).items():
        counts[f"outermost {key}"] = count
    counts.update(_count_pronouns(document, mentions, chains))
    return counts


def compute_figures(counts: Counter[str]) -> dict[str, float]:
    """Return the figures of some articles, as shares, from the sum of their counts."""
    tried = counts["tried_named"] + counts["tried_unnamed"]
    return {
        "pronouns: attempted": counts["tried_named"] / max(counts["pronouns_named"], 1),
        "pronouns: accuracy": counts["right"] / max(tried, 1),
        **_compute_name_figures(counts, ""),
        **_compute_name_figures(counts, "outermost "),
    }


def _compute_name_figures(counts: Counter[str], prefix: str) -> dict[str, float]:
    n_found = max(counts[f"{prefix}found"], 1)
    precision = counts[f"{prefix}precision"] / n_found
    recall_of_found = counts[f"{prefix}linked"] / n_found
    n_names = max(counts[f"{prefix}names"], 1)
    recall = counts[f"{prefix}recall"] / n_names
    return {
        f"{prefix}names: B3 precision": precision,
        f"{prefix}names: B3 recall": recall,
        f"{prefix}names: B3 F1": compute_f1(precision, recall),
        f"{prefix}names: found": counts[f"{prefix}found"] / n_names,
        f"{prefix}names found: B3 F1": compute_f1(precision, recall_of_found),
    }


def _count_named_chains(
    names: Sequence[MarkedMention], entity_by_name: dict[MarkedMention, str]
) -> Counter[str]:
    counts: Counter[str] = Counter()
    scored = [name for name in names if name.kind in _NAMED_KINDS]
    found_names = [name for name in scored if name in entity_by_name]
    counts["names"], counts["found"] = len(scored), len(found_names)
    for name in found_names:
        cluster = [other for other in found_names if entity_by_name[other] == entity_by_name[name]]
        n_shared = sum(other.chain == name.chain for other in cluster)
        n_chain = sum(other.chain == name.chain for other in scored)
        n_found_in_chain = sum(other.chain == name.chain for other in found_names)
        # Counter is typed for whole numbers; these are sums of shares.
        counts["precision"] += n_shared / len(cluster)  # type: ignore[assignment]
        counts["recall"] += n_shared / n_chain  # type: ignore[assignment]
        counts["linked"] += n_shared / n_found_in_chain  # type: ignore[assignment]
    return counts


def _count_pronouns(
    document: Document, mentions: Sequence[dict[str, Any]], chains: dict[str, Counter[str]]
) -> Counter[str]:
    counts: Counter[str] = Counter()
    named_chains = {mention.chain for mention in document.mentions if mention.is_named}
    entities = {(m["start"], m["end"]): m["entity"] for m in mentions if m["kind"] == "pronoun"}
    for mention in document.mentions:
        if mention.pronoun not in PRONOUNS:
            continue
        entity = entities.get((mention.start, mention.end), "")
        suffix = "named" if mention.chain in named_chains else "unnamed"
        counts[f"pronouns_{suffix}"] += 1
        counts[f"tried_{suffix}"] += bool(entity)
        most_common = chains[entity].most_common(1) if entity in chains else []
        counts["right"] += bool(most_common) and most_common[0][0] == mention.chain
    return counts


def _is_within(name: MarkedMention, other: MarkedMention) -> bool:
    is_longer = other.end - other.start > name.end - name.start
    return is_longer and other.start <= name.start and name.end <= other.end


def _has_shared_head(marked: MarkedMention, mention: dict[str, Any]) -> bool:
    return any(mention["start"] < end and start < mention["end"] for start, end in marked.heads)


def _compute_overlap(marked: MarkedMention, mention: dict[str, Any]) -> float:
    """Return the intersection over union of two overlapping mentions, in characters."""
    intersection = min(marked.end, mention["end"]) - max(marked.start, mention["start"])
    union = max(marked.end, mention["end"]) - min(marked.start, mention["start"])
    return float(intersection / union)
