"""The commands by which the guide has another engine compute the blocks are run as they stand there."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
import types
from pathlib import Path

import pytest

from groundshift.plugin.jobs.wire import dump_job
from groundshift.tests.engine.test_cluster import WORKER, assert_same, one_machine, scene, with_outputs

__all__ = ["one_machine", "scene"]  # fixtures
GUIDE = WORKER.parents[1] / "docs" / "cluster.md"
# A job array as Slurm runs it: the command once for each index, with the index in the environment.
SBATCH = """#!/bin/sh
for argument in "$@"; do
  case "$argument" in --array=*) range=${argument#--array=};; esac
  wrap=$argument
done
for index in $(seq ${range%-*} ${range#*-}); do SLURM_ARRAY_TASK_ID=$index sh -c "$wrap" || exit 1; done
"""


def guided(language: str) -> str:
    """The example of the section on other engines in a language."""
    section = GUIDE.read_text().split("## With another engine")[1].split("\n## ")[0]
    (found,) = re.findall(rf"```{language}\n(.*?)```", section, re.DOTALL)
    return str(found)


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="the commands are those of a POSIX shell")
def test_a_job_array_computes_the_blocks(scene, one_machine: Path, tmp_path: Path) -> None:
    (tmp_path / "job.json").write_text(json.dumps(dump_job(with_outputs(scene, tmp_path / "out"))))
    bin_folder = tmp_path / "bin"
    bin_folder.mkdir()
    for name, text in (("sbatch", SBATCH), ("python", f'#!/bin/sh\nexec {shlex.quote(sys.executable)} "$@"\n')):
        (bin_folder / name).write_text(text)
        (bin_folder / name).chmod(0o755)
    script = guided("bash")
    for given, ours in (
        ("plugin/worker.py", str(WORKER)),
        ("/shared/blocks", str(tmp_path / "blocks")),
        ("--plan", "--block-size 400 --plan"),
        ("--array=1-100", "--array=1-3"),
    ):
        assert given in script
        script = script.replace(given, ours)
    script = re.sub(r"(--folder \S+)$", r"\1 --block-size 400", script, flags=re.MULTILINE)
    environment = {**os.environ, "PATH": f"{bin_folder}{os.pathsep}{os.environ['PATH']}"}
    done = subprocess.run(["sh", "-e"], input=script, capture_output=True, text=True, env=environment, cwd=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    events = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    results = [event["values"] for event in events if event["event"] == "result"]
    assert [values["COMPUTED"] for values in results if "COMPUTED" in values] == [True, True]
    assert results[-1]["BLOCK_COUNT"] == 2
    assert results[-1]["BLOCKS_COMPUTED"] == 0, "the array computed them"
    assert_same(one_machine, tmp_path / "out")


def test_the_script_for_ray_runs_every_block(tmp_path: Path, monkeypatch) -> None:
    """Ray itself is not installed: a stand-in runs its tasks at once."""
    ran: list[list[str]] = []
    tasks = types.SimpleNamespace(remote=lambda **_options: lambda function: types.SimpleNamespace(remote=function))
    monkeypatch.setitem(sys.modules, "ray", types.SimpleNamespace(**vars(tasks), get=list))
    monkeypatch.setattr(subprocess, "run", lambda command, check: ran.append(command))
    for name in ("000-000", "000-001"):
        (tmp_path / "jobs").mkdir(exist_ok=True)
        (tmp_path / "jobs" / f"{name}.json").touch()
    exec(guided("python").replace("/shared/blocks", str(tmp_path)), {})
    assert sorted(command[-1] for command in ran) == [
        str(tmp_path / "jobs" / f"{name}.json") for name in ("000-000", "000-001")
    ]
    assert all(command[:3] == [sys.executable, "-I", "plugin/worker.py"] for command in ran)
