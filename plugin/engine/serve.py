"""The worker's protocol: jobs in, events out, one JSON object a line.

Lines in: ``{"run": JOB}``, ``{"cancel": true}``, ``{"quit": true}``. End of input means that QGIS has ended.
A job ends with exactly one of the events Result, Error and Stopped.
"""

from __future__ import annotations

import ctypes
import importlib
import json
import os
import queue
import signal
import sys
import threading
import traceback
from typing import Any, Callable, TextIO

from ..jobs.confinement import confine_as_told
from ..jobs.events import PROTOCOL, Error, Event, Hello, Result, Stopped
from ..jobs.failure import Cancelled, JobFailure
from ..jobs.publish import filled_folder, vanished_folder
from ..jobs.registry import load_job
from ..jobs.wire import dump_event
from ..model_file.catalogue import user_folder
from .context import JobContext
from .proj_data import use_grids

IDLE_SECONDS = 300.0
# A job that does not notice that QGIS has ended (in a stalled network read, for example) is killed after this time.
_GRACE_SECONDS = 5.0
_MOST_THREADS = 1024
_LONGEST_REASON = 300  # characters
_END = object()  # in the queue of jobs

_M_MMAP_THRESHOLD = -3  # malloc.h
_MAPPED_FROM_BYTES = 2**20


class EventStream:
    """Writes events to their own stream. Thread-safe."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._lock = threading.Lock()

    def __call__(self, event: Event) -> None:
        line = dump_event(event) + "\n"
        with self._lock:
            try:
                self._stream.write(line)
                self._stream.flush()
            except (BrokenPipeError, ValueError):
                # The reader has gone; end of input, which follows, ends the worker.
                return


def private_stream() -> TextIO:
    """Reserve standard output for events; everything else that is printed, by native libraries too, goes to standard error."""
    stream = os.fdopen(os.dup(1), "w", encoding="utf-8", newline="\n")
    os.dup2(2, 1)
    sys.stdout = sys.stderr
    return stream


def hello() -> Hello:
    """Describe this worker; importing the packages also tests that they work."""
    from importlib.util import find_spec

    import numpy
    import onnxruntime
    import rasterio
    from rasterio.drivers import raster_driver_extensions  # noqa: F401  (fails early where GDAL is broken)

    with rasterio.Env() as environment:
        drivers = tuple(sorted(environment.drivers()))
    return Hello(
        protocol=PROTOCOL,
        plugin_version=plugin_version(),
        python=sys.version.split()[0],
        versions={
            "numpy": numpy.__version__,
            "onnxruntime": onnxruntime.__version__,
            "rasterio": rasterio.__version__,
            "gdal": rasterio.__gdal_version__,
        },
        # Not imported here: that would delay each start of the worker.
        providers=(*onnxruntime.get_available_providers(), *(["OpenVINO"] if find_spec("openvino") else ())),
        drivers=drivers,
        pid=os.getpid(),
    )


def plugin_version() -> str:
    """Return the version in ``metadata.txt``."""
    with open(os.path.join(_root(), "metadata.txt"), encoding="utf-8") as metadata:
        for line in metadata:
            key, _, value = line.partition("=")
            if key.strip() == "version":
                return value.strip()
    return ""


def _root() -> str:
    """The plugin's folder."""
    return os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


def return_freed_memory() -> None:
    """Make glibc return large blocks when they are freed.

    By itself it raises the size from which blocks are mapped one by one whenever one is freed, up to 32 MB; tiles and strips
    of that size then leave holes in the heap, and the worker grows with the raster.
    """
    if not sys.platform.startswith("linux"):
        return
    try:
        ctypes.CDLL(None).mallopt(_M_MMAP_THRESHOLD, _MAPPED_FROM_BYTES)
    except AttributeError:  # another C library, which does not do that
        return


def perform(values: Any, emit: Callable[[Event], None], cancelled: threading.Event) -> int:
    """Run the job of a JSON object and emit its last event.

    :return: exit status: 0 done, 1 failed, 2 cancelled.
    """
    try:
        job = _load_job(values)
        context = JobContext(emit, cancelled)
        if job.KIND != "preview":
            _unload_preview()
        emit(Result(find_runner(job)(job, context)))
        return 0
    except Cancelled:
        emit(Stopped())
        return 2
    except JobFailure as failure:
        emit(Error(failure.code, failure.parameter, failure.values, traceback.format_exc()))
    except MemoryError as error:
        emit(Error("out_of_memory", "", {"reason": str(error)}, traceback.format_exc()))
    except Exception as error:  # the last resort: QGIS must be informed of any error here
        emit(Error(*_unforeseen(values, error), traceback.format_exc()))
    return 1


