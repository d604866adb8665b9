"""The worker's commands for clusters.

``cluster JOB.json [--scheduler tcp://host:8786]``  a detection (job ``detect_change``) block by block
``cluster JOB.json --plan``  the jobs of its blocks only: ``FOLDER/jobs/*.json``, each for ``worker.py``
``dask-scheduler [OPTION...]``  Dask's own command; it knows the jobs of this plugin
``dask-worker tcp://host:8786 [OPTION...]``  likewise, on each machine that computes blocks
"""

from __future__ import annotations

import argparse
import os
import sys
from typing import Any, Sequence

from ...jobs.detect_change_cluster import DEFAULT_BLOCK, cluster_values
from ..serve import run_file
from .dask_cluster import QUIET, preload


def main(arguments: Sequence[str]) -> int:
    """Run a command.

    :param arguments: its name, and its own arguments.
    :return: the exit status.
    """
    name, *rest = arguments
    if name == "cluster":
        return _detect(rest)
    try:
        import dask

        dask.config.set(QUIET)
        if name == "dask-worker":
            from distributed.cli.dask_worker import main as command
        else:
            from distributed.cli.dask_scheduler import main as command
    except ImportError as error:
        sys.stderr.write(f"Dask is not installed ({error}): install the component 'cluster' of the runtime.\n")
        return 1
    command(args=["--preload", preload(), *rest], prog_name=name)
    return 0


def _detect(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="worker.py cluster", description="Detect change block by block.")
    parser.add_argument("job", help="JSON file with a job detect_change or detect_change_cluster")
    parser.add_argument("--scheduler", help="address of Dask's scheduler; none = processes on this computer")
    parser.add_argument("--folder", help="of the blocks, which stay there; none = beside the mask")
    parser.add_argument("--block-size", type=int, help=f"side of a block in pixels, about; none = {DEFAULT_BLOCK}")
    parser.add_argument("--workers", type=int, help="processes on this computer; none = one for every two cores")
    parser.add_argument("--plan", action="store_true", help="write the jobs of the blocks, and stop")
    given = parser.parse_args(arguments)
    chosen = {"scheduler": given.scheduler, "block_size": given.block_size, "workers": given.workers}
    options: dict[str, Any] = {name: value for name, value in chosen.items() if value is not None}

    def change(values: Any) -> Any:
        if not isinstance(values, dict):
            return values
        job = cluster_values(values, **options, only_plan=given.plan)
        folder = given.folder or job.get("folder") or _beside(job["detect"])
        return {**job, "folder": os.path.abspath(folder)}

    return run_file(given.job, change)


def _beside(detect: Any) -> str:
    """The folder of blocks beside the first output of a job."""
    made = [detect.get(name) for name in ("mask", "probability", "polygons") if isinstance(detect, dict)]
    first = next((path for path in made if isinstance(path, str) and path), "change")
    return f"{os.path.splitext(first)[0]}-blocks"
