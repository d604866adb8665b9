"""A disk that is full, for tests that are no administrator's: files of this process cannot grow beyond a size."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import Iterator

import pytest


@contextmanager
def files_of_at_most(size: int) -> Iterator[None]:
    """Have every write beyond ``size`` bytes of a file fail, also those of native libraries."""
    resource = pytest.importorskip("resource", reason="Windows has no such limit")
    before, bytecode = resource.getrlimit(resource.RLIMIT_FSIZE), sys.dont_write_bytecode
    sys.dont_write_bytecode = True  # of a module that is imported meanwhile, Python would keep what it could write
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        sys.dont_write_bytecode = bytecode
