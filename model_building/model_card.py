"""Model cards (Markdown), from the figures measured."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

Table = list[list[str]]

DISTURBED = ", disturbed"
"""End of the name of a set of pairs with disturbances."""

ATTRIBUTION = (
    "Imagery: OpenAerialMap contributors, CC BY 4.0. Building footprints: OpenStreetMap contributors, ODbL 1.0. "
    "Ortho tiles of Jönköping with masks: repository Zsombroo/jkpg-building-segmentation, GPL-2.0. "
)
DUBAI_ATTRIBUTION = "Tiles of Dubai with masks: Humans in the Loop, CC0 1.0. "
ENCODER_ATTRIBUTION = "Encoder started from ImageNet weights of EfficientNet-Lite0 (Apache-2.0)."


def simple_table(header: list[str], rows: Table) -> str:
    """Any table (Markdown)."""
    lines = ["| " + " | ".join(header) + " |", "|" + " --- |" * len(header)]
    lines += ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join(lines)


def _figure(value: float) -> str:
    return f"{value:.3f}".removeprefix("0") if abs(value) < 1 else f"{value:.3f}"


def score_table_of(figures: dict[str, dict[str, Any]]) -> str:
    """Return a table of figures by name, for models that were not measured with the dates exchanged."""
    keys = ("precision", "recall", "f1", "iou", "ap", "ece")
    rows = [[f"`{name}`", *(f"{part[key]:.4f}" for key in keys)] for name, part in figures.items()]
    return simple_table(["", "precision", "recall", "F1", "IoU", "AP", "calibration error"], rows)


def score_table(rows: Table) -> str:
    """Return a table of :func:`score_rows`."""
    return simple_table(["", "precision", "recall", "F1", "IoU", "AP", "F1, dates swapped", "calibration error"], rows)


def score_rows(figures: dict[str, dict[str, Any]]) -> Table:
    """Return the rows of places or folders: name -> figures."""
    keys = ("precision", "recall", "f1", "iou", "ap", "f1_dates_swapped", "ece")
    return [[name, *(_figure(part[key]) if key in part else "" for key in keys)] for name, part in figures.items()]


def write_card(path: Path, measured: dict[str, Any], notes: dict[str, str]) -> None:
    """Write the card; ``measured`` is the document that the training command leaves beside its weights."""
    metadata = measured["metadata"]
    gsd = metadata["gsd_m"]
    sections = [
        f"# {metadata['id']}",
        notes["summary"],
        "## Use",
        simple_table(
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
        *_accuracy_sections(measured, notes),
        *_robustness_sections(path, measured),
        *_leave_one_out_sections(measured),
        *_fine_tuned_sections(measured),
        "## What it cannot do",
        notes["limits"],
        *_origin_sections(measured, notes),
    ]
    path.write_text("\n\n".join(sections) + "\n", encoding="utf-8")


def _accuracy_sections(measured: dict[str, Any], notes: dict[str, str]) -> list[str]:
    left_out = measured["left_out"]
    sections = [
        "## How good it is",
        "Pseudo-pairs of places left out of training (labelled crops of one date combined to pairs, with "
        "strong changes of season, light, haze, sensor and position; see `docs/training-data.md`), measured by "
        "`groundshift:evaluatemodel` at the default threshold, no smallest area, each pair standardised by itself. They are "
        "harder in appearance and richer in change than most real pairs: they rank networks, and do not promise a figure for "
        "your imagery.",
        score_table(score_rows(left_out)),
    ]
    if any(name.endswith(DISTURBED) for name in left_out):
        sections.append(
            "*Disturbed*: the same pairs with what makes standing buildings look changed drawn in: towers that lean, plants "
            "without leaves, turned shadows, flood, snow, containers and others (`docs/training-data.md`), in the shares of "
            "the training."
        )
    directions = [
        [place, *(_figure(part[key]) for key in ("f1_construction", "f1_demolition"))]
        for place, part in left_out.items()
        if "f1_construction" in part
    ]
    if directions:
        sections.append(simple_table(["F1 by direction", "construction", "demolition"], directions))
    sentences = [
        f"Where nothing changed, falsely changed at the threshold: {_listed(left_out, 'false_share_unchanged', _percent)}.",
        "Expected calibration error is the mean distance between the probability and the share that really changed, over all "
        "pixels (20 groups of probability).",
    ]
    if all("f1_delivered" in part for part in left_out.values()):
        sentences.append(
            f"F1 of the mask as it is delivered, with the smallest area: {_listed(left_out, 'f1_delivered', _figure)}."
        )
    sections.append(" ".join(sentences))
    if measured["as_found"]:
        sections += [
            "Real pairs as found, never used to choose anything:",
            score_table(score_rows(measured["as_found"])),
            notes["as_found"],
        ]
    return sections


def _listed(figures: dict[str, dict[str, Any]], key: str, written: Callable[[float], str]) -> str:
    return ", ".join(f"{place} {written(part[key])}" for place, part in figures.items() if key in part)


def _percent(share: float) -> str:
    return f"{100 * share:.2f} % of the pixels"


def _robustness_sections(path: Path, measured: dict[str, Any]) -> list[str]:
    robustness = measured.get("robustness")
    if not robustness:
        return []
    curves = robustness["curves"]
    names = {
        "shift": "earlier date displaced by pixels",
        "gain": "later date times",
        "offset": "later date plus deviations",
        "blur": "later date blurred by pixels (sigma)",
        "resolution": "pixel size times, handled automatically",
        "resolution_as_is": "pixel size times, as it is",
    }
    rows = []
    for key, name in names.items():
        for point in curves.get(key, ()):
            figures = ["refused", "", ""]
            if point["f1"] is not None:
                figures = [_figure(point["f1"]), _figure(point["ap"]), f"{100 * point['false_share']:.2f} %"]
            rows.append([f"{name} {point['value']:g}", *figures])
    return [
        "## Robustness",
        f"The same pairs of {measured['robustness_place']} ({robustness['pieces']} of them), altered, at the default "
        "threshold; finer pixels are interpolated and hold no new detail.",
        f"![Curves]({path.stem}.svg)",
        simple_table(["altered", "F1", "AP", "falsely changed"], rows),
    ]


def _leave_one_out_sections(measured: dict[str, Any]) -> list[str]:
    document = measured.get("leave_one_out")
    if not document:
        return []
    return [
        "## Each place left out in turn",
        f"The same network trained anew without each place from ImageNet weights, for a short time ({fold_words(document)}), "
        "and tested on it: how far places differ"
        + (", and what disturbances bring on ground that was not seen" if "compared" in document else "")
        + "; not how good the network that ships is. Nothing was chosen on the place left out.",
        fold_table(document),
        FOLD_NOTE,
    ]


FOLD_NOTE = (
    "F1 and falsely changed ground are at the threshold that is best on the plain and the disturbed pairs of all places "
    "together. *Disturbed*: on the average one of all kinds of disturbances happens to each date. *Falsely changed*: of the "
    "pixels of pairs in which nothing changed, with such disturbances."
)


_SET_COLUMNS = (
    ("AP, plain", "plain", "ap"),
    ("F1, plain", "plain", "f1"),
    ("AP, disturbed", "disturbed", "ap"),
    ("F1, disturbed", "disturbed", "f1"),
    ("falsely changed", "unchanged", "false_share"),
)


def fold_words(document: dict[str, Any]) -> str:
    """Return how the folds of a network were trained, and those that they are compared with."""
    words: str = document["training"]
    if "compared" in document:
        words = f"{words}; in front of each arrow the same training without disturbances, on the same crops"
    return words


def fold_table(document: dict[str, Any]) -> str:
    """Return the table of the places left out (Markdown), beside that of the network that it is compared with."""
    base = document.get("compared")
    rows = []
    for place, entry in document["places"].items():
        rows.append([place, *_set_cells(entry["sets"], base and base["places"][place]["sets"])])
    rows.append(["**mean**", *_set_cells(document["mean"]["sets"], base and base["mean"]["sets"])])
    if base:
        gains = (base["differences"][name][key] for _, name, key in _SET_COLUMNS)
        rows.append(["difference on all tiles (95 % interval)", *(_gain(*pair) for pair in zip(gains, _SET_COLUMNS))])
    for name, part in document["real_pairs"].items():
        other = base["real_pairs"][name] if base else None
        means = [(part[key]["mean"], other[key]["mean"] if other else None) for key in ("ap", "f1")]
        cells = [_pair(*pair, _figure) for pair in means]
        rows.append([f"{name} (mean of the folds; F1 at .5)", *cells, "", "", ""])
    return simple_table(["left out", *(title for title, _, _ in _SET_COLUMNS)], rows)


def _set_cells(sets: dict[str, Any], base: dict[str, Any] | None) -> list[str]:
    return [_pair(sets[name][key], base[name][key] if base else None, _writing(key)) for _, name, key in _SET_COLUMNS]


def _pair(value: float, base: float | None, written: Callable[[float], str]) -> str:
    return written(value) if base is None else f"{written(base)} -> {written(value)}"


def _gain(found: dict[str, float], column: tuple[str, str, str]) -> str:
    factor, places = (100, 2) if column[2] == "false_share" else (1, 3)
    value, low, high = (f"{factor * found[key]:+.{places}f}" for key in ("value", "low", "high"))
    return f"{value} ({low} to {high})"


def _writing(key: str) -> Callable[[float], str]:
    return (lambda value: f"{100 * value:.2f} %") if key == "false_share" else _figure


def _fine_tuned_sections(measured: dict[str, Any]) -> list[str]:
    document = measured.get("fine_tuned")
    if not document:
        return []
    model_id = measured["metadata"]["id"]
    names = {"base": "as it is", "fine_tuned": "fine-tuned", "from_scratch": "trained from scratch on the same labels"}
    rows = [
        [name, *(_figure(document[key][score]) for score in ("precision", "recall", "f1", "ap"))]
        for key, name in names.items()
        if key in document
    ]
    return [
        "## Fine-tuned in place",
        f"On {document['polygons']} polygons of {document['place']}, {document['minutes']:.1f} minutes on two cores with the "
        "defaults of `groundshift:trainmodel`, and tested on ground there that no training saw:",
        simple_table(["", "precision", "recall", "F1", "AP"], rows),
        f"```\nbuild/worker-env/bin/python -m tests.benchmarks.fine_tuning --base models/{model_id}.onnx "
        f"--places {document['place']} \\\n"
        f"    > build/training/{model_id}/fine_tuned.json\n```",
    ]


def _origin_sections(measured: dict[str, Any], notes: dict[str, str]) -> list[str]:
    metadata, recipe = measured["metadata"], measured["recipe"]
    chosen = "chose the weights, the temperature, the threshold and the smallest area"
    left_out = f"{', '.join(recipe['validation'])} ({chosen})"
    if recipe["test"]:
        left_out += f" and {', '.join(recipe['test'])} (chose nothing)"
    return [
        "## Data and training",
        f"Trained on building labels of one date, no real pair: {_places(recipe['train'])}. Left out: {left_out}. Split by "
        "place. Outside the labelled areas buildings are unlabelled, not absent: such ground counts neither in the loss nor in "
        "the figures.",
        f"Recipe `model_building/recipes/{recipe['id']}.json`: {recipe['steps']} steps of {recipe['batch']} pairs, "
        f"seed {recipe['seed']}; best averaged weights at step {measured['best_step']}; "
        f"temperature {metadata['calibration']['temperature']} (inside the graph). {notes['method']}",
        f"Attribution: {measured['attribution']}",
        f"Licences of the data: {metadata['training']['licence']}. The weights are part of Groundshift: GPL-2.0-or-later.",
        f"Measured {measured['date']} on a {measured['machine']}. To repeat it, in a clone of the repository:",
        f"```\n{in_a_clone(measured['command'])}\n```",
        "To measure it on your own chips, run the tool **Evaluate model**, or:",
        "```\n"
        + in_a_clone(f"python -m groundshift.plugin.engine.evaluation models/{metadata['id']}.onnx CHIPS --report report.html")
        + "\n```",
    ]


def in_a_clone(commands: str) -> str:
    """``python -m ...`` at the beginning of lines as it runs in the root of a clone in which ``make`` has set up ``build/``."""
    return re.sub(r"^python (?=-m groundshift)", "PYTHONPATH=build build/worker-env/bin/python ", commands, flags=re.MULTILINE)


def _places(shares: dict[str, float]) -> str:
    total = sum(shares.values())
    return ", ".join(f"{name} ({100 * share / total:.0f} %)" for name, share in shares.items())
