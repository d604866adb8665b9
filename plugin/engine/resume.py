"""Blocks that a run has finished, kept on the disk so that the same run can go on from them after it was cut off.

A block is on the disk before its line is in the journal: a line that is whole names data that is whole. What follows from the
blocks (objects, mask, polygons) is made anew, so that the outputs are the same bytes as those of a run that was not cut off.
"""

from __future__ import annotations

import glob
import hashlib
import json
import os
import shutil
import zlib
from contextlib import contextmanager, suppress
from typing import Any, BinaryIO, Iterator, Mapping, Optional, Sequence, TextIO

import numpy as np
import rasterio
from numpy.typing import NDArray

from ..jobs.sources import RasterSource
from ..jobs.unfinished import BLOCKS, INPUTS, JOURNAL, RUN, Resume, locked, read_lines, remove_older
from ..jobs.wire import dump_job
from ..version import plugin_version
from .context import JobContext

# What blocks depend on. Thresholds, smallest areas and outputs follow from the blocks, and may be others when a run goes on.
_IDENTITY = (
    *("before", "after", "input", "rasters", "model", "include", "exclude", "resolution", "flips"),
    *("method", "index", "normalize", "pairs"),
)
_SPARE_BYTES = 64 * 2**20


class BlockJournal:
    """The finished blocks of one part of a run, by number. Close it after use.

    :param folder: of the part; it is made, or holds the blocks of a run on the same inputs.
    :param total: number of blocks.
    """

    def __init__(self, folder: str, total: int, context: JobContext) -> None:
        self.total = total
        self._context = context
        self._entries: dict[int, dict[str, Any]] = {}
        path = os.path.join(folder, BLOCKS)
        self._data: BinaryIO = open(path, "r+b" if os.path.exists(path) else "w+b")  # noqa: SIM115 (closed by close)
        size = os.path.getsize(path)
        for entry in read_lines(os.path.join(folder, JOURNAL)):
            with suppress(KeyError, TypeError, ValueError):
                if int(entry["offset"]) + int(entry["length"]) <= size:
                    self._entries[int(entry["block"])] = entry
        # Written anew: a last line that was cut short would spoil the next one.
        self._lines: Optional[TextIO] = open(os.path.join(folder, JOURNAL), "w", encoding="ascii", newline="\n")  # noqa: SIM115
        for entry in self._entries.values():
            self._lines.write(json.dumps(entry) + "\n")
        self._lines.flush()
        self._end = max((int(entry["offset"]) + int(entry["length"]) for entry in self._entries.values()), default=0)
        self._data.truncate(self._end)

    def __len__(self) -> int:
        return len(self._entries)

    def __contains__(self, block: int) -> bool:
        return block in self._entries

    def get(self, block: int) -> Optional[tuple[str, tuple[NDArray[Any], ...]]]:
        """Return the note and the arrays of a block; ``None`` where it is not there, or its data is damaged."""
        entry = self._entries.get(block)
        if entry is None:
            return None
        try:
            self._data.seek(int(entry["offset"]))
            data = self._data.read(int(entry["length"]))
            if zlib.crc32(data) != entry["crc"]:
                raise ValueError("damaged")
            arrays, begin = [], 0
            for dtype, shape, length in entry["arrays"]:
                part = data[begin : begin + length]
                kind = np.dtype(dtype)
                values = np.frombuffer(zlib.decompress(part) if kind.itemsize == 1 else part, kind)
                arrays.append(values.reshape(shape))
                begin += length
            return str(entry["note"]), tuple(arrays)
        except (OSError, ValueError, KeyError, TypeError, zlib.error):
            del self._entries[block]
            return None

    def put(self, block: int, note: str, arrays: Sequence[NDArray[Any]] = ()) -> None:
        """Keep a block. Where the disk does not take it, the run goes on without keeping more.

        :param note: what was done.
        :param arrays: of numbers; those of one byte are compressed.
        """
        if self._lines is None:
            return
        parts = [np.ascontiguousarray(array) for array in arrays]
        packed = [zlib.compress(part.tobytes(), 1) if part.itemsize == 1 else part.tobytes() for part in parts]
        data = b"".join(packed)
        shapes = [[part.dtype.str, list(part.shape), len(item)] for part, item in zip(parts, packed)]
        entry = {"block": block, "note": note, "offset": self._end, "length": len(data), "crc": zlib.crc32(data)}
        entry["arrays"] = shapes
        try:
            if data:
                self._data.seek(self._end)
                self._data.write(data)
                self._data.flush()
                os.fsync(self._data.fileno())
            self._lines.write(json.dumps(entry) + "\n")
            self._lines.flush()
        except OSError as error:
            with suppress(OSError):
                self._lines.close()
            self._lines = None
            self._context.warn("resume_stopped", reason=error.strerror or str(error))
            return
        self._end += len(data)
        self._entries[block] = entry

    def close(self) -> None:
        """Close the files; the blocks stay."""
        for file in (self._data, self._lines):
            if file is not None:
                with suppress(OSError):
                    file.close()


