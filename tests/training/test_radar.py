"""Networks that predict radar images: trained on a stack without labels, exported, and run by the radar tools."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import rasterio
import torch
from rasterio.transform import from_origin

from groundshift.plugin.engine.context import JobContext
from groundshift.plugin.engine.sar.difference import sar_difference
from groundshift.plugin.engine.sar.evaluate import sar_evaluate
from groundshift.plugin.engine.sar.network_prediction import open_model
from groundshift.plugin.jobs.failure import Cancelled, JobFailure
from groundshift.plugin.jobs.sar import SarDifferenceJob, SarEvaluateJob, SarTrainJob
from groundshift.plugin.jobs.sources import RasterSource
from groundshift.plugin.jobs.training_settings import RADAR_SETTINGS
from groundshift.plugin.model_file.load import load_model_file
from groundshift.plugin.rules.network_plan import PlanInvalid, check_labelled, plan_from_document, radar_plan
from groundshift.plugin.training.entries import evaluate_radar, train_radar
from groundshift.plugin.training.networks.architectures import build_network
from groundshift.plugin.training.networks.model_weights import network_from_model_file
from groundshift.plugin.training.radar.sequences import split_by_date
from groundshift.tests.helpers.onnx_models import sar_model, sar_spec

SIDE, DATES = 48, 12
FIRST = datetime(2024, 1, 3, 16, 12, 1, tzinfo=timezone.utc)
DISC = np.hypot(*(np.mgrid[:SIDE, :SIDE] - 24)) <= 7
QUICK = replace(RADAR_SETTINGS, epochs=2, steps_per_epoch=3, batch_size=2, tile_size=32, threads=1, device="cpu")


def write(path: Path, values: np.ndarray, names: tuple[str, ...] = ("VV", "VH")) -> Path:
    settings = {"crs": "EPSG:32611", "transform": from_origin(500000, 4000000, 30, 30), "nodata": np.nan}
    shape = {"count": len(values), "height": values.shape[1], "width": values.shape[2], "dtype": "float32"}
    with rasterio.open(path, "w", driver="GTiff", **shape, **settings) as file:
        file.write(values.astype(np.float32))
        file.descriptions = names[: len(values)]
    return path


@pytest.fixture(scope="module")
def series(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Twelve dates with offsets of whole images; the disc falls by 5 dB on the last. Temperature is known on most dates."""
    folder, rng = tmp_path_factory.mktemp("series"), np.random.default_rng(3)
    mean = np.kron(rng.uniform(-13, -8, (6, 6)), np.ones((8, 8)))
    lines = ["file,utc,satellite,track,orbit_direction,unit,temperature"]
    for number in range(DATES):
        time = FIRST + timedelta(days=12 * number)
        decibels = np.stack([mean, mean - 6]) + rng.normal(0, 1.5) - 5 * DISC * (number == DATES - 1)
        write(folder / f"{number}.tif", 10 ** (decibels / 10) * rng.gamma(12, 1 / 12, decibels.shape))
        warm = "" if number == 2 else f"{5 + number}"
        lines.append(f"{number}.tif,{time:%Y-%m-%dT%H:%M:%SZ},S1A,137,ascending,power,{warm}")
    (folder / "table.csv").write_text("\n".join(lines))
    write(folder / "dem.tif", np.add.outer(np.arange(SIDE), np.arange(SIDE))[None] * 2.0, ("elevation",))
    return folder


def job_of(series: Path, out: Path, **changes: Any) -> SarTrainJob:
    out.mkdir(exist_ok=True)
    job = SarTrainJob(
        table=str(series / "table.csv"),
        model=str(out / "radar.onnx"),
        scratch=str(out / "scratch"),
        checkpoints=str(out / "radar.training"),
        report=str(out / "report.html"),
        settings=QUICK,
        held_out=2,
        speckle_filter="boxcar",
    )
    return replace(job, **changes)


def difference_of(series: Path, out: Path, model: Path, **changes: Any) -> SarDifferenceJob:
    job = SarDifferenceJob(
        str(series / "table.csv"), str(out / "scratch"), method="network", model=str(model), speckle_filter="boxcar",
        difference=str(out / "difference.tif"), score=str(out / "score.tif"), mask=str(out / "mask.tif"),
    )  # fmt: skip
    return replace(job, **changes)


class Log:
    def __init__(self) -> None:
        self.events: list[Any] = []
        self.context = JobContext(self.events.append)

    @property
    def codes(self) -> list[str]:
        return [event.code for event in self.events if hasattr(event, "code")]


@pytest.fixture
def log() -> Log:
    return Log()


def read(path: Path) -> np.ndarray:
    with rasterio.open(path) as file:
        return np.asarray(file.read(1))


