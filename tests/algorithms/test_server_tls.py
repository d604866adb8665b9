"""A server with a certificate of an office's own authority, which QGIS trusts and the system does not."""

from __future__ import annotations

import datetime
import ipaddress
import ssl

import pytest
from qgis.core import QgsApplication, QgsAuthCertUtils, QgsProcessingException, QgsSettings
from qgis.PyQt.QtNetwork import QSslCertificate

from groundshift.plugin.runtime import settings
from groundshift.plugin.runtime.server import access, exchange, sending
from groundshift.tests.helpers.job_server import TOKEN, JobServer

pytest.importorskip("cryptography", reason="draws certificates")
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

pytestmark = pytest.mark.usefixtures("qgis")


def certificate(name, key, issuer=None, issuer_key=None):
    """A certificate of an authority (without ``issuer``) or of a server on the loopback."""
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    now = datetime.datetime(2020, 1, 1)
    built = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer.subject if issuer else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now)
        .not_valid_after(datetime.datetime(2120, 1, 1))
        .add_extension(x509.BasicConstraints(ca=issuer is None, path_length=None), critical=True)
    )
    if issuer is not None:
        own = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
        built = built.add_extension(own, critical=False)
    return built.sign(issuer_key or key, hashes.SHA256())


@pytest.fixture
def authority(tmp_path):
    """The certificate of the authority (PEM), and the TLS of a server that it certifies."""
    keys = [ec.generate_private_key(ec.SECP256R1()) for _ in range(2)]
    root = certificate("Office", keys[0])
    own = certificate("127.0.0.1", keys[1], root, keys[0])
    pem, none = serialization.Encoding.PEM, serialization.NoEncryption()
    (tmp_path / "server.pem").write_bytes(
        keys[1].private_bytes(pem, serialization.PrivateFormat.PKCS8, none) + own.public_bytes(pem)
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(str(tmp_path / "server.pem"))
    return root.public_bytes(pem), context


@pytest.fixture
def server(authority, tmp_path, monkeypatch):
    """A server over TLS that is chosen in the settings, its token in the authentication store."""

    def write(values, job):
        (job.folder / job.names["measures"]).write_text("{}")
        return {"RECALL": 0.75}

    running = JobServer(tmp_path / "server", write, authority[1])
    monkeypatch.setattr(exchange, "POLL_SECONDS", 0.02)
    monkeypatch.setattr(exchange, "PATIENCE_SECONDS", 0.1)
    monkeypatch.setattr(sending, "_sent", {})
    assert QgsApplication.authManager().setMasterPassword("master", True)
    store = QgsSettings()
    store.setValue(settings.RUN_ON_KEY, "server")
    store.setValue(settings.SERVER_KEY, running.address)
    store.setValue(settings.SERVER_AUTHCFG_KEY, access.store_token(TOKEN))
    yield running
    for key in (settings.RUN_ON_KEY, settings.SERVER_KEY, settings.SERVER_AUTHCFG_KEY):
        store.remove(key)
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
