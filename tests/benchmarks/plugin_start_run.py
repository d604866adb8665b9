"""Runs inside QGIS Desktop: ends it once it has started. ``tests/benchmarks/waiting.py`` runs it."""

from __future__ import annotations

from groundshift.tests.desktop.hands import run, wait

run(lambda: wait(1) or {}, 200)