@pytest.fixture(scope="module")
def trained(series: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    out = tmp_path_factory.mktemp("trained")
    log = Log()
    pictures = out / "pictures"
    pictures.mkdir()
    values = train_radar(job_of(series, out, pictures=str(pictures)), log.context)
    return {**values, "log": log, "folder": out}


class TestTraining:
    def test_a_network_is_compared_on_held_out_dates(self, trained):
        assert trained["MSE"] > 0
        assert 0.5 < trained["AUTOMATIC_AUC"] <= 1
        better = trained["AUC"] >= trained["AUTOMATIC_AUC"] + 0.005
        assert trained["RECOMMENDED"] == ("network" if better else "automatic")
        assert ("sar_train_better" if better else "sar_train_worse") in trained["log"].codes
        page = (trained["folder"] / "report.html").read_text()
        assert "MSE" in page
        assert "data:image/png" in page  # predicted and true images
        assert "{" not in page.split("<pre>")[0].split("</style>")[1]
        assert not (trained["folder"] / "radar.training").exists()

    def test_the_model_states_its_inputs(self, trained):
        spec = load_model_file(trained["MODEL"], ("sar-prediction",)).spec
        assert (spec.dates, spec.layout, [band.name for band in spec.bands]) == (4, "stacked", ["VV", "VH"])
        names = [item.name for item in spec.conditions]
        assert len(names) == 14
        assert {"temperature", "temperature known", "incidence known"} <= set(names)
        assert spec.document["radar"] == {"filter": "boxcar", "levelled": True, "without": []}
        days = spec.document["training"]["days"]
        found = [day for part in days.values() for day in part]
        assert len(found) == len(set(found)) == DATES - 4  # each day is in one part only
        assert max(days["training"]) < min(days["validation"]) <= max(days["validation"]) < min(days["held out"])
        assert spec.document["accuracy"][0]["mse_db2"] == pytest.approx(trained["MSE"], abs=1e-3)
        card = (trained["folder"] / "radar.md").read_text()
        assert "MSE in dB2" in card

    def test_pictures_of_predicted_and_true_images(self, trained):
        pictures = sorted((trained["folder"] / "pictures").glob("validation_0002_*.png"))
        assert pictures
        assert any(type(event).__name__ == "Picture" for event in trained["log"].events)

    def test_the_exported_network_is_the_trained_one(self, trained):
        plan, network = network_from_model_file(Path(trained["MODEL"]))
        assert plan == radar_plan("radar_unet", 2, False, 14) == plan_from_document(plan.document())
        model = open_model(trained["MODEL"])
        rng = np.random.default_rng(1)
        dates = [rng.normal(size=(2, 32, 32)).astype(np.float32) for _ in range(4)]
        table = rng.normal(size=(5, 14))
        found = model.network.run(dates, table)
        mean, std = (np.array([getattr(item, name) for item in model.spec.conditions]) for name in ("mean", "std"))
        normal = torch.from_numpy(((table - mean) / std)[None].astype(np.float32))
        with torch.inference_mode():
            own = network(torch.from_numpy(np.stack(dates)[None]), normal)[0].numpy()
        scale, offset = (np.array([getattr(band, name) for band in model.spec.values]) for name in ("scale", "offset"))
        np.testing.assert_allclose(found, own * scale[:, None, None] + offset[:, None, None], atol=1e-3)

    def test_a_cancelled_training_is_resumed(self, series, tmp_path):
        epochs = 0

        def stop_after_one(event: Any) -> None:
            nonlocal epochs
            epochs += getattr(event, "code", "") == "sar_training_epoch"

        context = JobContext(stop_after_one)
        context.check = lambda: (_ for _ in ()).throw(Cancelled()) if epochs else None  # type: ignore[method-assign]
        with pytest.raises(Cancelled):
            train_radar(job_of(series, tmp_path), context)
        assert not (tmp_path / "radar.onnx").exists()
        assert (tmp_path / "radar.training" / "last.pt").is_file()
        log = Log()
        values = train_radar(job_of(series, tmp_path), log.context)
        assert "training_resumed" in log.codes
        assert Path(values["MODEL"]).is_file()

    def test_elevation_and_fewer_conditions(self, series, tmp_path, log):
        dem = RasterSource("DEM", "dem", str(series / "dem.tif"), (1,))
        job = job_of(series, tmp_path, dem=dem, without=("temperature", "incidence"), report=None)
        model = Path(train_radar(job, log.context)["MODEL"])
        spec = open_model(str(model)).spec
        assert [band.name for band in spec.bands] == ["VV", "VH", "elevation"]
        assert not any("temperature" in item.name for item in spec.conditions)
        with pytest.raises(JobFailure) as caught:
            sar_difference(difference_of(series, tmp_path, model), log.context)
        assert caught.value.code == "sar_model_dem"
        values = sar_difference(difference_of(series, tmp_path, model, dem=dem), log.context)
        assert values["METHOD_USED"] == "network"

    @pytest.mark.parametrize(
        ("changes", "code"),
        [
            ({"architecture": "unet"}, "method_unknown"),
            ({"speckle_filter": "guess"}, "method_unknown"),
            ({"without": ("wind",)}, "method_unknown"),
            ({"held_out": 8}, "sar_train_dates"),
            ({"place": "elsewhere"}, "sar_place_alone"),
            ({"settings": replace(QUICK, epochs=0)}, "training_setting"),
            ({"settings": replace(QUICK, device="cuda:99")}, "training_device"),
        ],
    )
    def test_refusals(self, series, tmp_path, log, changes, code):
        with pytest.raises(JobFailure) as caught:
            train_radar(job_of(series, tmp_path, **changes), log.context)
        assert caught.value.code == code
        assert "{" not in caught.value.text()

    def test_images_that_are_not_levelled(self, series, tmp_path, log):
        """The log states the offsets that are left to the network, and conditions that are unknown."""
        job = job_of(series, tmp_path, level=False, only_sample=True, pictures=str(tmp_path / "pictures"))
        (tmp_path / "pictures").mkdir()
        assert train_radar(job, log.context) == {}
        lines = {line.code: line.values for line in log.events if hasattr(line, "code")}
        assert 0.5 < lines["sar_train_unlevelled"]["offset"] < 5
        assert "incidence" in lines["sar_train_unknown"]["conditions"]
        samples = [event for event in log.events if getattr(event, "name", "") == "sample"]
        assert samples
        assert all(Path(event.path).is_file() for event in samples)
        (setup,) = [event for event in log.events if getattr(event, "table", "") == "setup"]
        assert setup.values["bands"] == ["VV", "VH"]
        assert not (tmp_path / "radar.onnx").exists()

    def test_too_few_images(self, series, tmp_path, log):
        lines = (series / "table.csv").read_text().splitlines()
        for count, code in ((2, "sar_train_few"), (5, "sar_train_few"), (7, "sar_train_dates")):
            rows = [lines[0], *(f"{series}/{line}" for line in lines[1:count])]
            (tmp_path / "table.csv").write_text("\n".join(rows))
            with pytest.raises(JobFailure) as caught:
                train_radar(job_of(series, tmp_path, table=str(tmp_path / "table.csv")), log.context)
            assert caught.value.code == code

    def test_places_without_a_common_polarisation(self, series, tmp_path, log):
        lines = ["time,place,VV,VH,unit"]
        for number in range(DATES):
            time = FIRST + timedelta(days=12 * number)
            path = series / f"{number}.tif"
            lines += [f"{time:%Y-%m-%dT%H:%M:%SZ},a,{path},,power", f"{time:%Y-%m-%dT%H:%M:%SZ},b,,{path}#2,power"]
        (tmp_path / "table.csv").write_text("\n".join(lines))
        with pytest.raises(JobFailure) as caught:
            train_radar(job_of(series, tmp_path, table=str(tmp_path / "table.csv")), log.context)
        assert caught.value.code == "sar_train_bands"
        only = job_of(series, tmp_path, table=str(tmp_path / "table.csv"), place="b", report=None)
        assert [band.name for band in open_model(train_radar(only, log.context)["MODEL"]).spec.bands] == ["VH"]


class TestUse:
    def test_change_against_the_prediction_of_a_network(self, series, trained, tmp_path, log):
        values = sar_difference(difference_of(series, tmp_path, Path(trained["MODEL"])), log.context)
        assert values["METHOD_USED"] == "network"
        assert "sar_method_network" in log.codes
        found = read(tmp_path / "mask.tif") == 2
        assert (found & DISC).sum() / (found | DISC).sum() > 0.5
        assert read(tmp_path / "difference.tif")[DISC].mean() < -3.5

    def test_a_model_is_the_automatic_method(self, series, trained, tmp_path, log):
        job = difference_of(series, tmp_path, Path(trained["MODEL"]), method="automatic")
        assert sar_difference(job, log.context)["METHOD_USED"] == "network"
        other = sar_difference(replace(job, method="levelled-z", speckle_filter="none"), log.context)
        assert other["METHOD_USED"] == "levelled-z"
        assert "sar_model_unused" in log.codes

    def test_blocks_do_not_matter(self, series, trained, tmp_path, log):
        found = []
        for block in (16, 48):
            job = difference_of(series, tmp_path, Path(trained["MODEL"]), block=block)
            sar_difference(job, log.context)
            found.append(read(tmp_path / "difference.tif"))
        np.testing.assert_allclose(found[0], found[1], atol=1e-3)

    def test_another_filter_is_logged(self, series, trained, tmp_path, log):
        job = difference_of(series, tmp_path, Path(trained["MODEL"]), speckle_filter="none")
        sar_difference(job, log.context)
        assert "sar_model_filter" in log.codes

    def test_a_network_made_elsewhere(self, series, tmp_path, log):
        """Three dates and two conditions that the table has; it predicts the mean of the dates, 1 dB up."""
        conditions = [{"name": "track", "mean": 137}, {"name": "age"}]
        output = {"bands": [{"name": "VV", "scale": 10}, {"name": "VH", "scale": 10}], "deviation": True}
        document = sar_spec(conditions=conditions, output=output, dates=3)
        model = sar_model(tmp_path / "other.onnx", document)
        values = sar_difference(difference_of(series, tmp_path, model, speckle_filter="none"), log.context)
        assert values["METHOD_USED"] == "network"

    def test_networks_are_measured_beside_other_methods(self, series, trained, tmp_path, log):
        job = SarEvaluateJob(
            str(series / "table.csv"), str(tmp_path / "scratch"), methods=("levelled-z",), model=trained["MODEL"], dates=2,
            speckle_filter="boxcar", changes=("shift",), report=str(tmp_path / "report.html"),
        )  # fmt: skip
        document = sar_evaluate(job, log.context)["MEASURES_FOUND"]
        assert set(document["methods"]) == {"plain", "levelled-z", "network"}
        assert document["mse_db2"]["network"] > 0
        assert "Trained network" in (tmp_path / "report.html").read_text()

    def test_conditions_are_left_out_one_by_one(self, series, trained, tmp_path, log):
        """Each training anew; conditions that are the same for all images are not tried."""
        job = SarEvaluateJob(
            str(series / "table.csv"), str(tmp_path / "scratch"), methods=("levelled-z",), model=trained["MODEL"], dates=1,
            speckle_filter="boxcar", changes=("shift",), ablation=True, report=str(tmp_path / "report.html"),
        )  # fmt: skip
        found = evaluate_radar(job, log.context)["MEASURES_FOUND"]["ablation"]
        assert [item["without"] for item in found] == ["", "temperature", "age"]
        assert len({round(item["mse_db2"], 6) for item in found}) == 3
        assert all(0 <= item["auc"]["shift"] <= 1 for item in found)
        assert "Left out" in (tmp_path / "report.html").read_text()
        other = sar_model(tmp_path / "other.onnx", sar_spec(conditions=[{"name": "track"}, {"name": "age"}]))
        with pytest.raises(JobFailure) as caught:
            evaluate_radar(replace(job, model=str(other), report=None), log.context)
        assert caught.value.code == "sar_ablation_model"

    def test_refusals(self, series, trained, tmp_path, log):
        model = Path(trained["MODEL"])
        one_band = tmp_path / "one.csv"
        rows = [f"{FIRST + timedelta(days=12 * n):%Y-%m-%dT%H:%M:%SZ},{series / f'{n}.tif'},power" for n in range(DATES)]
        one_band.write_text("\n".join(["time,VV,unit", *rows]))
        bad = {"band": sar_spec(bands=[{"name": "red"}, {"name": "vh"}]), "condition": sar_spec()}
        bad["condition"]["conditions"] = [{"name": "wind"}, {"name": "age"}]
        paths = {name: sar_model(tmp_path / f"{name}.onnx", document) for name, document in bad.items()}
        day = f"{FIRST + timedelta(days=24):%Y-%m-%d}"
        for changes, code in (
            ({"model": None}, "sar_model_needed"),
            ({"date": day}, "sar_model_dates"),
            ({"table": str(one_band)}, "sar_model_polarisations"),
            ({"model": str(paths["band"])}, "sar_model_bands"),
            ({"model": str(paths["condition"])}, "sar_model_conditions"),
        ):
            with pytest.raises(JobFailure) as caught:
                sar_difference(replace(difference_of(series, tmp_path, model), **changes), log.context)
            assert caught.value.code == code
            assert "{" not in caught.value.text()


def test_a_radar_network_is_not_trained_with_labels() -> None:
    with pytest.raises(PlanInvalid, match="without labels"):
        check_labelled(radar_plan("radar_unet", 2, False, 0))


def test_days_are_split_not_images() -> None:
    with pytest.raises(JobFailure) as caught:
        split_by_date([], 1)
    assert caught.value.code == "sar_train_dates"


@pytest.mark.slow
def test_the_original_depth() -> None:
    """Nine levels: 512 pixels to one, where the conditions join; output bounded to four standard deviations."""
    network = build_network(radar_plan("radar_unet_deep", 2, True, 14)).eval()
    with torch.inference_mode():
        out = network(torch.zeros(1, 4, 3, 512, 512), torch.ones(1, 5, 14))
        other = network(torch.zeros(1, 4, 3, 512, 512), torch.zeros(1, 5, 14))
    assert out.shape == (1, 2, 512, 512)
    assert float(out.abs().max()) <= 4
    assert not torch.equal(out, other)  # the conditions matter
