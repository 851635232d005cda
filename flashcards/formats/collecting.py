"""The cycle collector while an import makes hundreds of thousands of rows.

Left to itself it walks all of them again and again, which takes a fifth of the time.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_OLDER = 1


@contextmanager
def collection_paused() -> Iterator[None]:
    """Within it nothing is collected unasked; within another one it changes nothing."""
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def collect_young() -> None:
    """Free the cycles that were made since the last call, and look at nothing older."""
    if not gc.isenabled():
        gc.collect(_OLDER)