def _unforeseen(values: Any, error: Exception) -> tuple[str, str, dict[str, str]]:
    """Return code, parameter and values of a failure that no code has foreseen."""
    folder = vanished_folder(values, error)
    if folder:
        return "output_folder_vanished", "", {"folder": folder}
    folder = filled_folder(values, error)
    if folder:
        named = getattr(error, "filename", None)
        return "disk_filled", "", {"folder": folder, "path": named if isinstance(named, str) else folder}
    if isinstance(error, ImportError) and (error.name or "").partition(".")[0] != __name__.partition(".")[0]:
        # The environment was made for another version of the plugin.
        return "package_missing", "", {"python": sys.executable, "reason": str(error)}
    return "unexpected", "", {"reason": f"{type(error).__name__}: {error}"}


def _load_job(values: Any) -> Any:
    """Return the job of a JSON object.

    :raises JobFailure: ``job_invalid``.
    """
    try:
        job = load_job(values)
    except ValueError as error:
        raise JobFailure("job_invalid", reason=str(error)[:_LONGEST_REASON]) from error
    if not 0 <= getattr(job, "threads", 0) <= _MOST_THREADS:
        raise JobFailure("job_invalid", reason=f"threads must be 0 to {_MOST_THREADS}")
    return job


def _unload_preview() -> None:
    """Free the memory of the network that previews keep loaded."""
    preview = sys.modules.get(f"{__package__}.detect.preview")
    if preview is not None:
        preview.unload()


def find_runner(job: Any) -> Callable[[Any, JobContext], dict[str, Any]]:
    """Import the function that runs a job: its ``RUNNER``, ``module:function``; a leading dot means this package.

    Imported only when it is needed, because torch is not always installed.
    """
    module, _, function = job.RUNNER.partition(":")
    package = __package__.rpartition(".")[0] if __package__ else ""
    runner: Callable[[Any, JobContext], dict[str, Any]] = getattr(importlib.import_module(module, package), function)
    return runner


def serve() -> int:
    """Run jobs from standard input until it ends, ``quit`` comes, or nothing has come for five minutes."""
    confine_as_told((_root(), user_folder()))
    emit = EventStream(private_stream())
    prepare_process()
    emit(hello())
    jobs: queue.Queue[Any] = queue.Queue()
    cancelled = threading.Event()
    gone = threading.Event()
    threading.Thread(target=_listen, args=(jobs, cancelled, gone, emit), daemon=True).start()
    while not gone.is_set():
        try:
            job = jobs.get(timeout=IDLE_SECONDS)
        except queue.Empty:
            break
        if job is _END:
            break
        perform(job, emit, cancelled)
    return 0


def _listen(jobs: queue.Queue[Any], cancelled: threading.Event, gone: threading.Event, emit: Callable[[Event], None]) -> None:
    for line in os.fdopen(os.dup(0), encoding="utf-8"):
        try:
            message = json.loads(line)
            if not isinstance(message, dict):
                raise ValueError(f"a message must be an object, not {type(message).__name__}")
        except ValueError as error:
            emit(Error("job_invalid", "", {"reason": f"not JSON: {error}"[:_LONGEST_REASON]}))
            continue
        if "run" in message:
            # Here, not when the job begins: a cancel that follows at once must not be lost.
            cancelled.clear()
            jobs.put(message["run"])
        elif message.get("cancel"):
            cancelled.set()
        elif message.get("quit"):
            break
    gone.set()
    cancelled.set()
    jobs.put(_END)
    leave = threading.Timer(_GRACE_SECONDS, os._exit, args=(3,))
    leave.daemon = True
    leave.start()


def prepare_process() -> None:
    """Set up a process that runs jobs: memory that is freed goes back, and shifts of the datum are those of QGIS."""
    return_freed_memory()
    use_grids()


def run_file(path: str, change: Callable[[Any], Any] = lambda values: values) -> int:
    """Run the job in the JSON file ``path``; Ctrl+C cancels it.

    :param change: makes the job that is run of the values in the file.
    :return: exit status, see :func:`perform`.
    """
    emit = EventStream(private_stream())
    cancelled = threading.Event()
    signal.signal(signal.SIGINT, lambda *_: cancelled.set())
    signal.signal(signal.SIGTERM, lambda *_: cancelled.set())
    with open(path, encoding="utf-8") as stream:
        values = change(json.load(stream))
    prepare_process()
    emit(hello())
    return perform(values, emit, cancelled)
