"""Write a model's card (Markdown) from what was measured."""

from __future__ import annotations

from pathlib import Path
from typing import Any

Table = list[list[str]]

ATTRIBUTION = (
    "Imagery: OpenAerialMap contributors, CC BY 4.0. Building footprints: OpenStreetMap contributors, ODbL 1.0. "
    "Ortho tiles of Jönköping with masks: repository Zsombroo/jkpg-building-segmentation, GPL-2.0. "
)
ENCODER_ATTRIBUTION = "Encoder started from ImageNet weights of EfficientNet-Lite0 (Apache-2.0)."


def _table(header: list[str], rows: Table) -> str:
    lines = ["| " + " | ".join(header) + " |", "|" + " --- |" * len(header)]
    lines += ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join(lines)


def _figure(value: float) -> str:
    return f"{value:.3f}".removeprefix("0") if abs(value) < 1 else f"{value:.3f}"


def _score_rows(figures: dict[str, dict[str, Any]]) -> Table:
    keys = ("precision", "recall", "f1", "iou", "ap", "f1_dates_swapped")
    return [[name, *(_figure(part[key]) for key in keys)] for name, part in figures.items()]


def write_card(path: Path, measured: dict[str, Any], notes: dict[str, str]) -> None:
    """Write the card; ``measured`` is the document that the training command leaves beside its weights."""
    metadata, recipe = measured["metadata"], measured["recipe"]
    gsd = metadata["gsd_m"]
    header = ["", "precision", "recall", "F1", "IoU", "AP", "F1, dates swapped"]
    directions = [
        [place, *(_figure(part[key]) for key in ("f1_construction", "f1_demolition"))]
        for place, part in measured["left_out"].items()
        if "f1_construction" in part
    ]
    sections = [
        f"# {metadata['id']}",
        notes["summary"],
        "## Use",
        _table(
            ["", ""],
            [
                ["file", f"`{metadata['id']}.onnx`, {measured['megabytes']:.2f} MB, {measured['parameters']:,} parameters"],
                ["input", notes["input"]],
                ["output", notes["output"]],
                ["resolution", f"{gsd['min']}-{gsd['max']} m, best at {gsd['best']} m"],
                ["default threshold", f"{metadata['threshold']} on the probability of any change"],
                ["smallest area kept", f"{metadata['min_area_m2']:g} m²"],
                ["context that a tile needs", f"{metadata['halo']} pixels ({notes['halo']})"],
                ["bare speed", notes["speed"]],
            ],
        ),
        "## How good it is",
        "Pseudo-pairs of places left out of training (labelled crops of one date combined to pairs, with "
        "strong changes of season, light, haze, sensor and position; see `plugin/training/pseudo_pairs.py`), "
        "at the default threshold, no smallest area. They are harder in appearance and richer in change than most real pairs: "
        "they rank networks, and do not promise a figure for your imagery.",
        _table(header, _score_rows(measured["left_out"])),
    ]
    if directions:
        sections.append(_table(["F1 by direction", "construction", "demolition"], directions))
    sections.append(
        "Where nothing changed (same ground, two looks), falsely changed at the threshold: "
        + ", ".join(
            f"{place} {100 * part['false_share_unchanged']:.2f} % of the pixels" for place, part in measured["left_out"].items()
        )
        + ". Expected calibration error: "
        + ", ".join(f"{place} {_figure(part['ece'])}" for place, part in measured["left_out"].items())
        + "."
    )
    if measured["as_found"]:
        sections += [
            "Real pairs as found, never used to choose anything:",
            _table(header, _score_rows(measured["as_found"])),
            notes["as_found"],
        ]
    sections += [
        "## What it cannot do",
        notes["limits"],
        "## Data and training",
        f"Trained on building labels of one date, no real pair: {_places(recipe['train'])}. "
        f"Left out: {', '.join(recipe['validation'])} (chose the weights, the temperature, the threshold and the smallest "
        f"area) and {', '.join(recipe['test'])} (chose nothing). Split by place. Outside the labelled areas buildings are "
        "unlabelled, not absent: such ground counts neither in the loss nor in the figures.",
        f"Recipe `plugin/training/recipes/{recipe['id']}.json`: {recipe['steps']} steps of {recipe['batch']} pairs, "
        f"seed {recipe['seed']}; best averaged weights at step {measured['best_step']}; "
        f"temperature {metadata['calibration']['temperature']} (inside the graph). {notes['method']}",
        f"Attribution: {measured['attribution']}",
        "The weights are part of Groundshift: GPL-2.0-or-later.",
        f"Measured {measured['date']} on a {measured['machine']}. To repeat it:",
        f"```\n{measured['command']}\n```",
    ]
    path.write_text("\n\n".join(sections) + "\n", encoding="utf-8")


def _places(shares: dict[str, float]) -> str:
    return ", ".join(f"{name} ({100 * share:.0f} %)" for name, share in shares.items())
