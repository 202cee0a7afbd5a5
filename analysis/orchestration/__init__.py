"""Annotation and catalogue builds: batches, workers, clusters, progress."""
