"""The page of the guide that belongs to each tool: the button Help of its dialog opens it."""

from __future__ import annotations

HELP_SCHEME = "groundshift"  # of addresses that open the guide's window, such as ``groundshift:accuracy#sampling``

# name of the algorithm -> page, and heading after ``#``
_PAGES = {
    "activationmap": "activation-maps",
    "assessaccuracy": "accuracy",
    "changereport": "report",
    "changetimeseries": "series",
    "classifylandcover": "land-cover",
    "cleanup": "history#resume-a-run-that-was-interrupted",
    "coregister": "coregistration",
    "detectchange": "dock",
    "detectchangeclassic": "classic",
    "detectchangecluster": "cluster",
    "estimatearea": "accuracy",
    "evaluatemodel": "evaluation",
    "exportchips": "training-data",
    "findlearningrate": "training",
    "fromtochange": "land-cover",
    "importmodel": "models",
    "installruntime": "settings#runtime",
    "landcoverseries": "land-cover",
    "measureruntime": "speed",
    "mergereviews": "review#two-analysts",
    "quantizemodel": "models",
    "samplepoints": "accuracy",
    "sardifference": "radar",
    "sarevaluate": "radar",
    "sarsimulate": "radar",
    "sartable": "radar",
    "sartrain": "radar",
    "trainmodel": "training",
    "vectorizechange": "vectorize",
}


def help_page(algorithm: str) -> str:
    """Return page and heading of an algorithm, by its name; ``""`` = it has none."""
    return _PAGES.get(algorithm, "")
