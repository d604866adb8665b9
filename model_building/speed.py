"""Bare speed of model files beside one another."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from ..plugin.training.fit.export import open_session


def bare_speed(paths: Sequence[Path], side: int = 1024, rounds: int = 12, threads: int = 2) -> dict[str, float]:
    """Return million ground pixels a second of bare ``session.run``, the models in turn; the best of the rounds."""
    rng = np.random.default_rng(0)
    best: dict[str, float] = {}
    sessions = {path.stem: open_session(path, threads) for path in paths}
    for _ in range(rounds):
        for name, session in sessions.items():
            inputs = {
                entry.name: rng.standard_normal((1, entry.shape[1], side, side)).astype(np.float32)
                for entry in session.get_inputs()
            }
            start = time.perf_counter()
            session.run(None, inputs)
            speed = side * side / 1e6 / (time.perf_counter() - start)
            best[name] = max(best.get(name, 0.0), round(speed, 2))
    return best
