"""The device that a training computes on: its name, its floating-point type, its threads."""

from __future__ import annotations

import os
from typing import Any

import torch
from torch import Tensor

from ...jobs.failure import JobFailure

_OUT_OF_MEMORY = ("out of memory", "not enough memory", "can't allocate memory", "bad_alloc")


def choose_device(wanted: str) -> str:
    """Return the device as torch calls it; ``""`` = a GPU where there is one.

    :raises JobFailure: ``training_device``: there is no such device.
    """
    cuda = [f"cuda:{index}" for index in range(torch.cuda.device_count())] if torch.cuda.is_available() else []
    if not wanted:
        return cuda[0] if cuda else "cpu"
    if wanted == "cpu" or wanted in cuda or (wanted == "cuda" and cuda):
        return wanted
    raise JobFailure("training_device", "DEVICE", device=wanted, known=", ".join(["cpu", *cuda]))


def choose_precision(device: str, mixed: bool) -> torch.dtype:
    """Return the type of the forward pass: half precision where the device is faster with it."""
    if not mixed:
        return torch.float32
    if device.startswith("cuda"):
        return torch.bfloat16 if torch.cuda.is_bf16_supported() else torch.float16
    capabilities: dict[str, Any] = getattr(torch.cpu, "get_capabilities", dict)()
    if capabilities.get("avx512_bf16") or capabilities.get("amx_bf16"):
        return torch.bfloat16
    return torch.float32  # without such instructions it would be slower


def autocast(device: str, precision: torch.dtype) -> Any:
    """Return the context of a forward pass."""
    return torch.autocast(device.split(":")[0], precision, enabled=precision != torch.float32)


def placed(date: Tensor, device: str) -> Tensor:
    """Return a date (N x C x H x W) on the device, with its channels last in memory."""
    return date.to(device).contiguous(memory_format=torch.channels_last)


def is_out_of_memory(error: BaseException) -> bool:
    """Return whether an error of a forward or backward pass is that memory ran out."""
    if isinstance(error, (torch.OutOfMemoryError, MemoryError)):
        return True
    text = str(error).lower()
    return any(sign in text for sign in _OUT_OF_MEMORY)


def core_count(threads: int) -> int:
    """Return the threads of the network: as many as given, or, of 0, the cores that this process may use."""
    if threads > 0:
        return threads
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
