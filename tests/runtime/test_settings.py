"""What the user set in QGIS: the worker's Python, the index for torch, the proxy."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("qgis.core", reason="needs QGIS's Python")

from qgis.core import QgsSettings
from qgis.PyQt.QtCore import QCoreApplication, QSettings

from groundshift.plugin.runtime import settings
from groundshift.plugin.runtime.interpreter import find_interpreter


@pytest.fixture
def stored(tmp_path):
    """QGIS's settings, in a file of the test's own."""
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(tmp_path))
    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    QCoreApplication.setOrganizationName("groundshift-tests")
    QCoreApplication.setApplicationName(tmp_path.name)
    values = QgsSettings()
    values.clear()
    yield values
    values.clear()


def test_nothing_is_set_at_first(stored):
    assert (settings.named_python(), settings.torch_index(), settings.proxy_variables()) == ("", "", {})


def test_the_named_python_is_used(stored, tmp_path):
    python = tmp_path / "python"
    python.touch()
    stored.setValue("groundshift/python", str(python))
    found = find_interpreter(environment={}, root=str(tmp_path))
    assert (found.python, found.named_by) == (str(python), "groundshift/python")


def test_qgiss_http_proxy_reaches_the_worker(stored):
    for key, value in {"Enabled": True, "Type": "HttpProxy", "Host": "proxy.example.org", "Port": "3128"}.items():
        stored.setValue(f"proxy/proxy{key}", value)
    assert settings.proxy_variables()["HTTPS_PROXY"] == "http://proxy.example.org:3128"


def test_the_proxys_account_is_escaped(stored):
    account = {"User": "maria", "Password": "p@ss:word/"}  # pragma: allowlist secret
    for key, value in {"Enabled": True, "Type": "HttpProxy", "Host": "proxy.example.org", "Port": "0", **account}.items():
        stored.setValue(f"proxy/proxy{key}", value)
    assert settings.proxy_variables()["https_proxy"] == "http://maria:p%40ss%3Aword%2F@proxy.example.org"


def test_a_proxy_that_is_switched_off_is_not_used(stored):
    stored.setValue("proxy/proxyEnabled", False)
    stored.setValue("proxy/proxyType", "HttpProxy")
    stored.setValue("proxy/proxyHost", "proxy.example.org")
    assert settings.proxy_variables() == {}


def test_what_a_test_sets_is_read_by_its_process_only(tmp_path):
    # Groups of tests run at the same time: a server that one of them chose must not become another one's.
    look = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "from groundshift.tests.helpers.qgis_application import start_qgis\n"
        "start_qgis(sys.argv[2])\n"
        "from qgis.core import QgsSettings\n"
        "print(QgsSettings().fileName())\n"
    )
    package = str(Path(__file__).resolve().parents[2] / "build")
    command = [sys.executable, "-c", look, package, str(tmp_path)]
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert Path(printed.strip()).is_relative_to(tmp_path)
