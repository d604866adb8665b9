"""What a user gets of a worker, whatever the worker does."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time

import pytest

from groundshift.plugin.jobs.events import Log, Progress
from groundshift.plugin.jobs.failure import Cancelled, JobFailure
from groundshift.plugin.runtime import worker_pool, worker_process
from groundshift.plugin.runtime.interpreter import Interpreter
from groundshift.plugin.runtime.worker_pool import WorkerPool
from groundshift.plugin.runtime.worker_process import WorkerProcess

from .conftest import FAKE_WORKER, SOON, FakeJob, is_running, is_zombie, wait_until


def failure_of(pool, job):
    """The failure that a job ends with, and its log."""
    events = []
    with pytest.raises(JobFailure) as caught:
        pool.run_job(job, events.append)
    return caught.value, [event.values["text"] for event in events if isinstance(event, Log)]


def cancel(pool, job, when=lambda events: True):
    """Cancel a job as soon as ``when`` is true of its events; return how long it then took, and its log."""
    events, pressed = [], []

    def is_cancelled():
        if not pressed and when(events):
            pressed.append(time.monotonic())
        return bool(pressed)

    with pytest.raises(Cancelled):
        pool.run_job(job, events.append, is_cancelled)
    return time.monotonic() - pressed[0], [event.values["text"] for event in events if isinstance(event, Log)]


def has_begun(events):
    """Whether the fake worker is at the job."""
    return any(isinstance(event, Progress) for event in events)


def has_logged(events):
    """Whether the fake worker has written its log: of a stubborn job, the number of its child."""
    return any(isinstance(event, Log) for event in events)


# --- Jobs that go well ---


def test_a_job_gives_its_result_and_its_events_in_order(pool):
    events = []
    values = pool.run_job(FakeJob(text="čeština"), events.append)
    assert values["text"] == "čeština"
    assert events == [Progress(0.5, "half way"), Log("output", {"text": "Gebäude ✓"})]


def test_events_arrive_on_the_callers_thread(pool):
    threads = set()
    pool.run_job(FakeJob(), lambda event: threads.add(threading.get_ident()))
    assert threads == {threading.get_ident()}


def test_the_worker_stays_warm_for_the_next_job(pool):
    first = pool.run_job(FakeJob())["pid"]
    assert pool.run_job(FakeJob())["pid"] == first
    assert pool.hello().pid == first


def test_a_file_name_that_is_no_unicode_arrives_as_it_is(pool):
    name = os.fsdecode(b"/tmp/caf\xe9.tif")
    assert pool.run_job(FakeJob(text=name))["length"] == len(name)


def test_a_job_with_megabytes_of_polygons_arrives_whole(pool):
    assert pool.run_job(FakeJob(text="0" * 20_000_000))["length"] == 20_000_000


def test_an_error_of_the_job_leaves_the_worker_warm(pool):
    first = pool.run_job(FakeJob())["pid"]
    failure, _ = failure_of(pool, FakeJob("fail"))
    assert failure.code == "no_overlap"
    assert "'a' and 'b' do not overlap" in failure.text()
    assert pool.run_job(FakeJob())["pid"] == first


def test_prints_of_native_libraries_do_not_disturb(pool):
    assert pool.run_job(FakeJob("garbage", text="good"))["text"] == "good"


def test_a_flood_of_warnings_does_not_block_the_job(pool):
    assert pool.run_job(FakeJob("flood", text="good"))["text"] == "good"


def test_the_worker_does_not_get_qgiss_proj_but_keeps_the_proxy(pool, monkeypatch):
    monkeypatch.setenv("PROJ_LIB", "/qgis/share/proj")
    monkeypatch.setenv("HTTPS_PROXY", "http://proxy.example.org:3128")
    variables = pool.hello().versions
    assert "PROJ_LIB" not in variables
    assert variables["HTTPS_PROXY"] == "http://proxy.example.org:3128"


# --- Cancel ---


def test_cancel_of_a_worker_that_listens_leaves_it_warm(pool, monkeypatch):
    monkeypatch.setattr(worker_process, "CANCEL_SECONDS", SOON)  # else a busy machine may not let it listen in time
    pid = pool.hello().pid
    cancel(pool, FakeJob("polite"), has_begun)
    assert pool.run_job(FakeJob())["pid"] == pid


def test_cancel_of_a_worker_that_does_not_listen_ends_it(pool, staged_job):
    assert worker_process.CANCEL_SECONDS + worker_process._POLL_SECONDS < 2.0, "promised by run_job"
    pid = pool.hello().pid
    job = staged_job("stubborn")
    taken, (child,) = cancel(pool, job, has_logged)
    assert worker_process.CANCEL_SECONDS <= taken < SOON
    assert not is_running(pid)
    assert wait_until(lambda: not is_running(int(child))), "the worker's own child outlived it"
    assert os.listdir(os.path.dirname(job.mask)) == []
    assert not os.path.exists(job.scratch)
    assert pool.run_job(FakeJob(text="next"))["text"] == "next"


def test_cancel_while_a_large_job_cannot_be_handed_over(pool, monkeypatch):
    monkeypatch.setenv("FAKE_START", "deaf")
    pool.hello()
    taken, _ = cancel(pool, FakeJob(text="0" * 1_000_000))
    assert taken < SOON


def test_cancel_while_the_worker_starts(pool, monkeypatch):
    monkeypatch.setenv("FAKE_START", "silent")
    asked = []
    taken, _ = cancel(pool, FakeJob(), lambda events: asked.append(1) or len(asked) > 3)
    assert taken < SOON
    assert not pool._busy


# --- Workers that die ---


def test_a_killed_worker_is_said_to_have_lacked_memory_and_leaves_nothing_behind(pool, staged_job):
    job = staged_job("killed")
    failure, _ = failure_of(pool, job)
    assert failure.code == "worker_died"
    assert "killed by SIGKILL, most likely because memory ran out" in failure.text()
    assert os.listdir(os.path.dirname(job.mask)) == []
    assert not os.path.exists(job.scratch)
    assert pool.run_job(FakeJob(text="next"))["text"] == "next"


def test_kill_9_from_outside_is_noticed_at_once(pool):
    pid = pool.hello().pid
    killed = []

    def kill(event):
        if isinstance(event, Log):
            killed.append(time.monotonic())
            os.kill(pid, signal.SIGKILL)

    with pytest.raises(JobFailure) as caught:
        pool.run_job(FakeJob("stubborn"), kill)
    assert caught.value.code == "worker_died"
    assert time.monotonic() - killed[0] < SOON
    assert not is_zombie(pid)


@pytest.mark.parametrize(
    ("do", "reason"),
    [
        ("crash", "killed by SIGSEGV"),
        ("exit", "exit status 7 (the driver gave up)"),
        ("memory", "memory ran out (killed by SIGABRT)"),
    ],
)
def test_the_cause_of_a_death_is_named(pool, do, reason):
    failure, log = failure_of(pool, FakeJob(do))
    assert reason in failure.text()
    if do == "exit":
        assert log == ["the driver gave up"]


def test_a_worker_that_closes_its_stream_is_given_up(pool):
    pid = pool.hello().pid
    started = time.monotonic()
    failure, _ = failure_of(pool, FakeJob("close"))
    assert failure.code == "worker_died"
    assert time.monotonic() - started < SOON
    assert not is_running(pid)


def test_a_warm_worker_that_left_meanwhile_is_replaced(pool):
    pid = pool.hello().pid
    os.kill(pid, signal.SIGTERM)
    assert wait_until(lambda: not is_running(pid))
    assert wait_until(lambda: not is_zombie(pid)), "nobody waited for it"
    assert pool.run_job(FakeJob())["pid"] != pid


def test_a_warm_worker_whose_end_is_not_known_yet_is_replaced(pool, monkeypatch):
    """Between the end of a process and the moment at which Python knows of it, the worker seems to be there."""
    pid = pool.hello().pid
    os.kill(pid, signal.SIGKILL)
    assert wait_until(lambda: not is_running(pid))
    known, first_answers = WorkerProcess.alive.fget, [True]
    monkeypatch.setattr(
        WorkerProcess, "alive", property(lambda worker: first_answers.pop() if first_answers else known(worker))
    )
    assert pool.run_job(FakeJob())["pid"] != pid
    assert not first_answers


def test_a_warm_worker_that_leaves_just_as_the_job_comes_is_replaced(pool):
    job = FakeJob("leave when used", text="done all the same")
    first = pool.run_job(job)
    second = pool.run_job(job)
    assert second["text"] == "done all the same"
    assert second["pid"] != first["pid"]


# --- Workers that do not start ---


def test_a_runtime_that_lacks_a_package_is_to_be_repaired(pool, monkeypatch):
    monkeypatch.setenv("FAKE_START", "missing")
    failure, _ = failure_of(pool, FakeJob())
    assert failure.code == "runtime_broken"
    assert "the package 'a_package_that_is_missing' is missing" in failure.text()
    assert "Install runtime" in failure.text()


def test_a_python_that_the_user_named_and_that_lacks_a_package(monkeypatch):
    monkeypatch.setenv("FAKE_START", "missing")
    workers = WorkerPool(lambda: Interpreter(sys.executable, "GROUNDSHIFT_PYTHON"), FAKE_WORKER)
    failure, _ = failure_of(workers, FakeJob())
    assert failure.code == "interpreter_broken"
    assert "clear GROUNDSHIFT_PYTHON" in failure.text()


def test_an_interpreter_that_cannot_be_started(tmp_path):
    broken = tmp_path / "python"
    broken.write_text("no program")
    broken.chmod(0o755)
    workers = WorkerPool(lambda: Interpreter(str(broken)), FAKE_WORKER)
    assert failure_of(workers, FakeJob())[0].code == "runtime_broken"


def test_a_worker_that_never_says_hello_is_given_up(interpreter, monkeypatch):
    monkeypatch.setenv("FAKE_START", "silent")
    workers = WorkerPool(lambda: interpreter, FAKE_WORKER, hello_seconds=0.5)
    failure, _ = failure_of(workers, FakeJob())
    assert failure.code == "runtime_broken"
    assert "did not answer" in failure.text()


def test_a_print_before_the_hello_does_not_disturb(pool, monkeypatch):
    monkeypatch.setenv("FAKE_START", "noisy")
    assert pool.run_job(FakeJob(text="good"))["text"] == "good"


def test_an_error_instead_of_a_hello_is_passed_on(pool, monkeypatch):
    monkeypatch.setenv("FAKE_START", "refuse")
    assert failure_of(pool, FakeJob())[0].code == "out_of_memory"


def test_a_worker_of_another_version_asks_for_a_restart(pool, monkeypatch):
    monkeypatch.setenv("FAKE_START", "other protocol")
    assert "Restart QGIS" in failure_of(pool, FakeJob())[0].text()


def test_a_failed_start_frees_its_place(pool, monkeypatch):
    monkeypatch.setenv("FAKE_START", "missing")
    for _ in range(worker_pool.MOST_WORKERS + 1):
        failure_of(pool, FakeJob())
    monkeypatch.delenv("FAKE_START")
    assert pool.run_job(FakeJob(text="good"))["text"] == "good"


# --- Several jobs, and the end ---


def test_jobs_at_the_same_time_each_get_a_worker_and_one_stays(pool):
    pids = []
    all_at_work = threading.Barrier(3)

    def work():
        # None of the jobs ends before all have begun.
        pids.append(pool.run_job(FakeJob(), lambda event: all_at_work.wait(SOON) if has_begun([event]) else None)["pid"])

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(pids)) == 3
    assert wait_until(lambda: sum(is_running(pid) for pid in pids) == 1)


def test_more_jobs_than_workers_wait_and_can_be_cancelled(pool, monkeypatch):
    monkeypatch.setattr(worker_pool, "MOST_WORKERS", 1)
    stop = threading.Event()

    def work():
        with pytest.raises(Cancelled):
            pool.run_job(FakeJob("polite"), is_cancelled=stop.is_set)

    pool.hello()
    busy = threading.Thread(target=work)
    busy.start()
    assert wait_until(lambda: pool._busy)
    asked = []
    taken, _ = cancel(pool, FakeJob(), lambda events: asked.append(1) or len(asked) > 3)
    assert taken < SOON
    stop.set()
    busy.join()
    assert pool.run_job(FakeJob(text="turn"))["text"] == "turn"


def test_another_interpreter_in_the_settings_holds_for_the_next_job(interpreter, tmp_path):
    chosen = [interpreter]
    workers = WorkerPool(lambda: chosen[0], FAKE_WORKER)
    first = workers.run_job(FakeJob())["pid"]
    link = tmp_path / "python"
    link.symlink_to(interpreter.python)
    chosen[0] = Interpreter(str(link))
    assert workers.run_job(FakeJob())["pid"] != first
    assert not is_running(first)
    workers.shutdown()


def test_shutdown_ends_the_warm_worker_and_stops_jobs(pool):
    warm = pool.run_job(FakeJob())["pid"]
    stopped = []

    def work():
        try:
            pool.run_job(FakeJob("stubborn"))
        except Cancelled:
            stopped.append(True)

    job = threading.Thread(target=work)
    job.start()
    assert wait_until(lambda: pool._busy)
    pool.shutdown()
    job.join(SOON)
    assert stopped == [True]
    assert not is_running(warm)
    assert not is_zombie(warm)


def test_release_idle_says_whether_a_job_is_running(pool):
    warm = pool.hello().pid
    assert pool.release_idle()
    assert not is_running(warm)


QGIS_STAND_IN = """
import sys, time
from groundshift.plugin.runtime.interpreter import Interpreter
from groundshift.plugin.runtime.worker_pool import WorkerPool
from groundshift.tests.runtime.conftest import FAKE_WORKER, FakeJob
pool = WorkerPool(lambda: Interpreter(sys.executable), FAKE_WORKER)
print(pool.hello().pid, flush=True)
{rest}
"""


def stand_in(rest):
    code = QGIS_STAND_IN.format(rest=rest)
    path = os.pathsep.join(entry for entry in sys.path if entry)
    return subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": path})


AT_A_JOB = "pool.run_job(FakeJob('stubborn'), lambda event: print(event, flush=True))"


@pytest.mark.parametrize("rest", ["time.sleep(60)", AT_A_JOB], ids=["idle", "at a job"])
def test_no_orphan_is_left_when_qgis_is_killed(rest):
    with stand_in(rest) as qgis:
        pid = int(qgis.stdout.readline())
        if rest is AT_A_JOB:
            assert b"half way" in qgis.stdout.readline()
        qgis.kill()
        assert wait_until(lambda: not is_running(pid))


def test_no_worker_is_left_when_qgis_ends_without_unloading_the_plugin():
    with stand_in("") as qgis:
        pid = int(qgis.stdout.readline())
        assert qgis.wait(SOON) == 0
        assert wait_until(lambda: not is_running(pid))
