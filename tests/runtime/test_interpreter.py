"""Which Python runs the worker, and which one its environment is made from."""

from __future__ import annotations

import sys

import pytest

from groundshift.plugin.jobs.failure import JobFailure
from groundshift.plugin.runtime.base_interpreter import BasePython, Surroundings, candidates, find_base, probe_interpreter
from groundshift.plugin.runtime.folders import MARKER_NAME, environment_folder, environment_python, runtime_root
from groundshift.plugin.runtime.interpreter import find_interpreter, is_qgis


def make_python(path):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch()
    path.chmod(0o755)
    return str(path)


def make_environment(root, version, whole=True):
    folder = root / f"python-{version}"
    python = make_python(folder / "bin" / "python")
    if whole:
        (folder / MARKER_NAME).write_text("{}")
    return python


OWN = f"{sys.version_info[0]}.{sys.version_info[1]}"


def test_the_variable_comes_before_the_setting_and_that_before_the_environment(tmp_path):
    variable, setting = make_python(tmp_path / "a" / "python"), make_python(tmp_path / "b" / "python")
    environment = make_environment(tmp_path, OWN)
    root = str(tmp_path)
    assert find_interpreter({"GROUNDSHIFT_PYTHON": variable}, setting, root).python == variable
    assert find_interpreter({}, setting, root).python == setting
    assert find_interpreter({}, "", root).python == environment


def test_nothing_installed_says_how_to_install(tmp_path):
    with pytest.raises(JobFailure) as caught:
        find_interpreter({}, "", str(tmp_path))
    assert caught.value.code == "runtime_missing"
    assert "Run the tool 'Install runtime' once" in caught.value.text()


def test_an_interrupted_installation_is_not_used(tmp_path):
    make_environment(tmp_path, OWN, whole=False)
    with pytest.raises(JobFailure) as caught:
        find_interpreter({}, "", str(tmp_path))
    assert caught.value.code == "runtime_missing"


def test_the_environment_for_qgiss_own_python_comes_first_then_the_newest(tmp_path):
    older, newer = make_environment(tmp_path, "3.2"), make_environment(tmp_path, "3.10")
    assert find_interpreter({}, "", str(tmp_path)).python == newer
    assert older != newer
    own = make_environment(tmp_path, OWN)
    assert find_interpreter({}, "", str(tmp_path)).python == own


@pytest.mark.parametrize("origin", ["GROUNDSHIFT_PYTHON", "groundshift/python"])
def test_a_named_python_that_is_not_there_is_an_error_not_a_fallback(tmp_path, origin):
    make_environment(tmp_path, OWN)
    gone = str(tmp_path / "gone" / "python")
    named = ({origin: gone}, "") if origin.isupper() else ({}, gone)
    with pytest.raises(JobFailure) as caught:
        find_interpreter(*named, str(tmp_path))
    assert caught.value.code == "interpreter_missing"
    assert gone in caught.value.text()
    assert origin in caught.value.text()


def test_qgis_itself_is_never_taken_for_a_python(tmp_path):
    qgis = make_python(tmp_path / "qgis-bin.exe")
    with pytest.raises(JobFailure) as caught:
        find_interpreter({"GROUNDSHIFT_PYTHON": qgis}, "", str(tmp_path))
    assert "is QGIS itself" in caught.value.text()
    assert is_qgis("C:\\OSGeo4W\\bin\\qgis-ltr-bin.exe")
    assert is_qgis("/Applications/QGIS.app/Contents/MacOS/QGIS")
    assert not is_qgis("/opt/qgis/bin/python3")


def test_a_bare_name_is_looked_up(tmp_path, monkeypatch):
    python = make_python(tmp_path / "bin" / "mypython")
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    assert find_interpreter({"GROUNDSHIFT_PYTHON": "mypython"}, "", str(tmp_path)).python == python


def test_an_environments_python_is_not_followed_to_its_base(tmp_path):
    base = make_python(tmp_path / "base" / "python3")
    link = tmp_path / "env" / "bin" / "python"
    link.parent.mkdir(parents=True)
    link.symlink_to(base)
    assert find_interpreter({"GROUNDSHIFT_PYTHON": str(link)}, "", str(tmp_path)).python == str(link)


# --- Where environments lie ---


