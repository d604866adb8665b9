"""Making the worker's environment, with tiny packages of our own instead of the real ones."""

from __future__ import annotations

import shutil
import subprocess
import threading
import time
from pathlib import Path

import pytest

from groundshift.plugin.jobs.failure import Cancelled, JobFailure
from groundshift.plugin.runtime import accelerators, install, pip_output
from groundshift.plugin.runtime.environment_state import (
    constraints_file,
    forget_damaged_packages,
    pinned_version,
    read_marker,
    requirements_files,
)
from groundshift.plugin.runtime.folders import environment_python

from .conftest import BASE, SOON, VERSION, install_request, make_wheel, packages_of


def quiet(fraction, text):
    pass


# --- An installation that goes well ---


def test_a_first_installation_makes_an_environment_that_works(first):
    assert first.installed.changed
    assert first.installed.versions == {"tiny_network": "1.0", "tiny_raster": "1.0"}
    assert first.installed.size_bytes > 1_000_000
    fractions = [fraction for fraction, _ in first.reports]
    assert fractions == sorted(fractions)
    assert fractions[-1] == 1.0
    assert first.reports[0][1].startswith("Making an environment with")
    assert subprocess.run([first.installed.python, "-c", "import tiny_raster"], check=False).returncode == 0


def test_again_starts_no_pip_and_changes_nothing(finished, monkeypatch):
    commands = []
    follow = install.follow
    monkeypatch.setattr(install, "follow", lambda command, *rest: commands.append(command) or follow(command, *rest))
    again = install.install(install_request(finished), quiet)
    assert [command for command in commands if "pip" in command] == []
    assert not again.changed
    assert again.versions == {"tiny_network": "1.0", "tiny_raster": "1.0"}


def test_a_component_is_added_and_stays(finished):
    install.install(install_request(finished, "training"), quiet)
    again = install.install(install_request(finished, "inference"), quiet)
    assert not again.changed
    assert set(again.versions) == {"tiny_network", "tiny_raster", "tiny_torch"}


def test_an_upgrade_of_the_plugin_that_pins_another_version_brings_it_up_to_date(finished):
    make_wheel(finished / "wheels", "tiny_raster", "2.0", "__version__ = '2.0'\n")
    (finished / "requirements" / f"constraints-{VERSION}.txt").write_text("tiny_network==1.0\ntiny_raster==2.0\n")
    installed = install.install(install_request(finished), quiet)
    assert installed.changed
    assert installed.versions["tiny_raster"] == "2.0"


def test_further_requirements_are_installed(finished):
    make_wheel(finished / "wheels", "tiny_extra")
    install.install(install_request(finished, extra=("tiny_extra",)), quiet)
    assert (packages_of(finished) / "tiny_extra").is_dir()


def test_another_index_for_torch_brings_its_build(finished):
    # pip would keep the build that is there, its version being the right one.
    install.install(install_request(finished, "training"), quiet)
    texts = []
    cuda = install_request(finished, "training", torch_index="http://127.0.0.1:9/simple")
    assert install.install(cuda, lambda fraction, text: texts.append(text)).changed
    assert any("tiny_torch" in text and text.startswith(("Processing", "Collecting")) for text in texts)
    assert not any("tiny_raster" in text and text.startswith("Processing") for text in texts)
    assert not install.install(cuda, quiet).changed


# --- Interruptions ---


def test_cancel_stops_soon_and_the_next_run_goes_on(place, monkeypatch):
    seen = []
    with pytest.raises(Cancelled):
        install.install(
            install_request(place),
            lambda fraction, text: seen.append(text),
            lambda: any("tiny_network" in text for text in seen),
        )
    assert read_marker(str(place / "env")) is None
    assert install.install(install_request(place), quiet).changed


def test_a_cancel_while_pip_hangs_ends_it(place):
    # An index that takes the connection and never answers.
    import socket

    with socket.create_server(("127.0.0.1", 0)) as server:
        options = ("--index-url", f"http://127.0.0.1:{server.getsockname()[1]}/simple", "--no-cache-dir")
        begun = threading.Event()
        threading.Thread(target=lambda: (server.accept(), begun.set()), daemon=True).start()
        cancelled = []

        def is_cancelled():
            if begun.is_set() and not cancelled:
                cancelled.append(time.monotonic())
            return bool(cancelled)

        with pytest.raises(Cancelled):
            install.install(install_request(place, pip_options=options), quiet, is_cancelled)
        assert time.monotonic() - cancelled[0] < SOON  # pip would try again for more than a minute


