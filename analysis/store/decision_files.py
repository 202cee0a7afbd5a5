"""Files of the analyst's decisions, which can be edited by hand: read with care, never lost."""

import json
from pathlib import Path

from analysis.store.atomic_files import replacing


def read_json(path: Path, error_type: type[ValueError]) -> object:
    """Return the content of a file, an empty object if it does not exist.

    Args:
        path: The file.
        error_type: What is raised, with the place of the fault, if it is not valid JSON.
    """
    try:
        # Some editors begin a file with a byte order mark.
        content: object = json.loads(path.read_text(encoding="utf-8-sig"))
        json.dumps(content, ensure_ascii=False, allow_nan=False).encode()
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise error_type(f"{path.name} cannot be opened: {error.strerror}") from error
    except RecursionError as error:
        raise error_type(f"{path.name} is nested too deeply") from error
    except ValueError as error:  # no JSON, no UTF-8, half of a character, no finite number
        raise error_type(f"{path.name} is not valid JSON: {error}") from error
    return content


def describe_remedy(path: Path, otherwise: str) -> str:
    """Return what to do about a file that cannot be understood.

    Args:
        path: The file.
        otherwise: What to do, if not to correct it, when there is no backup.
    """
    backup = get_backup_path(path)
    if backup.exists():
        otherwise = f"put {backup.name} (the last state) in its place"
    return f"Correct that place, or {otherwise}."


def get_backup_path(path: Path) -> Path:
    """Return the path of what a file held before its last change."""
    return path.with_name(f"{path.stem}.backup{path.suffix}")


def replace_text(path: Path, text: str) -> None:
    """Write a file in one step; what it held before stays beside it as a backup.

    Raises:
        OSError: It could not be written whole, as on a full disk; the file is as it was.
    """
    if path.exists():
        with replacing(get_backup_path(path)) as temporary:
            temporary.write_bytes(path.read_bytes())
    with replacing(path) as temporary:
        temporary.write_text(text, encoding="utf-8")
        if temporary.read_text(encoding="utf-8") != text:
            raise OSError(f"{path.name} could not be written; it is as it was")
