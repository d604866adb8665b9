"""Tests marked ``inside_qgis`` run in the process of QGIS Desktop: one QGIS for all of a file, with a fresh profile.

Pytest collects them as it does others. At the first of a file it starts QGIS Desktop, has pytest run the chosen tests of the
file there (see ``pytest_inside.py``), and reports their outcomes one by one. Before a test marked ``after_restart`` QGIS is
closed and started again with the same profile.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import traceback
from pathlib import Path

import pytest

pytest.importorskip("qgis.core", reason="needs QGIS's Python")

from groundshift.tests.desktop.in_qgis import missing, run_tests_in_qgis
from groundshift.tests.helpers.halting_worker import HaltingPython

pytest.register_assert_rewrite("groundshift.tests.desktop.words")
INSIDE = "GROUNDSHIFT_INSIDE_QGIS" in os.environ
_status: list[int] = []


class Outcomes:
    """The reports of one file's tests, from one QGIS Desktop.

    :ivar reports: node id -> those of its steps.
    """

    def __init__(self, item: pytest.Item, marker: pytest.Mark) -> None:
        self.reports: dict[str, list[pytest.TestReport]] = {}
        self.skipped = missing()
        if self.skipped:
            return
        folder = Path(tempfile.mkdtemp(prefix="groundshift-desktop-"))
        options = [f"--maxfail={item.config.option.maxfail}"]
        self.said = ""
        for tests in _sittings([other for other in item.session.items if other.path == item.path]):
            found, said = run_tests_in_qgis(tests, folder, options, **marker.kwargs)
            self.said += said
            ended = {data["nodeid"] for data in found if data["when"] == "teardown"}
            for data in found:
                report = item.config.hook.pytest_report_from_serializable(config=item.config, data=data)
                if isinstance(report.longrepr, list):
                    report.longrepr = tuple(report.longrepr)  # of a skipped test; JSON has no tuples
                self.reports.setdefault(report.nodeid, []).append(report)
            good = ended == set(tests) and not any(report.failed for reports in self.reports.values() for report in reports)
            if not good:
                break  # what comes after the restart goes on from here
        # Python's own traces of slots that failed, which Qt does not stop at.
        self.failure = "Traceback" in self.said if good else False
        if good and not self.failure:
            shutil.rmtree(folder, ignore_errors=True)
        else:
            print(f"What the failed tests left is in {folder}", file=sys.stderr)

    def of(self, item: pytest.Item) -> list[pytest.TestReport]:
        if self.skipped:
            return [_report(item, "skipped", (str(item.path), 1, self.skipped))]
        reports = self.reports.get(item.nodeid, [])
        if not reports or reports[-1].when != "teardown":
            end = "during" if reports else "before"
            return [*reports, _report(item, "failed", f"QGIS Desktop ended {end} this test.\n{self.said[-3000:]}")]
        if self.failure and item.nodeid == list(self.reports)[-1]:
            return [*reports, _report(item, "failed", f"QGIS Desktop wrote:\n{self.said[-3000:]}")]
        return reports


def _sittings(items: list[pytest.Item]) -> list[list[str]]:
    """Return the ids of a file's tests, in lists: QGIS is started again, in the same profile, before the first test of each."""
    sittings: list[list[str]] = [[]]
    for item in items:
        if item.get_closest_marker("after_restart") and sittings[-1]:
            sittings.append([])
        sittings[-1].append(item.nodeid)
    return sittings


_outcomes: dict[Path, Outcomes] = {}


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_protocol(item):
    """Report what became of a test inside QGIS Desktop, in place of running it here."""
    marker = item.get_closest_marker("inside_qgis")
    if marker is None or INSIDE:
        return None
    if item.path not in _outcomes:
        _outcomes[item.path] = Outcomes(item, marker)
    item.ihook.pytest_runtest_logstart(nodeid=item.nodeid, location=item.location)
    for report in _outcomes[item.path].of(item):
        item.ihook.pytest_runtest_logreport(report=report)
    item.ihook.pytest_runtest_logfinish(nodeid=item.nodeid, location=item.location)
    return True


def _report(item, outcome, text):
    return pytest.TestReport(item.nodeid, item.location, {}, outcome, text, "call")


@pytest.fixture(autouse=True)
def errors_in_slots():
    """Fail the test in which a slot raised an error.

    Qt does not pass it on, and QGIS would open a window that nobody closes.
    """
    if not INSIDE:
        yield
        return
    errors = []
    before, sys.excepthook = sys.excepthook, lambda *error: errors.append("".join(traceback.format_exception(*error)))
    yield
    sys.excepthook = before
    assert errors == []


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport():
    result = yield
    if INSIDE and result.get_result().failed:
        from qgis.utils import iface

        iface.mainWindow().grab().save(os.path.join(os.environ["FOLDER"], "failed.png"))


@pytest.fixture(scope="module")
def halting(tmp_path_factory):
    """A worker for all of a file that halts in the middle of jobs while a test wants it to."""
    made = HaltingPython(tmp_path_factory.mktemp("halting"), os.environ["GROUNDSHIFT_PYTHON"])
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GROUNDSHIFT_PYTHON", made.path)
        yield made


@pytest.fixture(autouse=True)
def released(request):
    """Let workers go on after a test that failed while they halted."""
    yield
    if "halting" in request.fixturenames:
        request.getfixturevalue("halting").release()


def pytest_sessionfinish(session, exitstatus):
    _status.append(int(exitstatus))


@pytest.hookimpl(trylast=True)
def pytest_unconfigure(config):
    """End this process before Qt takes itself down.

    QGIS with windows crashes in the destructors at the end of a Python process, after all is reported.
    Only where a test has started it in this process.
    """
    core = sys.modules.get("qgis.core")
    if _status and core is not None and core.QgsApplication.instance() is not None:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(_status[0])
