"""A server with a certificate of an office's own authority, which QGIS trusts and the system does not."""

from __future__ import annotations

import shutil
import ssl
import subprocess

import pytest
from qgis.core import QgsApplication, QgsAuthCertUtils, QgsProcessingException
from qgis.PyQt.QtNetwork import QSslCertificate

from groundshift.plugin.runtime.server import exchange
from groundshift.tests.helpers.job_server import JobServer

OPENSSL = shutil.which("openssl")
pytestmark = [
    pytest.mark.usefixtures("qgis"),
    pytest.mark.skipif(OPENSSL is None, reason="draws certificates with openssl"),
]
# Without the identifiers of keys, as many offices make theirs: Python 3.13 and later refuse such an authority by default.
CONFIGURATION = """
[req]
distinguished_name = name
prompt = no
[name]
CN = Office
[authority]
basicConstraints = critical, CA:true
subjectKeyIdentifier = none
authorityKeyIdentifier = none
[server]
basicConstraints = CA:false
subjectAltName = IP:127.0.0.1
subjectKeyIdentifier = none
authorityKeyIdentifier = none
"""


@pytest.fixture
def authority(tmp_path):
    """The certificate of the authority (PEM), and the TLS of a server that it certifies."""
    folder = tmp_path / "certificates"
    folder.mkdir()
    (folder / "openssl.cnf").write_text(CONFIGURATION)

    def draw(*options):
        key = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "36500")
        command = [OPENSSL, "req", "-config", "openssl.cnf", *key, *options]
        subprocess.run(command, cwd=folder, check=True, capture_output=True)

    draw("-x509", "-extensions", "authority", "-keyout", "office.key", "-out", "office.pem")
    draw("-keyout", "server.key", "-out", "server.csr", "-subj", "/CN=127.0.0.1")
    signing = [OPENSSL, "x509", "-req", "-in", "server.csr", "-CA", "office.pem", "-CAkey", "office.key", "-CAcreateserial"]
    signing += ["-days", "36500", "-extfile", "openssl.cnf", "-extensions", "server", "-out", "server.pem"]
    subprocess.run(signing, cwd=folder, check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "server.pem", folder / "server.key")
    return (folder / "office.pem").read_bytes(), context


@pytest.fixture
def server(authority, choose_server, tmp_path, monkeypatch):
    """A server over TLS that is chosen in the settings, its token in the authentication store."""

    def write(values, job):
        (job.folder / job.names["measures"]).write_text("{}")
        return {"RECALL": 0.75}

    running = JobServer(tmp_path / "server", write, authority[1])
    monkeypatch.setattr(exchange, "PATIENCE_SECONDS", 0.1)
    choose_server(running.address)
    yield running
    running.close()


@pytest.fixture
def run(masks, context, feedback, tmp_path):
    import processing

    def run():
        given = {"PREDICTED": masks[0], "REFERENCE": masks[1], "MEASURES": str(tmp_path / "measures.json")}
        return processing.run("groundshift:assessaccuracy", given, context=context, feedback=feedback)

    return run


def test_an_authority_that_qgis_trusts(server, authority, run):
    manager = QgsApplication.authManager()
    root = QSslCertificate(authority[0])
    assert manager.storeCertAuthority(root)
    try:
        manager.storeCertTrustPolicy(root, QgsAuthCertUtils.Trusted)
        manager.rebuildCaCertsCache()
        manager.rebuildTrustedCaCertsCache()
        assert run()["RECALL"] == 0.75
        assert len(server.jobs) == 1
    finally:
        manager.removeCertAuthority(root)
        manager.removeCertTrustPolicy(root)
        manager.rebuildCaCertsCache()
        manager.rebuildTrustedCaCertsCache()


def test_an_authority_that_nobody_trusts(server, run):
    with pytest.raises(QgsProcessingException, match=r"certificate of the server .* is not trusted"):
        run()
    assert server.requests == []
