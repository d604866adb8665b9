"""The runner of background work and the session of the training window, in a QGIS without a window."""

from __future__ import annotations

import threading
import time

import pytest

pytest.importorskip("qgis.core", reason="needs QGIS's Python")

from qgis.core import (
    QgsApplication,
    QgsProcessingAlgorithm,
    QgsProcessingException,
    QgsProcessingOutputNumber,
    QgsProcessingParameterNumber,
    QgsProcessingProvider,
)

from ..helpers.qgis_application import start_qgis

SIGNALS = ("progressed", "done", "failed", "cancelled", "ended")


@pytest.fixture(scope="module", autouse=True)
def qgis(tmp_path_factory):
    return start_qgis(tmp_path_factory.mktemp("profile"), widgets=True)


def wait_for(condition, seconds=120):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        QgsApplication.processEvents()
        time.sleep(0.01)


def recorded(run):
    """What a run emits, in order, as (signal, values)."""
    heard = []
    for name in SIGNALS:
        getattr(run, name).connect(lambda *values, name=name: heard.append((name, *values)))
    return heard


@pytest.fixture(params=["", "A title"], ids=["thread", "task"])
def begin(request):
    from groundshift.plugin.gui.background import BackgroundRun

    def start(work):
        run = BackgroundRun(work, request.param)
        heard = recorded(run)
        run.start()
        return run, heard

    return start


def test_result_progress_and_end_arrive_in_the_main_thread(begin):
    places = []

    def work(feedback):
        places.append(threading.current_thread() is threading.main_thread())
        feedback.setProgress(50)
        return {"answer": 42}

    run, heard = begin(work)
    run.done.connect(lambda _result: places.append(threading.current_thread() is threading.main_thread()))
    wait_for(lambda: ("ended",) in heard)
    assert heard == [("progressed", 50.0), ("done", {"answer": 42}), ("ended",)]
    assert places == [False, True]


def test_a_failure_keeps_its_code_and_any_other_error_becomes_one(begin):
    from groundshift.plugin.jobs.failure import JobFailure

    def known(_feedback):
        raise JobFailure("training_nothing", "LABELS")

    _, heard = begin(known)
    wait_for(lambda: ("ended",) in heard)
    assert [name for name, *_ in heard] == ["failed", "ended"]
    assert (heard[0][1].code, heard[0][1].parameter) == ("training_nothing", "LABELS")

    _, heard = begin(lambda _feedback: 1 / 0)
    wait_for(lambda: ("ended",) in heard)
    assert heard[0][1].code == "unexpected"
    assert "ZeroDivisionError" in heard[0][1].values["reason"]


def test_cancel_stops_the_work_and_discards_its_result(begin):
    def work(feedback):
        while not feedback.isCanceled():
            time.sleep(0.01)
        return "too late"

    run, heard = begin(work)
    run.cancel()
    wait_for(lambda: ("ended",) in heard)
    assert heard == [("cancelled",), ("ended",)]


def test_the_task_manager_lists_and_cancels_a_titled_run():
    from groundshift.plugin.gui.background import BackgroundRun

    def work(feedback):
        while not feedback.isCanceled():
            time.sleep(0.01)

    run = BackgroundRun(work, "Training of 'houses'").start()
    heard = recorded(run)
    tasks = QgsApplication.taskManager().activeTasks()
    assert [task.description() for task in tasks] == ["Training of 'houses'"]
    tasks[0].cancel()
    wait_for(lambda: ("ended",) in heard)
    assert heard == [("cancelled",), ("ended",)]


def test_unloading_cancels_everything_and_waits_for_its_end(begin, monkeypatch):
    from groundshift.plugin.gui import background

    monkeypatch.setattr(background, "_PATIENCE_SECONDS", 60)

    def work(feedback):
        while not feedback.isCanceled():
            time.sleep(0.01)

    runs = [begin(work) for _ in range(2)]
    background.cancel_all()
    assert [heard for _, heard in runs] == [[("cancelled",), ("ended",)]] * 2


LATE, STOPPED = 100, 102


