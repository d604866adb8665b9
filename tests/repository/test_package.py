"""The metadata, and the zip that users install."""

from __future__ import annotations

import configparser
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import install
import package

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def metadata() -> dict[str, str]:
    parser = configparser.ConfigParser()
    parser.optionxform = str  # type: ignore[assignment]
    parser.read(ROOT / "metadata.txt", encoding="utf-8")
    return dict(parser.items("general"))


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("package")
    archive = package.build(folder / "dist")
    with zipfile.ZipFile(archive) as zipped:
        zipped.extractall(folder / "plugins")
    return Path(folder / "plugins" / "groundshift")


def test_metadata_is_accepted_by_the_plugin_site(metadata: dict[str, str]) -> None:
    assert package.metadata_faults(metadata) == []
    assert metadata["hasProcessingProvider"] == "yes"
    assert metadata["qgisMinimumVersion"] == "3.22"
    assert metadata["qgisMaximumVersion"] == "4.99"
    assert metadata["license"] == "GPL-2.0-or-later"
    assert "supportsQt6" not in metadata


def test_about_names_the_dependencies_and_where_they_go(metadata: dict[str, str]) -> None:
    for name in ("onnxruntime", "rasterio", "numpy", "PyTorch", "environment"):
        assert name in metadata["about"]


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"tracker": ""}, "no tracker"),
        ({"homepage": "somewhere"}, "homepage is no web address"),
        ({"author": "a/b"}, "slash"),
        ({"version": "one"}, "version"),
    ],
)
def test_metadata_faults_are_found(metadata: dict[str, str], change: dict[str, str], fault: str) -> None:
    assert any(fault in text for text in package.metadata_faults({**metadata, **change}))


def test_placeholders_are_warned_about(metadata: dict[str, str]) -> None:
    assert set(package.publisher_placeholders({**metadata, "email": "a@example.org"})) >= {"email"}
    real = dict.fromkeys(("author", "email", "homepage", "tracker", "repository"), "https://groundshift.invalid")
    assert package.publisher_placeholders({**metadata, **real}) == []


def test_the_publisher_stands_in_one_place(metadata: dict[str, str]) -> None:
    """To publish the plugin, change metadata.txt and nothing else."""
    files = [ROOT / "__init__.py", ROOT / "README.md", ROOT / "CHANGELOG.md"]
    files += [path for folder in ("plugin", "docs", "tools") for path in (ROOT / folder).rglob("*.py")]
    files += list((ROOT / "docs").rglob("*.md"))
    for path in files:
        text = path.read_text(encoding="utf-8")
        for key in ("email", "homepage"):
            assert metadata[key] not in text, f"{path.relative_to(ROOT)} repeats {key}"


def test_changelog_tells_of_this_version_or_of_what_comes(metadata: dict[str, str]) -> None:
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert f"## [{metadata['version']}]" in text or "## [Unreleased]" in text


def test_package_is_whole_and_small(tmp_path: Path) -> None:
    archive = package.build(tmp_path)
    assert package.package_faults(archive) == []
    assert archive.name == f"groundshift-{package.read_metadata()['version']}.zip"


def test_package_holds_what_users_need_and_nothing_else(unpacked: Path) -> None:
    names = {path.relative_to(unpacked).as_posix() for path in unpacked.rglob("*") if path.is_file()}
    assert {"__init__.py", "metadata.txt", "LICENSE", "plugin/worker.py", "plugin/provider.py", "models/SPEC.md"} <= names
    assert {path.partition("/")[0] for path in names if "/" in path} <= {"plugin", "models", "resources", "docs", "i18n"}
    assert [name for name in names if re.search(r"(^|/)(\.|__pycache__|tests?/)|\.(ts|pyc)$", name)] == []


def test_same_sources_make_the_same_zip(tmp_path: Path) -> None:
    assert package.build(tmp_path / "a").read_bytes() == package.build(tmp_path / "b").read_bytes()


def test_faulty_packages_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "bad.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name in ("groundshift/__init__.py", "groundshift/a.dll", "groundshift/.git/config", "other/b.py"):
            archive.writestr(name, "")
    faults = " ".join(package.package_faults(path))
    for part in ("one folder", "a.dll", ".git/config", "LICENSE", "metadata.txt"):
        assert part in faults


def test_unpacked_plugin_is_imported_by_qgis(unpacked: Path) -> None:
    """Under another folder name too, from a path with a space."""
    renamed = unpacked.with_name("Ground shift")
    renamed.mkdir()
    target = renamed / "another_name"
    target.symlink_to(unpacked)
    program = (
        "import importlib, sys; sys.path.insert(0, sys.argv[1]); "
        "plugin = importlib.import_module('another_name').classFactory(None); "
        "print(type(plugin).__name__, sorted({'rasterio', 'onnxruntime', 'torch', 'scipy'} & set(sys.modules)))"
    )
    result = subprocess.run(
        [sys.executable, "-c", program, str(renamed)], capture_output=True, text=True, timeout=120, check=False
    )
    assert result.stdout.strip() == "GroundshiftPlugin []", result.stderr


def test_install_puts_the_plugin_into_a_profile_and_enables_it(tmp_path: Path) -> None:
    settings = tmp_path / "QGIS" / "QGIS3.ini"
    settings.parent.mkdir()
    settings.write_text(
        "[qgis]\na=1\n\n[PythonPlugins]\nother=true\ngroundshift=false\n\n[z]\ngroundshift=kept\n", encoding="utf-8"
    )
    stale = tmp_path / "python" / "plugins" / "groundshift" / "stale.py"
    stale.parent.mkdir(parents=True)
    stale.write_text("")
    plugin = install.install_plugin(tmp_path)
    assert plugin == stale.parent
    assert not stale.exists()
    assert (plugin / "plugin" / "provider.py").is_file()
    parser = configparser.ConfigParser()
    parser.read(settings, encoding="utf-8")
    assert dict(parser["PythonPlugins"]) == {"groundshift": "true", "other": "true"}
    assert parser["z"]["groundshift"] == "kept"
    assert parser["qgis"]["a"] == "1"
