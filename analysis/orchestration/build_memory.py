"""How the memory that a build may take is divided among its steps."""

from dataclasses import dataclass

from analysis.settings import Settings

#: Memory (MB) from which portions of work have their full size; with less they are smaller in
#: proportion (judgement: larger ones would not save time).
_FULL_MB = 2_000
#: Share of the memory in which tables are sorted and joined while they are written. The other half
#: is for the program itself and what DuckDB does not count (measured: benchmarks/history.md).
_WRITING_SHARE = 0.5
#: Share of the memory in which a stream of rows is joined beside the processes that work on it
#: (judgement: with much less, DuckDB has no room to sort at all on a machine of many cores).
_JOINING_SHARE = 0.125
#: Memory (MB) of the program and of what it knows of all articles while others work for it, and of
#: each process that does (measured: benchmarks/history.md).
_PROGRAM_MB, _PROCESS_MB = 900, 300


@dataclass(frozen=True)
class BuildMemory:
    """The memory of a build.

    Attributes:
        total_mb: What all its processes on this machine may take together, in MB.
    """

    total_mb: int = Settings.build_memory_mb

    @property
    def writing_mb(self) -> int:
        """The memory in which the tables are sorted and joined; the disk is used beyond it."""
        return int(self.total_mb * _WRITING_SHARE)

    @property
    def joining_mb(self) -> int:
        """The memory in which a stream of rows is joined; the disk is used beyond it."""
        return int(self.total_mb * _JOINING_SHARE)

    def limit_processes(self, count: int) -> int:
        """Return how many of ``count`` processes there is memory for; one is this process."""
        return max(1, min(count, (self.total_mb - _PROGRAM_MB) // _PROCESS_MB))

    def scale_portion(self, size: int) -> int:
        """Return how many articles, names or quotations are in memory at a time.

        Args:
            size: The number where there is enough memory.
        """
        return max(size * min(self.total_mb, _FULL_MB) // _FULL_MB, 1)
