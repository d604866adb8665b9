"""Documents of a trained radar network: pictures of predicted and true images, the report and the card."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Optional

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from torch import nn

from ...engine.outputs import report
from ...engine.outputs.charts import Chart, Line, svg
from ...engine.sar.evaluation_report import evaluation_parts
from ...jobs.palette import GREY, LINES
from ...jobs.report_texts import report_text
from ...rules.sar_conditions import KNOWN
from ..fit.panels import Panel, strip
from .sequences import DateSequence
from .task import RadarTask

_SHOWN = 3  # sequences
_SPREAD_DB = 8.0  # to either side of the mean, in pictures
_CURVES = (640, 240)


@dataclass(frozen=True)
class Comparison:
    """The network beside the methods without training, on the held-out dates.

    :param document: as :func:`...engine.sar.evaluate.measure` returns it. :param days: of each part of the split.
    :param base: the method whose difference is that from the mean of all earlier images, levelled as the network's are.
    :param means: AUC of each method, mean over the kinds of change.
    """

    document: Mapping[str, Any]
    days: Mapping[str, Sequence[str]]
    base: str
    means: Mapping[str, float]
    network_is_better: bool

    @property
    def mse(self) -> Optional[float]:
        found: Optional[float] = self.document["mse_db2"]["network"]
        return found

    @property
    def mean_mse(self) -> Optional[float]:
        found: Optional[float] = self.document["mse_db2"][self.base]
        return found

    @property
    def auc(self) -> float:
        return self.means["network"]

    @property
    def automatic_auc(self) -> float:
        return self.means["automatic"]

    @property
    def plain_auc(self) -> float:
        return self.means["plain"]

    @property
    def summary(self) -> dict[str, Any]:
        """Figures for the log and the model's metadata."""
        numbers = {"mse_db2": self.mse, "mean_mse_db2": self.mean_mse, "auc": self.auc}
        numbers |= {"automatic_auc": self.automatic_auc, "plain_auc": self.plain_auc}
        return {name: None if value is None else round(value, 4) for name, value in numbers.items()}


