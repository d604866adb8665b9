"""What was found on a machine, in words."""

from __future__ import annotations

from typing import Callable, Dict, List, Tuple

from ..jobs.texts.runtime import FINDINGS
from .accelerators import CUDA, fitting_builds
from .machine import Machine

# Instruction sets that networks gain from, and the flags that stand for them.
_INSTRUCTIONS = (
    ("AVX2", ("avx2",)),
    ("AVX-512", ("avx512f",)),
    ("AMX", ("amx_tile",)),
    ("bfloat16", ("avx512_bf16", "amx_bf16", "bf16")),
)


def describe(machine: Machine, python: Tuple[int, int]) -> List[Tuple[str, Dict[str, str]]]:
    """Return what was found: keys of :data:`...jobs.texts.runtime.FINDINGS`, with their values.

    :param python: version of the environment's Python.
    """
    return [_processor(machine), *_cards(machine, python)]


def finding_text(machine: Machine, python: Tuple[int, int], translate: Callable[[str], str] = str) -> str:
    """Return what was found, as a sentence without its full stop.

    >>> finding_text(Machine("linux", "x86_64", frozenset(["avx2"])), (3, 12))
    'processor x86_64 with AVX2; no NVIDIA card with a working driver'
    """
    return "; ".join(translate(FINDINGS[code]).format(**values) for code, values in describe(machine, python))


def _processor(machine: Machine) -> Tuple[str, Dict[str, str]]:
    if machine.system == "darwin" and machine.architecture == "arm64":
        return "machine_apple", {}
    sets = [name for name, flags in _INSTRUCTIONS if machine.flags.intersection(flags)]
    if not sets:
        return "machine_processor", {"architecture": machine.architecture}
    return "machine_instructions", {"architecture": machine.architecture, "instructions": ", ".join(sets)}


def _cards(machine: Machine, python: Tuple[int, int]) -> List[Tuple[str, Dict[str, str]]]:
    found: List[Tuple[str, Dict[str, str]]] = []
    if machine.nvidia is not None:
        cuda = "{}.{}".format(*machine.nvidia.cuda)
        found.append(("machine_nvidia", {"driver": machine.nvidia.version, "cuda": cuda}))
        if CUDA not in fitting_builds(machine, python):
            found.append(("machine_nvidia_unfit", {}))
    elif machine.system != "darwin":
        found.append(("machine_no_nvidia", {}))
    if machine.cards:
        found.append(("machine_cards", {"cards": ", ".join(machine.cards)}))
    return found
