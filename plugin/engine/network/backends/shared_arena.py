"""The memory that the sessions of ONNX Runtime on the processor share, taken in the sizes that are needed.

A session's own memory grows in powers of two: 130 MB more for a tile of ``buildings-siamese``, at the same speed. What is
shared outlives a session, so it is given back when one ends.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Optional

import numpy as np
import onnxruntime

_NEEDED_SIZES = 1  # kSameAsRequested of ONNX Runtime
_SHRINK = "memory.enable_memory_arena_shrinkage", "cpu:0"


def use_shared_memory(options: Any) -> bool:
    """Have a session take its memory from what is shared.

    :param options: of the session.
    :return: False where ONNX Runtime cannot: sessions have memory of their own then.
    """
    if not _registered():
        return False
    options.add_session_config_entry("session.use_env_allocators", "1")
    return True


def give_back_memory() -> None:
    """Give back what no session uses."""
    session = _smallest_session() if _registered() else None
    if session is not None:
        run = onnxruntime.RunOptions()
        run.add_run_config_entry(*_SHRINK)
        session.run(None, {"x": np.ones(1, np.float32)}, run)


@lru_cache(maxsize=1)
def _registered() -> bool:
    try:
        place = onnxruntime.OrtMemoryInfo(
            "Cpu", onnxruntime.OrtAllocatorType.ORT_ARENA_ALLOCATOR, 0, onnxruntime.OrtMemType.DEFAULT
        )
        sizes = {
            "max_mem": 0,
            "arena_extend_strategy": _NEEDED_SIZES,
            "initial_chunk_size_bytes": -1,
            "max_dead_bytes_per_chunk": -1,
        }
        onnxruntime.create_and_register_allocator(place, onnxruntime.OrtArenaCfg(sizes))
    except Exception:  # builds without it raise types of their own
        return False
    return True


@lru_cache(maxsize=1)
def _smallest_session() -> Optional[onnxruntime.InferenceSession]:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.log_severity_level = 3
    options.add_session_config_entry("session.use_env_allocators", "1")
    try:
        return onnxruntime.InferenceSession(_network(), options, providers=["CPUExecutionProvider"])
    except Exception:  # as above
        return None


def _network() -> bytes:
    """An ONNX network of one step, y = Identity(x), float32 [1] (onnx/onnx.proto: IR version 8, operator set 17)."""

    def value(field: int, name: bytes) -> bytes:
        # name; type { tensor_type { elem_type: 1, shape { dim { dim_value: 1 } } } }
        kind = _message(1, b"\x08\x01" + _message(2, _message(1, b"\x08\x01")))
        return _message(field, _message(1, name) + _message(2, kind))

    node = _message(1, b"x") + _message(2, b"y") + _message(4, b"Identity")
    graph = _message(1, node) + _message(2, b"g") + value(11, b"x") + value(12, b"y")
    return b"\x08\x08" + _message(7, graph) + _message(8, b"\x10\x11")


def _message(field: int, content: bytes) -> bytes:
    """A field of bytes or of a message, of less than 128 bytes."""
    return bytes([field << 3 | 2, len(content)]) + content
