"""What the disk itself takes for one synced write, the floor of every commit."""

from __future__ import annotations

import os
import statistics
import time
from pathlib import Path
from tempfile import NamedTemporaryFile


def sync_ms(folder: Path, times: int = 50) -> float:
    """The median of writing a page and syncing it, in milliseconds."""
    taken = []
    with NamedTemporaryFile(dir=folder) as file:
        for _ in range(times):
            start = time.perf_counter()
            file.write(b"x" * 4_096)
            file.flush()
            getattr(os, "fdatasync", os.fsync)(file.fileno())
            taken.append((time.perf_counter() - start) * 1e3)
    return round(statistics.median(taken), 3)
