"""The worker process: runs jobs outside QGIS's process, in a Python environment of its own.

``python -I worker.py serve``     jobs come as JSON lines on standard input (see ``engine/serve.py``).
``python -I worker.py JOB.json``  runs one job; its events go to standard output.

This file is a script, not a module: it imports the package that it lies in under the fixed name
``groundshift``, whatever the folder is called, without touching the import path, so that other plugins
beside this one can never shadow a package of the worker.
"""

from __future__ import annotations

import importlib
import importlib.util
import os
import sys

_PACKAGE = "groundshift"


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
    if len(arguments) != 1:
        sys.stderr.write("usage: worker.py serve | worker.py JOB.json\n")
        return 2
    _import_package()
    serve = importlib.import_module(f"{_PACKAGE}.plugin.engine.serve")
    if arguments[0] == "serve":
        return int(serve.serve())
    return int(serve.run_file(arguments[0]))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
