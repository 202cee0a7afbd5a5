"""The command that lists licences."""

from email.message import Message

import pytest

from tools import licences


def package(**fields):
    message = Message()
    for name, value in fields.items():
        message[name.replace("_", "-")] = value
    return message


@pytest.mark.parametrize(
    ("stated", "licence"),
    [
        (package(License_Expression="MIT", License="a long text"), "MIT"),
        (
            package(Classifier="License :: OSI Approved :: BSD License", License="BSD"),
            "BSD License",
        ),
        (package(License="Apache-2.0\nand its text"), "Apache-2.0"),
        (package(Classifier="Topic :: Text"), licences.UNKNOWN),
    ],
)
def test_a_licence_is_taken_from_where_the_package_states_it(stated, licence):
    assert licences.find_licence(stated) == licence


def test_every_dependency_and_every_list_states_its_licence_or_origin(capsys):
    assert licences.main() == 0
    printed = capsys.readouterr().out
    assert "streamlit: Apache-2.0" in printed
    assert "analysis/nlp/data/attitudes.npz: see attitudes.md beside it" in printed


def test_a_model_without_a_description_is_reported(tmp_path, monkeypatch, capsys):
    (tmp_path / "requirements.txt").write_text("")
    (tmp_path / "analysis" / "nlp" / "data").mkdir(parents=True)
    (tmp_path / "analysis" / "nlp" / "data" / "weights.npz").write_bytes(b"")
    monkeypatch.setattr(licences, "PROJECT", tmp_path)
    assert licences.main() == 1
    assert "weights.npz: no licence stated" in capsys.readouterr().out