def test_the_environment_is_shared_by_profiles_and_named_after_its_python(monkeypatch):
    monkeypatch.setenv("HOME", "/home/maria")
    assert runtime_root({}, "linux") == "/home/maria/.local/share/groundshift/runtime"
    assert runtime_root({"XDG_DATA_HOME": "/data"}, "linux") == "/data/groundshift/runtime"
    assert runtime_root({"XDG_DATA_HOME": "data"}, "linux") == "/home/maria/.local/share/groundshift/runtime"
    assert runtime_root({}, "darwin") == "/home/maria/Library/Application Support/groundshift/runtime"
    assert runtime_root({"LOCALAPPDATA": "/local"}, "win32") == "/local/groundshift/runtime"
    assert environment_folder("/root", (3, 12)) == "/root/python-3.12"
    assert environment_python("/e", "win32").replace("\\", "/") == "/e/Scripts/python.exe"


# --- What environments are made from ---


def nowhere(name):
    return None


def test_on_linux_qgiss_python_is_the_systems_whatever_is_first_on_the_path():
    around = Surroundings("linux", "/home/maria/.pyenv/shims/python3", "/usr", (3, 11), {})
    assert candidates(around, nowhere) == ["/usr/bin/python3.11", "/usr/bin/python3", "/home/maria/.pyenv/shims/python3"]


def test_where_qgis_is_the_executable_the_python_beside_it_is_found():
    around = Surroundings("linux", "/usr/bin/qgis.bin", "/usr", (3, 11), {})
    assert candidates(around, nowhere)[0] == "/usr/bin/python3.11"

    around = Surroundings("win32", "C:\\OSGeo4W\\bin\\qgis-bin.exe", "C:\\OSGeo4W\\apps\\Python312", (3, 12), {})
    found = candidates(around, lambda name: "C:\\Users\\m\\AppData\\Local\\Microsoft\\WindowsApps\\python.exe")
    assert found[0] == "C:\\OSGeo4W\\apps\\Python312\\python.exe"
    assert not any("qgis" in path.lower().rsplit("\\", 1)[-1] or "WindowsApps" in path for path in found)

    bundle = "/Applications/QGIS.app/Contents"
    around = Surroundings("darwin", f"{bundle}/MacOS/QGIS", f"{bundle}/Frameworks", (3, 12), {})
    found = candidates(around, nowhere)
    assert found[0] == f"{bundle}/MacOS/python3.12"
    assert f"{bundle}/MacOS/bin/python3" in found
    assert f"{bundle}/Frameworks/bin/python3" in found
    assert "/usr/bin/python3" not in found


@pytest.fixture
def pythons(tmp_path):
    return [make_python(tmp_path / name) for name in ("first", "second")]


def answers(*given):
    remaining = iter(given)

    def probe(path):
        answer = next(remaining)
        if isinstance(answer, Exception):
            raise answer
        return answer

    return probe


GOOD = {"version": [3, 12], "bits": 64, "missing": []}


@pytest.mark.parametrize(
    "unfit",
    [
        OSError("not a program"),
        ValueError("something else"),
        {"version": [3, 8], "bits": 64, "missing": []},
        {"version": [3, 15], "bits": 64, "missing": []},
        {"version": [3, 12], "bits": 32, "missing": []},
        {**GOOD, "missing": ["ensurepip"]},
    ],
)
def test_a_python_that_does_not_do_is_passed_over(pythons, unfit):
    assert find_base(pythons, answers(unfit, GOOD)) == BasePython(pythons[1], (3, 12))


def test_without_venv_the_package_to_install_is_named(pythons):
    with pytest.raises(JobFailure) as caught:
        find_base(pythons[:1], answers({**GOOD, "missing": ["ensurepip"]}))
    assert caught.value.code == "venv_missing"
    assert "sudo apt install python3-venv" in caught.value.text()
    assert "python3.12-venv" in caught.value.text()


def test_without_any_python_the_versions_that_do_are_named(tmp_path):
    with pytest.raises(JobFailure) as caught:
        find_base([str(tmp_path / "nothing")])
    assert "3.9 to 3.14" in caught.value.text()


def test_a_real_python_says_what_it_is():
    answer = probe_interpreter(sys.executable)
    assert answer["version"] == list(sys.version_info[:2])
    assert answer["bits"] == 64
