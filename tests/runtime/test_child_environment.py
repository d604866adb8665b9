"""What of QGIS's environment reaches the worker."""

from __future__ import annotations

import pytest

from groundshift.plugin.runtime.child_environment import child_environment, qgis_folder, variables_for_child
from groundshift.plugin.runtime.folders import cache_folder


@pytest.mark.parametrize(
    "name",
    [
        "PYTHONHOME",
        "PYTHONPATH",
        "PYTHONSTARTUP",
        "VIRTUAL_ENV",
        "CONDA_PREFIX",
        "PROJ_LIB",
        "PROJ_DATA",
        "GDAL_DATA",
        "GDAL_DRIVER_PATH",
        "GEOTIFF_CSV",
        "QT_PLUGIN_PATH",
        "QTWEBENGINEPROCESS_PATH",
        "QGIS_PREFIX_PATH",
        "LD_PRELOAD",
        "PIP_TARGET",
        "PIP_USER",
    ],
)
def test_what_qgis_set_for_itself_is_dropped(name):
    assert child_environment({name: "/qgis"}, "linux") == {}


@pytest.mark.parametrize(
    "name",
    [
        "PATH",
        "HOME",
        "TEMP",
        "TMPDIR",
        "SYSTEMROOT",
        "HTTP_PROXY",
        "https_proxy",
        "NO_PROXY",
        "GDAL_HTTP_USERPWD",
        "GDAL_HTTP_PROXY",
        "GDAL_CACHEMAX",
        "CPL_VSIL_CURL_ALLOWED_EXTENSIONS",
        "CPL_CURL_VERBOSE",
        "AWS_ACCESS_KEY_ID",
        "AWS_PROFILE",
        "AZURE_STORAGE_ACCOUNT",
        "GOOGLE_APPLICATION_CREDENTIALS",
        "SSL_CERT_FILE",
        "CURL_CA_BUNDLE",
        "REQUESTS_CA_BUNDLE",
        "PIP_INDEX_URL",
        "PIP_CERT",
        "GROUNDSHIFT_PYTHON",
        "LANG",
    ],
)
def test_what_reaches_the_network_and_the_system_is_kept(name):
    assert child_environment({name: "value"}, "linux") == {name: "value"}


def test_windows_does_not_tell_cases_apart():
    variables = {"Proj_Lib": "C:/QGIS", "pythonhome": "C:/QGIS", "Path": "C:/QGIS/bin"}
    assert child_environment(variables, "win32") == {"Path": "C:/QGIS/bin"}


def test_of_the_library_path_only_qgiss_part_is_dropped():
    variables = {"LD_LIBRARY_PATH": "/opt/qgis/lib:/opt/cuda/lib", "DYLD_LIBRARY_PATH": "/opt/qgis/lib"}
    assert child_environment(variables, "linux", qgis_prefix="/opt/qgis") == {"LD_LIBRARY_PATH": "/opt/cuda/lib"}


def test_a_folder_that_only_begins_like_qgiss_is_not_qgiss():
    variables = {"LD_LIBRARY_PATH": "/opt/qgis-cuda/lib"}
    assert child_environment(variables, "linux", qgis_prefix="/opt/qgis") == variables


def test_the_users_own_proxy_comes_before_that_of_qgis():
    additions = {"HTTPS_PROXY": "http://qgis.example.org", "HTTP_PROXY": "http://qgis.example.org"}
    cleaned = child_environment({"HTTPS_PROXY": "http://own.example.org"}, "linux", additions)
    assert cleaned == {"HTTPS_PROXY": "http://own.example.org", "HTTP_PROXY": "http://qgis.example.org"}


def test_the_environment_given_is_not_changed():
    variables = {"PYTHONHOME": "/qgis"}
    child_environment(variables, "linux")
    assert variables == {"PYTHONHOME": "/qgis"}


def test_where_qgis_lies():
    assert qgis_folder({"OSGEO4W_ROOT": "C:\\OSGeo4W"}, "win32") == "C:\\OSGeo4W"
    bundle = "/Applications/QGIS.app/Contents/Frameworks/Python.framework/Versions/3.12"
    assert qgis_folder({}, "darwin", bundle) == "/Applications/QGIS.app"
    assert qgis_folder({}, "darwin", "/opt/homebrew") == ""
    assert qgis_folder({}, "linux", "/usr") == ""


def test_the_worker_gets_the_cache_folder():
    assert variables_for_child()["GROUNDSHIFT_CACHE"] == cache_folder()