class _Halve(QgsProcessingAlgorithm):
    """Halves an even number; LATE is halved although the run is cancelled meanwhile, STOPPED is not."""

    def name(self):
        return "halve"

    displayName = name  # noqa: N815 (QGIS's name)

    def createInstance(self):
        return _Halve()

    def initAlgorithm(self, _configuration=None):
        self.addParameter(QgsProcessingParameterNumber("N", "n"))
        self.addOutput(QgsProcessingOutputNumber("HALF", "half"))

    def prepareAlgorithm(self, parameters, context, feedback):
        if parameters["N"] < 0:
            raise QgsProcessingException("Negative.")
        return True

    def processAlgorithm(self, parameters, context, feedback):
        feedback.pushWarning("halving")
        if parameters["N"] == LATE:
            feedback.cancel()  # the user does, when the outputs are in place
        if parameters["N"] == STOPPED:
            feedback.cancel()
            return {}
        if parameters["N"] % 2:
            raise QgsProcessingException("Odd.")
        return {"HALF": parameters["N"] // 2}


class _Provider(QgsProcessingProvider):
    def id(self):
        return "halves"

    def name(self):
        return "halves"

    def loadAlgorithms(self):
        self.addAlgorithm(_Halve())


@pytest.fixture
def halve():
    provider = _Provider()
    QgsApplication.processingRegistry().addProvider(provider)
    yield "halves:halve"
    QgsApplication.processingRegistry().removeProvider(provider)


@pytest.mark.parametrize("listed", [False, True])
def test_an_algorithm_gives_its_outputs_or_the_reason_why_not(halve, listed):
    from groundshift.plugin.gui.algorithm_run import AlgorithmRun

    def outcome(number):
        run = AlgorithmRun(halve, {"N": number}, listed=listed)
        heard = recorded(run)
        run.messageReceived.connect(lambda level, text: heard.append((level, text)))
        run.start()
        wait_for(lambda: ("ended",) in heard)
        return heard

    assert outcome(8) == [("warning", "halving"), ("done", {"HALF": 4}), ("ended",)]
    assert outcome(7) == [("warning", "halving"), ("failed", "Odd."), ("ended",)]
    assert outcome(LATE) == [("warning", "halving"), ("done", {"HALF": 50}), ("ended",)]
    assert outcome(STOPPED) == [("warning", "halving"), ("cancelled",), ("ended",)]
    assert outcome(-2) == [("failed", "Negative."), ("ended",)]
    heard = outcome("no number")
    assert [name for name, *_ in heard] == ["failed", "ended"]


@pytest.fixture
def session(monkeypatch, tmp_path):
    """A training session whose jobs are functions of the test, run in place of the worker."""
    from groundshift.plugin.gui.training import training_session
    from groundshift.plugin.gui.training.run_folder import RunFolder
    from groundshift.plugin.runtime import worker_pool

    class Prepared:
        def job(self, folder, feedback, only_sample=False):
            feedback.pushWarning("few labels")
            return "sample" if only_sample else "training"

    def new_folder(title):
        path = tmp_path / title
        path.mkdir(exist_ok=True)
        return RunFolder(str(path))

    made = training_session.TrainingSession()
    made.behaviour = lambda job, show, cancelled: {}
    monkeypatch.setattr(training_session, "prepare", lambda form, project: Prepared())
    monkeypatch.setattr(training_session, "new_run_folder", new_folder)
    monkeypatch.setattr(RunFolder, "save_job", lambda self, job: None)
    monkeypatch.setattr(worker_pool, "run_job", lambda job, show, cancelled: made.behaviour(job, show, cancelled))
    return made


def filled_in(title="houses"):
    from groundshift.plugin.gui.training.form import TrainingForm

    return TrainingForm(title=title)


def test_a_form_without_a_name_is_refused(session):
    from groundshift.plugin.gui.training.training_session import FormRefused

    with pytest.raises(FormRefused, match="name"):
        session.start(filled_in(""))
    assert session.record is None


def test_a_training_is_recorded_from_its_messages_to_its_result(session):
    from groundshift.plugin.jobs.events import Progress, Row
    from groundshift.plugin.jobs.train_model import EPOCH

    def behaviour(job, show, cancelled):
        assert job == "training"
        show(Progress(0.5, "training"))
        show(Row(EPOCH, {"f1": 0.7, "best": True}, 1))
        return {"MODEL": "houses.onnx"}

    session.behaviour = behaviour
    ended = []
    session.trainingEnded.connect(lambda: ended.append(session.record.state))
    session.start(filled_in())
    assert session.actions.active
    wait_for(lambda: ended)
    assert ended == ["finished"]
    assert session.model_path == "houses.onnx"
    assert session.record.best_epoch == 1
    assert [(event.level, event.values["text"]) for event in session.record.log] == [("warning", "few labels")]
    assert not session.actions.active


def test_a_check_leaves_the_record_of_the_training_alone(session):
    ended = []
    session.checkEnded.connect(lambda: ended.append(session.check_record.state))
    session.check(filled_in())
    assert session.actions.checking
    wait_for(lambda: ended)
    assert (ended, session.record) == (["finished"], None)
    assert session.sample_record is session.check_record


def test_pause_steers_the_training_and_cancel_leaves_it_without_a_model(session, tmp_path):
    from groundshift.plugin.jobs.events import Row
    from groundshift.plugin.jobs.failure import Cancelled
    from groundshift.plugin.jobs.train_model import EPOCH, PAUSE, RUN

    def behaviour(job, show, cancelled):
        show(Row(EPOCH, {"f1": 0.7}, 1))
        while not cancelled():
            time.sleep(0.01)
        raise Cancelled

    session.behaviour = behaviour
    session.start(filled_in())
    wait_for(lambda: session.actions.can_stop)
    control = tmp_path / "houses" / "control"
    session.pause()
    assert (control.read_text(), session.actions.paused) == (PAUSE, True)
    session.pause()
    assert (control.read_text(), session.actions.paused) == (RUN, False)
    session.cancel()
    wait_for(lambda: session.record.state == "cancelled")
    assert (session.model_path, session.actions.active) == ("", False)


@pytest.mark.parametrize(("status", "code"), [(0, None), (1, "torch_missing")])
def test_the_training_window_asks_at_once_whether_it_can_train(tmp_path, monkeypatch, status, code):
    """Of the Python that the user named; a script stands for it."""
    from groundshift.plugin.gui.training.torch_check import missing_for_training

    python = tmp_path / "python3"
    python.write_text(f"#!/bin/sh\nexit {status}\n")
    python.chmod(0o755)
    monkeypatch.setenv("GROUNDSHIFT_PYTHON", str(python))
    failure = missing_for_training()
    assert (failure.code if failure is not None else None) == code
