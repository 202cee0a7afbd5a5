"""The F score, which benchmarks of several kinds state."""


def compute_f1(precision: float, recall: float) -> float:
    """Return the harmonic mean of precision and recall (van Rijsbergen 1979); 0 if both are 0."""
    total = precision + recall
    return 2 * precision * recall / total if total else 0.0
