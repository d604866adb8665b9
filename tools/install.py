"""Install the plugin into a QGIS profile, enabled, with its runtime.

python3 tools/install.py [--profile FOLDER] [--no-runtime]
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import List

from plugin_files import NAME, ROOT, plugin_files

_SECTION = "[PythonPlugins]"


def profile_folders() -> List[Path]:
    """Return the current user's default profiles of the QGIS versions (3, 4) that are there; at least QGIS 3's."""
    if os.environ.get("QGIS_CUSTOM_CONFIG_PATH"):
        return [_default_profile(Path(os.environ["QGIS_CUSTOM_CONFIG_PATH"]))]
    if sys.platform == "win32":
        base = Path(os.environ["APPDATA"]) / "QGIS"
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Application Support" / "QGIS"
    else:
        base = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "QGIS"
    roots = [root for root in (base / "QGIS3", base / "QGIS4") if root.is_dir()]
    return [_default_profile(root) for root in roots or [base / "QGIS3"]]


def _default_profile(root: Path) -> Path:
    """Return the profile that QGIS opens: ``defaultProfile`` of profiles.ini, else the one called default."""
    profiles = root / "profiles"
    name = "default"
    if (profiles / "profiles.ini").is_file():
        for line in (profiles / "profiles.ini").read_text(encoding="utf-8").splitlines():
            if line.startswith("defaultProfile="):
                name = line.partition("=")[2].strip() or name
    return profiles / name


def install_plugin(profile: Path, root: Path = ROOT) -> Path:
    """Put the plugin's files into ``profile`` in place of an older copy, and enable it."""
    target = profile / "python" / "plugins" / NAME
    if target.is_symlink():
        raise SystemExit(f"{target} is a link, perhaps to a checkout of yours: remove it first.")
    fresh = target.with_name(f".{NAME}-new")
    shutil.rmtree(fresh, ignore_errors=True)
    for relative in plugin_files(root):
        (fresh / relative).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(root / relative, fresh / relative)
    shutil.rmtree(target, ignore_errors=True)
    fresh.rename(target)
    _enable(profile / "QGIS" / _settings_name(profile))
    return target


def _settings_name(profile: Path) -> str:
    return "QGIS4.ini" if "QGIS4" in profile.parts else "QGIS3.ini"


def _enable(settings: Path) -> None:
    """Set ``groundshift=true`` under PythonPlugins and leave every other line as it is."""
    lines = settings.read_text(encoding="utf-8").splitlines() if settings.is_file() else []
    if _SECTION not in lines:
        lines += ["", _SECTION] if lines else [_SECTION]
    start = lines.index(_SECTION) + 1
    end = next((index for index in range(start, len(lines)) if lines[index].startswith("[")), len(lines))
    section = [line for line in lines[start:end] if not line.startswith(f"{NAME}=")]
    lines[start:end] = [f"{NAME}=true", *section]
    settings.parent.mkdir(parents=True, exist_ok=True)
    settings.write_text("\n".join(lines) + "\n", encoding="utf-8")


def install_runtime(plugin: Path) -> int:
    """Let the installed plugin make its own environment, where it will look for it; the exit status."""
    environment = dict(os.environ, PYTHONPATH=str(plugin.parent))
    command = [sys.executable, "-m", f"{NAME}.plugin.runtime.install", "--components", "inference"]
    return subprocess.run(command, env=environment, check=False).returncode


def main() -> int:
    parser = argparse.ArgumentParser(description="Install the plugin for the current user.")
    parser.add_argument("--profile", type=Path, help="a profile's folder; the default profile when left out")
    parser.add_argument("--no-runtime", action="store_true", help="the files only")
    options = parser.parse_args()
    plugin = None
    for profile in [options.profile] if options.profile else profile_folders():
        plugin = install_plugin(profile)
        print(f"Installed and enabled: {plugin}")
    if options.no_runtime or plugin is None:
        return 0
    print("Installing the runtime (the first time downloads packages)")
    status = install_runtime(plugin)
    if status == 0:
        print("Done. Restart QGIS if it is running; the tools are in the Processing toolbox under Groundshift.")
    return status


if __name__ == "__main__":
    sys.exit(main())
