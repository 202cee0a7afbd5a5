"""The command that compares the language model with spaCy's own release."""

from tools import check_model


def test_the_installed_model_is_that_of_spacy_but_for_its_name(capsys):
    assert check_model.main() == 0
    assert "24 of 26 files are those of spaCy's release" in capsys.readouterr().out


def test_a_changed_a_missing_and_an_added_file_are_reported(tmp_path, monkeypatch, capsys):
    for name, text in {"kept": "a", "changed": "b", "added": "c"}.items():
        (tmp_path / name).write_text(text)
    checksum = "ypeBEsobvcr6wjGzmiPcTaeG7_gUfE5yuYB3ha_uSLs"
    checksums = dict.fromkeys(("kept", "changed", "missing"), checksum)
    monkeypatch.setattr(check_model, "find_model", lambda: tmp_path)
    monkeypatch.setattr(check_model, "read_checksums", lambda: checksums)
    assert check_model.main() == 1
    printed = capsys.readouterr().out
    assert all(f"{name} differs" in printed for name in ("added", "changed", "missing"))
    assert "kept" not in printed
