"""Texts about detection on a cluster."""

from __future__ import annotations

from .mark import QT_TRANSLATE_NOOP

# code -> (what is wrong, how to correct it)
FAILURES: dict[str, tuple[str, str]] = {
    "cluster_missing": (
        QT_TRANSLATE_NOOP("Job", "Dask is not installed in the runtime ({reason})."),
        QT_TRANSLATE_NOOP("Job", "Run 'Install runtime' with the component 'cluster'."),
    ),
    "cluster_unreachable": (
        QT_TRANSLATE_NOOP("Job", "The scheduler {address} cannot be reached ({reason})."),
        QT_TRANSLATE_NOOP(
            "Job", "Check the address, such as tcp://10.0.0.1:8786, and whether the scheduler is running; or leave it empty."
        ),
    ),
    "cluster_lost": (
        QT_TRANSLATE_NOOP("Job", "The connection to the scheduler {address} was lost."),
        QT_TRANSLATE_NOOP(
            "Job",
            "Check whether the scheduler is running, and run the tool again with the same folder of blocks: only blocks that "
            "are missing are computed.",
        ),
    ),
    "cluster_block_size": (
        QT_TRANSLATE_NOOP("Job", "Blocks of {value} pixels are too small."),
        QT_TRANSLATE_NOOP("Job", "Give at least {least} pixels, such as 4096."),
    ),
    "cluster_blocks_failed": (
        QT_TRANSLATE_NOOP("Job", "None of the {count} blocks could be computed; the first one: {reason}"),
        QT_TRANSLATE_NOOP(
            "Job",
            "Check whether all machines of the cluster read the inputs and the model, and write the folder of the blocks, "
            "under the same paths.",
        ),
    ),
}

# code -> line of the log
LOG_LINES: dict[str, str] = {
    "cluster_blocks": QT_TRANSLATE_NOOP("Job", "{count:,} blocks, {missing:,} of them to be computed, in '{folder}'."),
    "cluster_used": QT_TRANSLATE_NOOP("Job", "Computing on the cluster {address} with {workers} workers."),
    "cluster_started": QT_TRANSLATE_NOOP("Job", "Computing with {workers} processes on this computer."),
    "cluster_block_again": QT_TRANSLATE_NOOP("Job", "Block {name} failed and is tried again: {reason}"),
    "cluster_block_failed": QT_TRANSLATE_NOOP("Job", "Block {name} failed and has no data in the results: {reason}"),
    "cluster_block_warns": QT_TRANSLATE_NOOP("Job", "Block {name}: {text}"),
}
