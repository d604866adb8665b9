"""Benchmarks, run as modules (``python -m tests.benchmarks.classic speed``) in the root of a clone."""

import sys
from pathlib import Path

# Where the link is by which the plugin is the package ``groundshift``.
sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "build"))