def cut_short(packages):
    (packages / "tiny_raster" / "__init__.py").unlink()  # it is a link to the file of the other tests
    (packages / "tiny_raster" / "__init__.py").write_text("__ver")


DAMAGES = {
    "file gone": lambda packages: (packages / "tiny_raster" / "__init__.py").unlink(),
    "file cut short": cut_short,
    "record gone": lambda packages: (packages / "tiny_raster-1.0.dist-info" / "RECORD").unlink(),
    "half removed": lambda packages: (packages / "~iny_raster").mkdir(),
}


def test_components_are_not_forgotten_when_an_upgrade_is_interrupted(finished):
    install.install(install_request(finished, "training"), quiet)
    (finished / "requirements" / f"constraints-{VERSION}.txt").write_text("tiny_network==1.0\n")
    seen = []
    with pytest.raises(Cancelled):
        install.install(install_request(finished), lambda fraction, text: seen.append(text), lambda: len(seen) > 0)
    assert read_marker(str(finished / "env")) is None
    assert "tiny_torch" in install.install(install_request(finished), quiet).versions


@pytest.mark.parametrize("damage", DAMAGES)
def test_what_an_interruption_left_broken_is_repaired(finished, damage):
    (finished / "env" / "groundshift-runtime.json").unlink()
    packages = packages_of(finished)
    DAMAGES[damage](packages)
    texts = []
    installed = install.install(install_request(finished), lambda fraction, text: texts.append(text))
    assert installed.versions["tiny_raster"] == "1.0"
    assert any("Repairing" in text for text in texts)
    assert not (packages / "~iny_raster").exists()
    assert (packages / "tiny_raster" / "__init__.py").read_text() == "__version__ = '1.0'\n"


def test_a_whole_environment_is_not_taken_for_damaged(first):
    assert forget_damaged_packages(str(first.place / "env")) == []


@pytest.mark.slow
def test_an_environment_whose_python_went_with_an_upgrade_of_qgis_is_made_anew(finished):
    for name in ("python", "python3"):
        link = finished / "env" / "bin" / name
        link.unlink()
        link.symlink_to("/opt/an-older-qgis/bin/python3")
    installed = install.install(install_request(finished), quiet)
    assert installed.changed
    assert subprocess.run([installed.python, "-c", "import tiny_raster"], check=False).returncode == 0


def test_a_marker_that_was_cut_short_is_no_marker(place):
    (place / "env" / "groundshift-runtime.json").write_text('{"requirements": "ab')
    assert read_marker(str(place / "env")) is None


# --- What cannot go well ---


def failure_of(wanted):
    with pytest.raises(JobFailure) as caught:
        install.install(wanted, quiet)
    return caught.value


def test_no_network(place):
    (place / "empty").mkdir()
    # As in the real constraints: pip itself is the first to be missing.
    (place / "requirements" / f"constraints-{VERSION}.txt").write_text("pip==99.0\ntiny_network==1.0\ntiny_raster==1.0\n")
    options = ("--no-index", "--find-links", str(place / "empty"))
    failure = failure_of(install_request(place, pip_options=options))
    assert failure.code == "install_network"
    assert "Check the connection and the proxy" in failure.text()
    assert read_marker(str(place / "env")) is None


def test_a_refused_connection_is_the_networks_fault(place):
    options = ("--index-url", "http://127.0.0.1:9/simple", "--retries", "1", "--no-cache-dir")
    assert failure_of(install_request(place, pip_options=options)).code == "install_network"


def test_no_build_for_this_python(place):
    (place / "requirements" / f"constraints-{VERSION}.txt").write_text("tiny_network==7.0\n")
    failure = failure_of(install_request(place))
    assert failure.code == "install_no_build"
    assert "tiny_network" in failure.text()


def test_too_little_space_is_said_before_anything_is_done(place, monkeypatch):
    usage = shutil.disk_usage(place)
    monkeypatch.setattr(install.shutil, "disk_usage", lambda path: usage._replace(free=300 << 20))
    monkeypatch.setattr(install, "_NEEDED_MB", {"inference": 1000})
    failure = failure_of(install_request(place))
    assert failure.code == "install_disk_short"
    assert "only 300 MB are free" in failure.text()


def test_a_place_that_cannot_be_written_to(place):
    (place / "file").write_text("in the way")
    failure = failure_of(install_request(place, folder=str(place / "file" / "env")))
    assert failure.code == "install_permission"
    assert "Check the permissions of the folder" in failure.text()


def test_a_folder_with_other_things_is_left_alone(place):
    (place / "thesis").mkdir()
    (place / "thesis" / "thesis.odt").write_text("years of work")
    assert failure_of(install_request(place, folder=str(place / "thesis"))).code == "install_folder_in_use"
    assert (place / "thesis" / "thesis.odt").read_text() == "years of work"


