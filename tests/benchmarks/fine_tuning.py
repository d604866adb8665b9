"""What fine-tuning adds: F1 of a fine-tuned model against its base and against training from scratch, on ground neither saw.

    build/worker-env/bin/python -m tests.benchmarks.fine_tuning [--minutes 10] [--table docs/...]

Done as an analyst does it: layers of about 60 polygons and the area that they are complete in, over a pair of rasters; and
change detected, with the file that comes of it and its own threshold, in another pair of rasters. Places (``--places``), all
from ``../shared/data``:

``dsifn``     any kind of change at about 2 m: six chips side by side to learn from, four to test on
``beijing``   one pair with three changes: the west to learn from, the east to test on
``banepa``    any place of buildings: pairs of its west to learn from and of its east to test on, drawn as
              ``groundshift.model_building.make_chips`` does
``kampala-west``, ``kampala-east``  three labelled tiles of 160 pixels of one half of that place, twelve of the other to test on

The base of a place that no bundled network was trained on (``kampala``) is ``--base``. That of another place of buildings is a
network that was not trained on it, of ``leave_one_out``; made once, in half an hour, by

    build/worker-env/bin/python -m groundshift.model_building.leave_one_out buildings-siamese --places banepa --steps 400 \\
        --size 128 --batch 8 --loaders 0 --test-pairs 64 --data ../shared/data --workdir build/training

"elsewhere" is the test ground of the other places, and the sample of LEVIR-CD: there fine-tuning must not cost much. ``--keep``
keeps rasters and models.
"""

from __future__ import annotations

import argparse
import json
import platform
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Optional

from groundshift.plugin.engine.context import JobContext
from groundshift.plugin.jobs.events import Event, Log
from groundshift.plugin.jobs.messages import render_log
from groundshift.plugin.jobs.train_model import LabelledPair, TrainModelJob
from groundshift.plugin.jobs.training_settings import TrainingSettings
from groundshift.plugin.training.entries import train_model

from .chip_sheets import Sheet, sheet_of
from .tuning_places import TuningPlace, beijing, buildings, dsifn, fold_model, real_chips, three_tiles

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT.parent / "shared" / "data"
SCRATCH = "siamese_unet"
PLACES = ("dsifn", "beijing", "banepa")
UNSEEN = ("kampala",)  # validation places of the bundled networks
TILES = ("kampala-west", "kampala-east")
LEVIR = "levir"  # only tested on


def train(base: str, pair: LabelledPair, out: Path, replay: Sequence[str], settings: TrainingSettings) -> tuple[float, float]:
    """Train as the tool does; returns the minutes by the clock, and those that all cores together worked."""

    def show(event: Event) -> None:
        if isinstance(event, Log):
            sys.stderr.write(f"    {render_log(event.code, event.values)}\n")

    scratch = out.with_suffix(".scratch")
    scratch.mkdir()
    job = TrainModelJob(
        base=base,
        model=str(out),
        scratch=str(scratch),
        checkpoints=str(out.with_suffix(".training")),
        pairs=(pair,),
        replay=tuple(replay),
        settings=settings,
    )
    began, worked = time.monotonic(), time.process_time()
    train_model(job, JobContext(show))
    return round((time.monotonic() - began) / 60, 2), round((time.process_time() - worked) / 60, 2)


def measure(
    place: TuningPlace, base: Path, learnt: Sheet, tests: dict[str, Sheet], options: argparse.Namespace, folder: Path
) -> dict[str, Any]:
    """Everything of one place: base, fine-tuned, from scratch; and elsewhere."""
    settings = settings_of(options)
    pair = learnt.pair(not options.no_area)
    tuned, scratch = folder / "tuned.onnx", folder / "scratch.onnx"
    result: dict[str, Any] = {"place": place.name, "polygons": sum(chip.changes for chip in place.training)}
    result["base"] = tests[place.name].scores(base)
    result["minutes"], result["core_minutes"] = train(str(base), pair, tuned, options.replay, settings)
    result["fine_tuned"] = tests[place.name].scores(tuned)
    result["gain_f1"] = round(result["fine_tuned"]["f1"] - result["base"]["f1"], 4)
    result["elsewhere"] = {
        name: {"base": sheet.scores(base), "fine_tuned": sheet.scores(tuned)}
        for name, sheet in tests.items()
        if name != place.name
    }
    if not options.no_scratch:
        result["scratch_minutes"], result["scratch_core_minutes"] = train(SCRATCH, pair, scratch, (), settings)
        result["from_scratch"] = tests[place.name].scores(scratch)
    return result


def settings_of(options: argparse.Namespace) -> TrainingSettings:
    """The tool's defaults, but for the options of the command."""
    defaults = TrainingSettings()

    def told(name: str) -> Any:
        value = getattr(options, name)
        return getattr(defaults, name) if value is None else value

    names = (
        "tile_size",
        "batch_size",
        "epochs",
        "distillation",
        "consistency",
        "steps_per_epoch",
        "learning_rate",
        "seed",
        "frozen_epochs",
    )
    return TrainingSettings(minutes=options.minutes or None, threads=options.threads, **{name: told(name) for name in names})


