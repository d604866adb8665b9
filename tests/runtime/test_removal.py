"""Removing environments and the cache; where downloads are kept."""

from __future__ import annotations

import os
import shutil

import pytest

from groundshift.plugin.jobs.detect_change import DetectChangeJob
from groundshift.plugin.jobs.failure import JobFailure
from groundshift.plugin.jobs.sources import RasterSource
from groundshift.plugin.runtime import install, settings, worker_pool
from groundshift.plugin.runtime.folders import cache_folder, installed_environments
from groundshift.plugin.runtime.removal import cache_size, clear_cache, environments, remove_environment

from .conftest import install_request


@pytest.fixture
def root(finished):
    """A place with one whole environment."""
    folder = finished / "runtime" / "python-3.11"
    folder.parent.mkdir()
    shutil.move(str(finished / "env"), str(folder))
    return folder.parent


def test_an_environment_goes_as_a_whole(root):
    (folder,) = environments(str(root))
    size = install.folder_size(folder)
    assert installed_environments(str(root)) == [folder]
    assert remove_environment(folder) == size > 1_000_000
    assert os.listdir(root) == []


def test_compiled_networks_go_with_an_environment(root, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    compiled = tmp_path / "cache" / "groundshift" / "compiled"
    compiled.mkdir(parents=True)
    (compiled / "1.blob").write_bytes(b"x")
    (compiled.parent / "packages").mkdir()
    (folder,) = environments(str(root))
    remove_environment(folder)
    assert os.listdir(compiled.parent) == ["packages"]


def test_one_that_was_interrupted_goes_too(root):
    (folder,) = environments(str(root))
    os.unlink(os.path.join(folder, "groundshift-runtime.json"))
    assert installed_environments(str(root)) == []
    remove_environment(folder)
    assert environments(str(root)) == []


def test_a_folder_that_is_no_environment_is_left_alone(tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.txt").write_text("x")
    with pytest.raises(JobFailure, match="holds other files"):
        remove_environment(str(tmp_path / "mine"))
    assert (tmp_path / "mine" / "thesis.txt").exists()


def test_an_installation_under_way_is_not_disturbed(root):
    (folder,) = environments(str(root))
    with install.alone(folder), pytest.raises(JobFailure, match="Another installation of the runtime"):
        remove_environment(folder)
    assert installed_environments(str(root)) == [folder]


def test_the_cache_is_counted_and_emptied(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert (cache_size(), clear_cache()) == (0, 0)
    packages = tmp_path / "groundshift" / "packages"
    packages.mkdir(parents=True)
    (packages / "wheel").write_bytes(b"x" * 5000)
    assert cache_size() == clear_cache() == 5000
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("platform", "variables", "expected"),
    [
        ("linux", {"XDG_CACHE_HOME": "/big"}, "/big/groundshift"),
        ("linux", {"XDG_CACHE_HOME": "relative"}, "~/.cache/groundshift"),
        ("darwin", {}, "~/Library/Caches/groundshift"),
        ("win32", {"LOCALAPPDATA": "/local"}, "/local/groundshift/cache"),
    ],
)
def test_where_the_cache_is(platform, variables, expected):
    assert cache_folder(variables, platform) == os.path.expanduser(expected)


@pytest.mark.parametrize("named", ["", "/elsewhere"])
def test_downloads_go_into_the_cache_unless_pip_was_told_otherwise(finished, monkeypatch, named):
    seen = {}
    follow = install.follow

    def spy(command, variables, take, is_cancelled):
        if "install" in command:
            seen["cache"] = variables["PIP_CACHE_DIR"]
        return follow(command, variables, take, is_cancelled)

    monkeypatch.setattr(install, "follow", spy)
    monkeypatch.setenv("XDG_CACHE_HOME", str(finished / "cache"))
    if named:
        monkeypatch.setenv("PIP_CACHE_DIR", named)
    install.install(install_request(finished, "training"), lambda *report: None)
    assert seen["cache"] == (named or str(finished / "cache" / "groundshift" / "packages"))


def test_jobs_get_the_threads_and_the_provider_that_the_user_set(monkeypatch):
    source = RasterSource("BEFORE", "a", "/a.tif")
    job = DetectChangeJob(source, source, "/m.onnx", "/scratch")
    assert worker_pool.with_settings(job) is job
    values = {settings.THREADS_KEY: "3", settings.PROVIDER_KEY: "CPUExecutionProvider"}
    monkeypatch.setattr(settings, "_text", lambda key: values.get(key, ""))
    changed = worker_pool.with_settings(job)
    assert (changed.threads, changed.provider) == (3, "CPUExecutionProvider")
    own = DetectChangeJob(source, source, "/m.onnx", "/scratch", threads=1, provider="X")
    assert worker_pool.with_settings(own) is own
    values[settings.THREADS_KEY] = "many"
    assert worker_pool.with_settings(job).threads == 0
