"""What an installation of each component of the runtime takes, as measured by ``tools/measure_install.py``."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Iterable

from ...runtime.accelerators import BUILD_OF, PLAIN
from .installation import CLUSTER, INFERENCE, SERVER, TRAINING


@dataclass(frozen=True)
class Amount:
    """What a component adds to those before it.

    :param download: MB. :param disk: MB. :param seconds: from the first download to the last file.
    """

    download: float
    disk: float
    seconds: float


# Debian 12, Python 3.11, the build of torch for the processor; two cores shared with other work; 2026-11-29.
MEASURED = {
    INFERENCE: Amount(194, 674, 101),
    TRAINING: Amount(221, 903, 126),
    CLUSTER: Amount(5, 35, 37),
    SERVER: Amount(27, 105, 52),
}


def amount_of(components: Iterable[str], build: str = "") -> Amount:
    """Return what an installation of components takes.

    :param build: of the networks' runtime, which is installed besides; ``""`` = none.
    """
    more = BUILD_OF[build or PLAIN]
    rate = MEASURED[INFERENCE].seconds / MEASURED[INFERENCE].download
    chosen = [MEASURED[name] for name in components]
    chosen.append(Amount(more.download_mb, more.disk_mb, rate * more.download_mb))
    return Amount(sum(one.download for one in chosen), sum(one.disk for one in chosen), sum(one.seconds for one in chosen))


def rounded_mb(megabytes: float) -> int:
    """Return an amount that is not exact to the MB elsewhere: in steps of 10 MB, small ones as they are."""
    return math.ceil(megabytes) if megabytes < 30 else 10 * math.ceil(megabytes / 10)


def rounded_minutes(seconds: float) -> int:
    """Return whole minutes, at least one."""
    return max(1, math.ceil(seconds / 60))
