"""The worker process: runs jobs outside QGIS's process, in a Python environment of its own.

``python -I worker.py serve``     jobs come as JSON lines on standard input (see ``engine/serve.py``).
``python -I worker.py JOB.json``  runs one job; its events go to standard output.
``python -I worker.py cluster JOB.json --scheduler tcp://...``  runs a detection block by block on a cluster of Dask.
``python -I worker.py dask-worker tcp://... | dask-scheduler``  what computes the blocks (see ``engine/cluster/command.py``).
``python -I worker.py service --folder DATA``  serves jobs over HTTP (see ``service/command.py``).

This file is a script, not a module: it imports the package that it lies in under the fixed name
``groundshift``, whatever the folder is called, without touching the import path, so that other plugins
beside this one can never shadow a package of the worker.
"""

from __future__ import annotations

import importlib
import importlib.util
import os
import sys
from typing import Any

_PACKAGE = "groundshift"


def prepare() -> None:
    """Import the package, and set up the process for jobs. Processes of Dask that load this file call it."""
    if _PACKAGE not in sys.modules:
        _import_package()
    _module("engine.serve").prepare_process()


def _module(name: str) -> Any:
    return importlib.import_module(f"{_PACKAGE}.plugin.{name}")


def _import_package() -> None:
    root = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    spec = importlib.util.spec_from_file_location(
        _PACKAGE, os.path.join(root, "__init__.py"), submodule_search_locations=[root]
    )
    if spec is None or spec.loader is None:
        raise ImportError(f"no package at {root}")
    package = importlib.util.module_from_spec(spec)
    sys.modules[_PACKAGE] = package
    spec.loader.exec_module(package)


def main(arguments: list[str]) -> int:
    """Serve jobs, or run the one of a file; the exit status."""
    clustered = arguments[:1] in (["cluster"], ["dask-worker"], ["dask-scheduler"])
    served = arguments[:1] == ["service"]
    if len(arguments) != 1 and not clustered and not served:
        usage = "serve | JOB.json | cluster JOB.json ... | dask-worker ... | dask-scheduler ... | service ..."
        sys.stderr.write(f"usage: worker.py {usage}\n")
        return 2
    _import_package()
    if served:
        return int(_module("service.command").main(arguments[1:]))
    if clustered:
        return int(_module("engine.cluster.command").main(arguments))
    serve = _module("engine.serve")
    if arguments[0] == "serve":
        return int(serve.serve())
    return int(serve.run_file(arguments[0]))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