def table(results: Sequence[dict[str, Any]]) -> str:
    """The results in Markdown."""
    head = (
        "learnt from",
        "core minutes",
        "F1 base",
        "F1 fine-tuned",
        "F1 from scratch",
        "AP base",
        "AP fine-tuned",
        "AP from scratch",
        "F1 elsewhere, base",
        "F1 elsewhere, fine-tuned",
        "AP elsewhere, base",
        "AP elsewhere, fine-tuned",
    )
    lines = ["| " + " | ".join(head) + " |", "|---" * len(head) + "|"]
    for one in results:
        scratch: Optional[dict[str, float]] = one.get("from_scratch")
        elsewhere = [
            ", ".join(f"{name} {_figure(part[model][score])}" for name, part in one["elsewhere"].items())
            for score in ("f1", "ap")
            for model in ("base", "fine_tuned")
        ]
        cells = [f"{one['place']}, {one['polygons']} polygons", f"{one['core_minutes']:.1f}"]
        for score in ("f1", "ap"):
            cells += [_figure(part[score]) if part else "-" for part in (one["base"], one["fine_tuned"], scratch)]
        lines.append("| " + " | ".join([*cells, *elsewhere]) + " |")
    return "\n".join(lines) + "\n"


def _figure(value: float) -> str:
    return f"{value:.3f}".removeprefix("0")


def main(arguments: list[str] | None = None) -> None:
    """Entry of the command line: prints the figures as JSON, place by place, and the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--base", type=Path, default=ROOT / "models" / "buildings-siamese.onnx")
    parser.add_argument("--places", nargs="+", default=list(PLACES))
    parser.add_argument("--folds", type=Path, default=ROOT / "build" / "training" / "leave_one_out" / "buildings-siamese")
    parser.add_argument("--cache", type=Path, default=ROOT / "build" / "training" / "places")
    parser.add_argument("--minutes", type=float, default=10.0, help="of each training; 0: no limit")
    parser.add_argument("--polygons", type=int, default=60)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--no-scratch", action="store_true", help="leave the training from scratch out")
    parser.add_argument("--no-area", action="store_true", help="leave out the area of complete labelling")
    parser.add_argument("--replay", nargs="*", default=[], help="folders of chips")
    parser.add_argument("--keep", type=Path, help="a new folder for rasters and models (default: they are removed)")
    parser.add_argument("--table", type=Path, help="Markdown file to write the table to")
    for name, kind in (("tile-size", int), ("batch-size", int), ("epochs", int), ("steps-per-epoch", int), ("seed", int)):
        parser.add_argument(f"--{name}", type=kind, help="(default: the tool's)")
    for name in ("learning-rate", "distillation", "consistency"):
        parser.add_argument(f"--{name}", type=float, help="(default: the tool's)")
    parser.add_argument("--frozen-epochs", type=int, help="(default: the tool's)")
    options = parser.parse_args(arguments)
    if not options.data.is_dir():
        parser.error(f"there is no data at {options.data}")
    if options.keep is not None:
        run(options, options.keep, parser)
        return
    with tempfile.TemporaryDirectory() as name:
        run(options, Path(name), parser)


def run(options: argparse.Namespace, folder: Path, parser: argparse.ArgumentParser) -> None:
    """Measure all places. :param folder: for rasters and models."""
    known = {"dsifn": dsifn, "beijing": beijing}
    names = dict.fromkeys([*options.places, *known])
    places: dict[str, TuningPlace] = {}
    for name in names:
        if name in known:
            places[name] = known[name](options.data, options.polygons)
        elif name in TILES:
            places[name] = three_tiles(options.data, name, options.cache)
        elif name in UNSEEN or (options.folds / name / "fold.json").is_file():
            places[name] = buildings(options.data, name, options.cache, options.polygons)
        else:
            parser.error(f"no fold without {name} in {options.folds}: see --help for the command that makes it")
    tests = {name: sheet_of(place.test, (), folder / name / "test", place.gsd_m) for name, place in places.items()}
    tests[LEVIR] = sheet_of(real_chips(options.data / "pairs" / "levir_cd_sample"), (), folder / LEVIR, 0.5)
    results = []
    for name in options.places:
        place = places[name]
        bundled = name in (*known, *UNSEEN, *TILES)
        base = options.base if bundled else fold_model(options.folds, name, folder / name / "base.onnx")
        learnt = sheet_of(place.training, place.free, folder / name / "learnt", place.gsd_m)
        result = measure(place, base, learnt, tests, options, folder / name)
        results.append(result)
        sys.stdout.write(json.dumps(result, indent=1) + "\n")
        sys.stdout.flush()
        if options.table is not None:
            where = f"{options.threads} threads of {platform.machine()}, {time.strftime('%Y-%m-%d')}\n\n"
            options.table.write_text(where + table(results), encoding="utf-8")
    sys.stderr.write(table(results))


if __name__ == "__main__":
    main()
