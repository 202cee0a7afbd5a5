import threading

import pytest

from analysis.ingest import Issue
from analysis.orchestration.annotate import Progress
from ui.core import jobs, upload_batches


@pytest.fixture(autouse=True)
def own_workspace(tmp_path, monkeypatch):
    monkeypatch.setenv("PARALLAX_WORKSPACE", str(tmp_path))


def test_a_job_goes_on_beside_the_page_and_says_how_far_it_is():
    go_on = threading.Event()

    def steps():
        yield Progress(done=1, total=4)
        go_on.wait(60)
        yield Progress(done=4, total=4, stage="finished")

    job = jobs.start_job("Counting", steps)
    assert jobs.get_running_job() is job
    assert jobs.get_latest_job() is job
    go_on.set()
    assert job.ended.wait(60)
    assert jobs.get_running_job() is None
    assert jobs.get_latest_job() is job
    assert (job.progress.done, job.error) == (4, "")


def test_a_second_job_waits_for_its_turn_by_not_beginning():
    go_on = threading.Event()

    def waiting():
        go_on.wait(60)
        yield Progress()

    first = jobs.start_job("First", waiting)
    assert jobs.start_job("Second", lambda: iter(())) is first
    go_on.set()
    assert first.ended.wait(60)
    assert jobs.start_job("Third", lambda: iter(())).title == "Third"


def test_a_job_that_fails_ends_and_says_why():
    def failing():
        yield Progress(done=1, total=2)
        raise OSError("the disk is full")

    job = jobs.start_job("Writing", failing)
    assert job.ended.wait(60)
    assert job.error == "the disk is full"


def test_a_job_that_is_stopped_ends_without_a_problem_and_keeps_its_list(tmp_path, monkeypatch):
    folder = upload_batches.make_batch_folder(tmp_path)
    batch = upload_batches.save_batch(folder, "Annotating", [folder / "a.txt"], {})

    def annotating(paths, workspace, workers, *, columns, use_names, stop):
        yield Progress(done=1, total=4)
        stop.wait(60)

    monkeypatch.setattr("analysis.orchestration.annotate.annotate_in_subprocess", annotating)
    job = jobs.annotate_batch(batch, in_parallel=False)
    job.stop.set()
    assert job.ended.wait(60)
    assert (job.error, upload_batches.list_unfinished(tmp_path)) == ("", [batch])
    monkeypatch.setattr(
        "analysis.orchestration.annotate.annotate_in_subprocess", lambda *_, **__: iter(())
    )
    assert jobs.annotate_batch(batch, in_parallel=False).ended.wait(60)
    assert upload_batches.list_unfinished(tmp_path) == []


def test_notes_of_a_job_are_bounded():
    note = Issue("a.txt", "It is empty.", "Fill it.")

    def steps():
        for number in range(1000):
            yield Progress(issues=(note,), n_issues=number + 1)

    job = jobs.start_job("Reading", steps)
    assert job.ended.wait(60)
    assert (len(job.issues), job.progress.n_issues) == (500, 1000)


def test_workspaces_have_jobs_of_their_own(tmp_path, monkeypatch):
    jobs.start_job("Here", lambda: iter(())).ended.wait(60)
    monkeypatch.setenv("PARALLAX_WORKSPACE", str(tmp_path / "other"))
    assert jobs.get_latest_job() is None


@pytest.mark.parametrize(
    ("progress", "share", "words"),
    [
        (None, 0.0, "Work …"),
        (Progress(done=1), 0.0, "Work …"),
        (Progress(done=1, total=4), 0.25, "Work: 1 of 4"),
        (Progress(done=2, total=4, seconds=1), 0.5, "Work: 2 of 4, about 1 s left"),
        (
            Progress(done=1000, expected=4000, seconds=100),
            0.25,
            "Work: 1,000 of about 4,000, about 5 min left",
        ),
        (
            Progress(done=4, total=4, stage="building"),
            1.0,
            "Work: putting the tables together …",
        ),
    ],
)
def test_progress_is_described_in_words(progress, share, words):
    assert jobs.describe_progress(jobs.Job("Work", "", progress)) == (share, words)


def test_building_a_catalogue_again_happens_in_another_process(tmp_path):
    from analysis.store import Workspace

    job = jobs.rebuild_catalogue("Opening")
    assert job.ended.wait(120)
    assert job.error == ""
    assert Workspace(tmp_path).catalogue(stale=True) is not None


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (89, "about 89 s left"),
        (90, "about 2 min left"),
        (5399, "about 90 min left"),
        (5400, "about 2 h left"),
    ],
)
def test_the_time_left_is_in_a_unit_of_which_there_are_more_than_one(seconds, words):
    progress = Progress(done=1, total=2, seconds=seconds)
    assert jobs.describe_progress(jobs.Job("Work", "", progress))[1].endswith(words)


def test_the_error_of_a_job_is_gone_when_something_else_has_done_its_work():
    is_due = True

    def failing():
        raise OSError("the disk is full")
        yield

    job = jobs.start_job("Writing", failing, is_due=lambda: is_due)
    assert job.ended.wait(60)
    assert job.has_unsolved_error
    is_due = False
    assert not job.has_unsolved_error


def test_a_batch_that_failed_is_due_until_it_is_annotated_or_left(tmp_path, monkeypatch):
    folder = upload_batches.make_batch_folder(tmp_path)
    (folder / "a.txt").write_text("The talks end on Friday.")
    batch = upload_batches.save_batch(folder, "Annotating", [folder / "a.txt"], {})
    fails = True

    def annotate(*_, **__):
        if fails:
            raise OSError("the disk is full")
        yield Progress(stage="finished")

    monkeypatch.setattr("analysis.orchestration.annotate.annotate_in_subprocess", annotate)
    job = jobs.annotate_batch(batch, in_parallel=False)
    assert job.ended.wait(60)
    assert job.has_unsolved_error
    fails = False
    again = job.again()
    assert again.ended.wait(60)
    assert (again.error, job.has_unsolved_error) == ("", False)
