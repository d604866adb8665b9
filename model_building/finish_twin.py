"""Make the 8-bit twin of a bundled model, and ship it only where it is worth it.

    python -m groundshift.model_building.finish_twin MODEL_ID --chips FOLDER --models models --workdir DIR

FOLDER holds labelled chips of a place that the network was not trained on (``make_chips``; 2,000 or more). The twin and its
card go into the models' folder when it is clearly faster on this machine and loses at most .005 of F1; otherwise the figures
are printed, and nothing is written there.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
import time
from pathlib import Path
from typing import Any

from PIL import Image

from ..plugin.engine.quantization.quantize import quantize_model
from ..plugin.engine.quantization.twin import SUFFIX
from ..plugin.jobs.evaluation import QuantizeModelJob
from ..plugin.model_file.embed import embed_spec
from ..plugin.training.fit.export import read_metadata
from .console import console_context
from .model_card import in_a_clone, score_table_of, simple_table

MOST_F1_LOST = 0.005
# Speeds measured beside one another vary by a tenth and more from run to run.
LEAST_SPEED_RATIO = 1.2


def worth_shipping(document: dict[str, Any]) -> bool:
    """Return whether a twin is clearly faster here and as good, of the measures of ``groundshift:quantizemodel``."""
    lost = document["f1_lost"]
    return bool(document["speed_ratio"] >= LEAST_SPEED_RATIO and lost is not None and lost <= MOST_F1_LOST)


def twin_card(document: dict[str, Any], place: str, date: str, command: str) -> str:
    """Return the card of a twin (Markdown), of the measures of ``groundshift:quantizemodel``."""
    model, twin = document["models"]
    agreement = document["agreement"]
    sections = [
        f"# {twin['id']}",
        f"The 8-bit twin of `{model['id']}`: used in the same way, smaller, and faster where the processor has instructions "
        f"for it. What it is for, what it cannot do, its data, licences and attribution are those of [`{model['id']}`]"
        f"({model['id']}.md).",
        "## Side by side",
        simple_table(
            ["", f"`{model['id']}`", f"`{twin['id']}`"],
            [
                ["size", f"{model['megabytes']:.2f} MB", f"{twin['megabytes']:.2f} MB"],
                [
                    "bare speed, million pixels a second",
                    f"{model['megapixels_a_second']:.2f}",
                    f"{twin['megapixels_a_second']:.2f} ({document['speed_ratio']:.2f} times)",
                ],
            ],
        ),
        score_table_of({entry["id"]: entry for entry in (model, twin)}),
        f"On {document['compared_on']:,} labelled chips (pseudo-pairs of {place}, which was left out of training), at the "
        f"threshold {document['threshold']:g}, any change. The two call {100 * agreement['unlike_share']:.2f} % of the pixels "
        f"differently; the probability differs by {agreement['mean_difference']:.4f} on average. Speed depends on the "
        "processor: measure it on yours with `groundshift:quantizemodel`.",
        "## How it was made",
        f"Static quantisation by ONNX Runtime (QDQ, S8S8, weights per channel), calibrated with {document['calibrated_with']} "
        "of these chips; the last convolution stays in 32 bits.",
        f"Measured {date} on a {os.cpu_count()}-core {platform.machine().replace('_', '-')} machine. To repeat it, in a clone "
        "of the repository:",
        f"```\n{in_a_clone(command)}\n```",
    ]
    return "\n\n".join(sections) + "\n"


def twin_accuracy(document: dict[str, Any], place: str) -> dict[str, Any]:
    """Return the accuracy for the twin's specification: its own, not that of the model that it was made from."""
    figures = {key: round(document["models"][1][key], 4) for key in ("f1", "iou", "precision", "recall", "ap")}
    return {"place": place, "split": "left out", **figures}


def finish_twin(
    model: Path, chips: Path, models: Path, workdir: Path, place: str, date: str, threads: int, calibration_chips: int
) -> dict[str, Any]:
    """Make and measure the twin; returns the measures, which lie in ``workdir`` with the twin and the report."""
    folder = workdir / "twins"
    folder.mkdir(parents=True, exist_ok=True)
    twin = folder / f"{model.stem}{SUFFIX}.onnx"
    measures = twin.with_suffix(".json")
    job = QuantizeModelJob(
        model=str(model),
        quantized=str(twin),
        scratch=str(folder / "scratch"),
        chips=(str(chips),),
        calibration_chips=calibration_chips,
        report=str(twin.with_suffix(".html")),
        measures=str(measures),
        threads=threads,
    )
    quantize_model(job, console_context())
    document: dict[str, Any] = json.loads(measures.read_text(encoding="utf-8"))
    if worth_shipping(document):
        command = (
            f"python -m groundshift.model_building.make_chips {place} --data ../shared/data --workdir build/training \\\n"
            f"    --out build/chips --count {document['compared_on']} --size {_size(chips)}\n"
            f"python -m groundshift.model_building.finish_twin {model.stem} --chips build/chips --models models \\\n"
            "    --workdir build/training"
        )
        embed_spec(str(twin), str(models / twin.name), {**read_metadata(twin), "accuracy": [twin_accuracy(document, place)]})
        (models / twin.name).with_suffix(".md").write_text(twin_card(document, place, date, command), encoding="utf-8")
    return document


def _size(chips: Path) -> int:
    """Side of the chips in pixels."""
    with Image.open(next(chips.glob("*/label/*.png"))) as picture:
        return int(picture.width)


def main(arguments: list[str] | None = None) -> None:
    """Run the command line: print whether the twin is shipped."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", help="id of a bundled model")
    parser.add_argument("--chips", type=Path, required=True, help="folder of labelled chips")
    parser.add_argument("--models", type=Path, required=True, help="folder of the bundled models")
    parser.add_argument("--workdir", type=Path, required=True, help="for the twin, its report and its measures")
    parser.add_argument("--place", default="kampala", help="the place that the chips are of, for the card")
    parser.add_argument("--date", default=time.strftime("%Y-%m-%d"), help="the date on the card")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--calibration-chips", type=int, default=100)
    options = parser.parse_args(arguments)
    model = options.models / f"{options.model}.onnx"
    document = finish_twin(
        model,
        options.chips,
        options.models,
        options.workdir,
        options.place,
        options.date,
        options.threads,
        options.calibration_chips,
    )
    verdict = "shipped" if worth_shipping(document) else "not shipped: it is hardly faster here, or loses too much"
    speed, lost = document["speed_ratio"], document["f1_lost"]
    sys.stdout.write(f"{options.model}{SUFFIX}: {speed:.2f} times the speed, F1 lost {lost}: {verdict}\n")


if __name__ == "__main__":
    main()
