from pathlib import Path

import pytest

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


@pytest.mark.parametrize("model", ["nomodel", "../no folder", "no.such.model"])
def test_a_model_that_is_not_installed_is_reported_with_the_setting_and_a_remedy(model):
    with pytest.raises(ValueError, match=r"PARALLAX_MODEL is .*pip install"):
        Settings(model=model).check_model()


def test_a_model_may_be_a_folder_or_a_package(tmp_path):
    for model in (str(tmp_path), Settings().model, Settings().model.replace("_", "-")):
        Settings(model=model).check_model()
