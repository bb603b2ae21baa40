"""Bulk work without the garbage collector's second look at everything that was there before."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def bulk() -> Iterator[None]:
    """Leave out of collections what lives now, until the block ends: many short-lived objects make them frequent, and all of it would be walked."""
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()
