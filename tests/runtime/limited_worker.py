"""The worker, with files that cannot grow beyond a few kilobytes: ``limited_worker.py serve``."""

import resource
import runpy
import sys
from pathlib import Path

MOST = 4000  # bytes of a file
WORKER = Path(__file__).resolve().parents[2] / "plugin" / "worker.py"

if __name__ == "__main__":
    sys.dont_write_bytecode = True  # Python would keep what it could write of it
    resource.setrlimit(resource.RLIMIT_FSIZE, (MOST, resource.RLIM_INFINITY))
    runpy.run_path(str(WORKER), run_name="__main__")
