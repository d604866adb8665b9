"""The cluster itself: Dask's scheduler somewhere else, or processes on this computer."""

from __future__ import annotations

import logging
import os
from contextlib import contextmanager
from typing import Any, Iterator

from ...jobs.failure import JobFailure
from ..context import JobContext

_WAIT_SECONDS = 20
_CORES_A_WORKER = 2
_LOOPBACK = "127.0.0.1"
# By themselves Dask's processes measure themselves so often that a scheduler and two workers take a tenth of a core.
QUIET = {
    "distributed.worker.profile.enabled": False,
    "distributed.admin.tick.interval": "1s",
    "distributed.admin.tick.limit": "60s",
    "distributed.admin.system-monitor.interval": "10s",
}
WORKER_LOST = "its worker was lost several times"
_WORKER_SCRIPT = os.path.join(os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))), "worker.py")


def preload() -> str:
    """Return the text that makes a process of Dask ready for blocks: it imports this plugin as its worker does."""
    return (
        "import importlib.util as tool\n"
        f"spec = tool.spec_from_file_location('groundshift_worker', {_WORKER_SCRIPT!r})\n"
        "module = tool.module_from_spec(spec)\n"
        "spec.loader.exec_module(module)\n"
        "module.prepare()\n"
    )


@contextmanager
def open_client(scheduler: str, workers: int, scratch: str, context: JobContext) -> Iterator[Any]:
    """Connect to a cluster, or start one on this computer for as long as it is needed.

    :param scheduler: address; ``""`` = on this computer.
    :param workers: of a cluster on this computer; 0 = one for every two cores.
    :param scratch: folder for files of its processes.
    :raises JobFailure: ``cluster_missing`` or ``cluster_unreachable``.
    """
    try:
        import dask
        import distributed
    except ImportError as error:
        raise JobFailure("cluster_missing", "SCHEDULER", reason=str(error)) from error
    for name in ("distributed", "bokeh"):
        logging.getLogger(name).setLevel(logging.ERROR)  # a worker that is lost is reported by the job
    with dask.config.set({**QUIET, "temporary-directory": scratch}):
        if scheduler:
            try:
                client = distributed.Client(scheduler, timeout=_WAIT_SECONDS)
            except (OSError, ValueError, TypeError) as error:
                raise JobFailure("cluster_unreachable", "SCHEDULER", address=scheduler, reason=str(error)) from error
            with client:
                context.info("cluster_used", address=scheduler, workers=len(client.nthreads()))
                yield client
            return
        count = workers or max(1, (os.cpu_count() or 1) // _CORES_A_WORKER)
        cluster = distributed.LocalCluster(
            n_workers=count,
            threads_per_worker=1,
            processes=True,
            host=_LOOPBACK,
            # Without an address, their pages for operators would be open to the network.
            dashboard_address=f"{_LOOPBACK}:0",
            worker_dashboard_address=f"{_LOOPBACK}:0",
            scheduler_kwargs={"dashboard": False},
            memory_limit=0,
            preload=[preload()],
            silence_logs=logging.CRITICAL,
        )
        with cluster, distributed.Client(cluster) as client:
            context.info("cluster_started", workers=count)
            yield client