def chosen_sequences(sequences: Sequence[DateSequence]) -> list[DateSequence]:
    """A few sequences, spread evenly."""
    return list(sequences[:: max(1, len(sequences) // _SHOWN)][:_SHOWN])


def strip_of(task: RadarTask, network: nn.Module, sequence: DateSequence, texts: Mapping[str, str]) -> Image.Image:
    """The latest earlier image, the predicted and the true one, and their difference, side by side."""
    predicted, true = task.predicted(network, sequence), sequence.target()
    latest = sequence.history([len(sequence.before) - 1])[0]
    panels = [("sar_panel_latest", latest), ("sar_panel_predicted", predicted), ("sar_panel_true", true)]
    shown = [Panel(report_text(texts, key), _grey(values[0], task.scaling.mean[0])) for key, values in panels]
    shown.append(Panel(report_text(texts, "sar_panel_difference"), _grey((true - predicted)[0], 0.0)))
    return strip(shown)


def sample_strip(task: RadarTask, sequence: DateSequence, texts: Mapping[str, str]) -> Image.Image:
    """The latest earlier image, the mean of all earlier ones, and the image to be predicted."""
    latest = sequence.history([len(sequence.before) - 1])[0]
    panels = [("sar_panel_latest", latest), ("sar_panel_mean", sequence.mean), ("sar_panel_true", sequence.target())]
    return strip([Panel(report_text(texts, key), _grey(values[0], task.scaling.mean[0])) for key, values in panels])


def strips(
    task: RadarTask, network: nn.Module, sequences: Sequence[DateSequence], texts: Mapping[str, str]
) -> list[tuple[str, bytes]]:
    """Pictures of a few sequences: date and PNG."""
    found = []
    for sequence in chosen_sequences(sequences):
        buffer = io.BytesIO()
        strip_of(task, network, sequence, texts).save(buffer, "PNG")
        found.append((f"{sequence.date.place} {sequence.date.day}".strip(), buffer.getvalue()))
    return found


def html(
    texts: Mapping[str, str],
    comparison: Comparison,
    rows: Sequence[Mapping[str, Any]],
    pictures: Sequence[tuple[str, bytes]],
    provenance: Mapping[str, Any],
) -> str:
    """Return the whole page."""

    def word(key: str, **values: Any) -> str:
        return report_text(texts, key).format(**values)

    advice = "sar_train_use_network" if comparison.network_is_better else "sar_train_use_automatic"
    parts = [
        report.figures([(word("sar_train_advice"), word(advice))]),
        report.note(word("sar_train_advice_help", network=comparison.auc, automatic=comparison.automatic_auc)),
        report.table(
            [word("sar_method"), word("sar_train_mse"), word("sar_train_auc")],
            [
                [word(f"sar_method_{name}"), _number(comparison.document["mse_db2"][name]), _number(comparison.means[name])]
                for name in comparison.document["methods"]
            ],
        ),
        report.note(word("sar_train_mse_help", method=word(f"sar_method_{comparison.base}"))),
        report.heading(word("sar_train_split")),
        report.table(
            [word("sar_train_part"), word("sar_train_days")],
            [[word(f"sar_train_{name.replace(' ', '_')}"), ", ".join(days)] for name, days in comparison.days.items()],
        ),
        report.heading(word("sar_train_curve")),
        report.chart(svg([_curve(texts, rows)], 1, _CURVES)),
    ]
    if pictures:
        parts.append(report.heading(word("sar_train_pictures")))
        parts += [report.image(png, (), date) for date, png in pictures]
    parts.append(report.heading(word("sar_evaluation_title")))
    parts += evaluation_parts(texts, comparison.document)
    parts.append(report.provenance_block(word("provenance"), provenance))
    return report.page(word("sar_train_title"), parts)


def card(metadata: Mapping[str, Any], comparison: Comparison, rows: Sequence[Mapping[str, Any]]) -> str:
    """Return the model card, in English Markdown."""
    advice = (
        "The network is the better method on these images."
        if comparison.network_is_better
        else "The automatic method, which needs no training, is at least as good on these images: use it."
    )
    lines = ["| method | MSE in dB2 | AUC on simulated change |", "| --- | --- | --- |"]
    for name in comparison.document["methods"]:
        lines.append(f"| {name} | {_number(comparison.document['mse_db2'][name])} | {_number(comparison.means[name])} |")
    days = [f"- {name}: {', '.join(found)}" for name, found in comparison.days.items()]
    conditions = ", ".join(item["name"] for item in metadata["conditions"] if not item["name"].endswith(KNOWN))
    bands = ", ".join(item["name"] for item in metadata["bands"])
    return (
        "\n\n".join(
            [
                f"# {metadata['id']}",
                f"{metadata['title']}. Predicts a radar image from the {metadata['dates']} latest earlier ones.",
                f"## How good it is\n\nOn held-out dates. {advice}\n\n" + "\n".join(lines),
                "## Dates\n\n" + "\n".join(days),
                f"## Inputs\n\nBands: {bands}. Conditions: {conditions or 'none'}. "
                f"Filter: {metadata['radar']['filter']}; levelled: {'yes' if metadata['radar']['levelled'] else 'no'}.",
                f"## Training\n\n{len(rows)} epochs, kept {metadata['training']['best_epoch']}.",
            ]
        )
        + "\n"
    )


def _curve(texts: Mapping[str, str], rows: Sequence[Mapping[str, Any]]) -> Chart:
    points = [(float(row["epoch"]), float(row["mse"])) for row in rows if row.get("mse") is not None]
    means = [(float(row["epoch"]), float(row["mean_mse"])) for row in rows if row.get("mean_mse") is not None]
    lines = [
        Line(report_text(texts, "sar_method_network"), points, LINES[0]),
        Line(report_text(texts, "sar_train_mean"), means, GREY, dashed=True, dots=False),
    ]
    top = max((value for _, value in (*points, *means)), default=1.0)
    axis = report_text(texts, "sar_train_epoch")
    return Chart(report_text(texts, "sar_train_curve"), axis, "dB²", lines, y_range=(0.0, 1.05 * top))


def _grey(values: NDArray[np.float32], middle: float) -> NDArray[np.uint8]:
    tones = np.clip((np.nan_to_num(values, nan=middle) - middle) / (2 * _SPREAD_DB) + 0.5, 0, 1) * 255
    return np.repeat(tones.astype(np.uint8)[..., None], 3, axis=2)


def _number(value: Optional[float]) -> str:
    return "-" if value is None else f"{value:.3f}"