def test_two_installations_at_the_same_time(place):
    with install.alone(str(place / "env")):
        assert failure_of(install_request(place)).code == "install_busy"


def test_a_package_that_does_not_work_is_named(place):
    make_wheel(place / "wheels", "tiny_raster", code="raise ImportError('its library is too old')\n")
    failure = failure_of(install_request(place))
    assert failure.code == "runtime_broken"
    assert "tiny_raster: ImportError: its library is too old" in failure.text()
    assert read_marker(str(place / "env")) is None


def test_a_package_that_crashes_is_named(place):
    make_wheel(place / "wheels", "tiny_raster", code="import os; os.abort()\n")
    assert "importing tiny_raster ended with status -6" in failure_of(install_request(place)).text()


def test_a_missing_library_of_windows_is_named(place):
    make_wheel(place / "wheels", "tiny_raster", code="raise ImportError('DLL load failed while importing _x')\n")
    assert "Microsoft Visual C++ Redistributable" in failure_of(install_request(place)).text()


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device", "install_disk_full"),
        ("ERROR: Could not install packages due to an OSError: [WinError 112] There is not enough space", "install_disk_full"),
        ("ERROR: Could not install packages due to an OSError: [Errno 13] Permission denied: '/x'", "install_permission"),
        ("ERROR: Could not install packages due to an OSError: [WinError 5] Access is denied: 'x'", "install_permission"),
        (
            "ERROR: [WinError 32] The process cannot access the file because it is being used by another process",
            "install_in_use",
        ),
        ("WARNING: Retrying after connection broken by 'SSLError(CERTIFICATE_VERIFY_FAILED)'", "install_certificate"),
        ("WARNING: Retrying after 'NewConnectionError: [Errno -3] Temporary failure in name resolution'", "install_network"),
        ("WARNING: Retrying after 'ProxyError('Cannot connect to proxy.')'", "install_network"),
        ("pip._vendor.urllib3.exceptions.ReadTimeoutError: Read timed out.", "install_network"),
        ("ERROR: Something nobody has seen", "install_failed"),
    ],
)
def test_what_pip_says_becomes_a_message_with_a_mend(line, code):
    assert pip_output.failure_of_pip(["Collecting x", line], "/env", 1).code == code


def test_downloads_count_in_the_progress():
    progress = pip_output.PipProgress(expected=2)
    fractions = []
    for line in ("Collecting a", "Progress 50 of 100", "Progress 100 of 100", "Collecting b", "Progress 5 of 10"):
        progress.take(line)
        fractions.append(round(progress.fraction, 3))
    assert fractions == [0.0, 0.175, 0.35, 0.35, 0.525]


# --- The command line, and the files of the repository ---


def test_the_command_line_names_the_python(place, capsys, monkeypatch):
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(place / "wheels"))
    arguments = ["--components", "inference", "training", "--folder", str(place / "env"), "--base", BASE]
    assert install.main(arguments) == 0
    assert capsys.readouterr().out.strip() == environment_python(str(place / "env"))


def test_the_command_line_says_why_it_failed(place, capsys, monkeypatch):
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.delenv("PIP_FIND_LINKS", raising=False)
    (place / "requirements" / f"constraints-{VERSION}.txt").write_text("pip==99.0\n")
    assert install.main(["--folder", str(place / "env"), "--base", BASE]) == 1
    assert "Check the connection" in capsys.readouterr().err


def test_ctrl_c_on_the_command_line(place, capsys, monkeypatch):
    def interrupted(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(install, "_install_packages", interrupted)
    assert install.main(["--folder", str(place / "env"), "--base", BASE]) == 130
    assert "Run it again to go on" in capsys.readouterr().err


@pytest.mark.parametrize("minor", range(9, 15))
def test_every_requirement_is_pinned_for_every_python(minor):
    constraints = constraints_file((3, minor))
    assert pinned_version(constraints, "pip")
    for path in requirements_files(("inference", "training")):
        names = [line.strip() for line in Path(path).read_text().splitlines() if line.strip() and not line.startswith("#")]
        assert names
        for name in names:
            assert pinned_version(constraints, name), f"{name} is not pinned for Python 3.{minor}"


def test_everything_that_is_required_is_also_checked():
    for component, path in zip(accelerators.COMPONENTS, requirements_files(accelerators.COMPONENTS)):
        names = {line.strip() for line in Path(path).read_text().splitlines() if line.strip() and not line.startswith("#")}
        assert names == set(install._MODULES[component].values())
