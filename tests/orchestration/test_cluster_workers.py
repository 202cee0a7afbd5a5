"""Building on the workers of a Dask cluster, which run in this process."""

import pandas as pd
import pytest

from analysis import tables
from analysis.orchestration import (
    article_profiles,
    build,
    cluster_workers,
    corpus_entities,
    similar_pairs,
    story_grouping,
    utterance_alignment,
)
from analysis.orchestration.cluster_workers import ClusterWorkers
from analysis.orchestration.workers import WorkerError
from analysis.store import Workspace
from tests.handmade import annotated

distributed = pytest.importorskip("distributed")

TEXTS = {
    "a": "“We will talk about arms and grain in May,” Ann Lee said on Monday in Geneva.",
    "b": "“Rain will fall on all of the harvest,” Bo Chan said on Friday in Lagos.",
    "c": "“We will talk about arms and grain in May,” Ann Lee told us in Geneva.",
}


@pytest.fixture
def address():
    with distributed.LocalCluster(
        n_workers=1, threads_per_worker=1, processes=False, dashboard_address=":0"
    ) as cluster:
        yield cluster.scheduler_address


def fill(folder):
    workspace = Workspace(folder)
    for key, text in TEXTS.items():
        workspace.write_part([annotated(key, text)], "one", {key: "d"})
    return workspace


def test_a_cluster_builds_the_same_catalogue_and_workers_do_every_step(
    address, tmp_path, monkeypatch
):
    for module in (article_profiles, similar_pairs, story_grouping):
        monkeypatch.setattr(module, "SHARED_ARTICLES", 1)
    monkeypatch.setattr(corpus_entities, "_SHARED_ROWS", 1)
    monkeypatch.setattr(corpus_entities, "_SHARED_NAMES", 1)
    monkeypatch.setattr(utterance_alignment, "_SHARED_QUOTES", 1)
    steps, submit = [], distributed.Client.submit
    monkeypatch.setattr(
        cluster_workers.Client,
        "submit",
        lambda client, task, item, **options: (
            steps.append(task.function.__name__) or submit(client, task, item, **options)
        ),
    )
    alone = build.refresh(fill(tmp_path / "alone"))
    workspace = fill(tmp_path / "shared")
    shared = build.refresh(workspace, workers=ClusterWorkers(address, workspace.path))
    for name in tables.CATALOGUE:
        one, two = (catalogue.query(f"FROM {name} ORDER BY ALL") for catalogue in (alone, shared))
        pd.testing.assert_frame_equal(one, two)
    assert list(dict.fromkeys(steps)) == [
        "_describe_articles",
        "_profile",
        "_compare",
        "_describe_stories",
        "describe_names",
        "describe_persons",
        "_link_batch",
        "_link_quotes",
    ]


@pytest.mark.parametrize(
    ("code", "folder", "error", "message"),
    [
        ("newer", ".", WorkerError, "install the same version"),
        ("", "nowhere", FileNotFoundError, "storage all share"),
    ],
)
def test_a_worker_with_other_code_or_without_the_workspace_is_reported(
    address, tmp_path, monkeypatch, code, folder, error, message
):
    if code:
        monkeypatch.setattr(cluster_workers, "name_code_version", iter(["older", code]).__next__)
    with pytest.raises(error, match=message):
        list(ClusterWorkers(address, tmp_path / folder).map(len, ["abc"]))