class KeptRun:
    """The blocks of one run: a journal for each of its parts.

    :param folder: of this run; ``None`` = nothing is kept.
    :param about: title, kind and number of parts, for lists of unfinished runs.
    """

    def __init__(
        self,
        folder: Optional[str],
        context: JobContext,
        least_pixels: int = 0,
        about: Optional[Mapping[str, Any]] = None,
    ) -> None:
        self._folder, self._context, self._least = folder, context, least_pixels
        self._about = about or {"parts": 1}
        self._journals: list[BlockJournal] = []

    def part(
        self, name: str, blocks: int, pixels: int, bands: int, inputs: Mapping[str, Any], files: Sequence[str]
    ) -> Optional[BlockJournal]:
        """Open the journal of a part: with the blocks of an earlier run, if nothing that they depend on has changed.

        :param name: of its folder.
        :param blocks: how many there are.
        :param pixels: of all blocks.
        :param bands: numbers of four bytes that are kept of each pixel.
        :param inputs: what the blocks depend on, beside the files.
        :param files: paths that are read; those that are no local files are known by ``inputs`` alone.
        :return: ``None`` where the run is too small, or nothing can be kept.
        """
        if self._folder is None or pixels * self._about["parts"] < self._least:
            return None
        versions = {"plugin": plugin_version(), "gdal": rasterio.__gdal_version__, "numpy": np.__version__}
        known = {"blocks": blocks, "bands": bands, "versions": versions, "files": describe_files(files), **inputs}
        text = json.dumps(known, sort_keys=True, default=str)
        folder = os.path.join(self._folder, name)
        try:
            self._write_about()
            if not self._is_same(folder, text):
                shutil.rmtree(folder, ignore_errors=True)
                os.makedirs(folder, exist_ok=True)
                if shutil.disk_usage(folder).free < pixels * bands * 4 + _SPARE_BYTES:
                    self._context.warn("resume_no_space", folder=os.path.dirname(self._folder))
                    return None
                with open(os.path.join(folder, INPUTS), "w", encoding="utf-8") as stream:
                    stream.write(text)
            journal = BlockJournal(folder, blocks, self._context)
        except OSError as error:
            self._context.warn("resume_stopped", reason=error.strerror or str(error))
            return None
        if len(journal):
            self._context.info("resume_found", done=len(journal), total=blocks)
        self._journals.append(journal)
        return journal

    def close(self, done: bool) -> bool:
        """Close the journals.

        :param done: the run is at its end.
        :return: whether there are blocks from which it can go on, those included that this run has not come to.
        """
        for journal in self._journals:
            journal.close()
        count = sum(map(len, self._journals))
        if count and not done:
            self._context.info("resume_kept", done=count, total=sum(journal.total for journal in self._journals))
        pattern = os.path.join(glob.escape(str(self._folder)), "*", JOURNAL)
        return not done and any(read_lines(path) for path in glob.glob(pattern))

    def _write_about(self) -> None:
        path = os.path.join(str(self._folder), RUN)
        if not os.path.exists(path):
            with open(path, "w", encoding="utf-8") as stream:
                json.dump(self._about, stream)

    def _is_same(self, folder: str, text: str) -> bool:
        """Whether a folder holds blocks of these inputs; says so where it holds those of others."""
        try:
            with open(os.path.join(folder, INPUTS), encoding="utf-8") as stream:
                same = stream.read() == text
        except (OSError, ValueError):
            return False
        if not same:
            self._context.info("resume_changed")
        return same


@contextmanager
def kept_run(job: Any, context: JobContext, parts: int = 1) -> Iterator[KeptRun]:
    """Keep the finished blocks of a job while it runs; they are removed when it is done, and stay when it is cut off.

    Example::

        with kept_run(job, context) as kept:
            journal = kept.part("pair", plan.rows * plan.cols, pixels, 1, {"grid": repr(grid)}, files)

    :param job: with a field ``resume``.
    :param parts: into which its work is divided.
    """
    resume: Optional[Resume] = job.resume
    values = dump_job(job)
    if resume is None or not resume.folder or _copied(job):
        yield KeptRun(None, context)
        return
    identity = {name: values[name] for name in _IDENTITY if name in values}
    key = hashlib.sha256(json.dumps([job.KIND, identity], sort_keys=True).encode("ascii")).hexdigest()[:32]
    folder = os.path.join(resume.folder, key)
    remove_older(resume.folder)
    try:
        os.makedirs(folder, exist_ok=True)
    except OSError as error:
        context.warn("resume_stopped", reason=error.strerror or str(error))
        yield KeptRun(None, context)
        return
    keep = True  # another run's
    try:
        with locked(folder) as free:
            if not free:
                context.info("resume_in_use")
                yield KeptRun(None, context)
                return
            about = {"title": " - ".join(source.name for source in _sources(job)), "kind": job.KIND, "parts": parts}
            kept = KeptRun(folder, context, resume.least_pixels, about)
            done = False
            try:
                yield kept
                done = True
            finally:
                keep = kept.close(done)
    finally:
        if not keep:
            shutil.rmtree(folder, ignore_errors=True)


def _sources(job: Any) -> tuple[RasterSource, ...]:
    """The rasters of a job, in the order of time."""
    if hasattr(job, "rasters"):
        return tuple(job.rasters)
    return (job.input,) if hasattr(job, "input") else (job.before, job.after)


def _copied(job: Any) -> bool:
    """Whether a raster was copied for this run alone, such as one that only QGIS can read."""
    scratch = os.path.join(os.path.abspath(job.scratch), "")
    return any(os.path.abspath(source.path).startswith(scratch) for source in _sources(job))


def describe_files(files: Sequence[str]) -> dict[str, Any]:
    """Return size and time of change of each local file, by path."""
    known: dict[str, Any] = {}
    for path in files:
        with suppress(OSError, ValueError):
            state = os.stat(path)
            known[os.path.abspath(path)] = [state.st_size, state.st_mtime_ns]
    return known
