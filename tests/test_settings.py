from pathlib import Path

from analysis.settings import Settings

PROJECT = Path(__file__).parents[1]


def test_unset_or_empty_variables_leave_the_defaults():
    for environment in ({}, {"PARALLAX_WORKSPACE": "", "PARALLAX_MODEL": ""}):
        settings = Settings.from_environment(environment)
        assert settings == Settings()
        assert settings.seeds == PROJECT / "seeds"
        assert settings.workspace == PROJECT / "workspace"


def test_a_workspace_of_ones_own_gets_no_seeds():
    settings = Settings.from_environment({"PARALLAX_WORKSPACE": "/data/mine"})
    assert settings.workspace == Path("/data/mine")
    assert settings.seeds is None


def test_another_model_can_be_named():
    assert Settings.from_environment({"PARALLAX_MODEL": "xx"}).model == "xx"
