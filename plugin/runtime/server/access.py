"""Which server runs jobs, and what gives access to it.

The token lies encrypted in QGIS's authentication store, the address in QGIS's settings. The variables
``GROUNDSHIFT_SERVER`` and ``GROUNDSHIFT_SERVER_TOKEN`` take precedence, for scripts and ``qgis_process``.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import Any, Optional, Tuple

from ...jobs.failure import JobFailure
from .. import settings
from ..job_place import check_address, server_address

TOKEN_VARIABLE = "GROUNDSHIFT_SERVER_TOKEN"  # noqa: S105  # nosec B105  # the name of a variable, no token
_CONFIG_NAME = "Groundshift server"
_CONFIG_METHOD = "Basic"  # QGIS 3.22 has no method for a token of its own
_CONFIG_USER = "token"


@dataclass(frozen=True)
class Server:
    """A server and how it is reached.

    :param address: without a slash at its end.
    :param headers: that give access.
    :param certificates: authorities that QGIS trusts besides the system's, PEM; ``""`` = none.
    """

    address: str
    headers: Tuple[Tuple[str, str], ...] = ()
    certificates: str = ""


def chosen_server() -> Optional[Server]:
    """Return the server that runs jobs; ``None`` = jobs run on this computer.

    QGIS may ask the user for the master password of its authentication store.

    :raises JobFailure: ``server_address``, ``server_token_locked``.
    """
    address = server_address()
    return open_server(address, settings.server_authcfg()) if address else None


def open_server(address: str, authcfg: str, token: Optional[str] = None) -> Server:
    """Return a server by its address and a configuration of QGIS's authentication store.

    :param authcfg: id; ``""`` = none.
    :param token: in place of the configuration's; ``None`` or empty = the variable's, else the configuration's.
    :raises JobFailure: ``server_address``, ``server_token_locked``.
    """
    address = address.strip().rstrip("/")
    check_address(address)
    token = token or os.environ.get(TOKEN_VARIABLE, "").strip()
    if token:
        return Server(address, (_bearer(token),), _trusted_certificates(address))
    return Server(address, _headers_of(authcfg, address) if authcfg else (), _trusted_certificates(address))


def store_token(token: str, authcfg: str = "") -> str:
    """Store a token in QGIS's authentication store, which may ask the user for its master password.

    :param authcfg: configuration to replace; ``""`` = a new one.
    :return: id of the configuration.
    :raises JobFailure: ``server_token_locked``.
    """
    from qgis.core import QgsApplication, QgsAuthMethodConfig

    manager = QgsApplication.authManager()
    config = QgsAuthMethodConfig(_CONFIG_METHOD)
    config.setName(_CONFIG_NAME)
    config.setConfig("username", _CONFIG_USER)
    config.setConfig("password", token)
    if authcfg and authcfg in manager.configIds():
        config.setId(authcfg)
        stored = manager.updateAuthenticationConfig(config)
    else:
        stored = manager.storeAuthenticationConfig(config)
    if isinstance(stored, tuple):  # with the configuration, in some versions
        stored, config = stored
    if not stored or not config.id():
        raise JobFailure("server_token_locked")
    return str(config.id())


def _bearer(token: str) -> Tuple[str, str]:
    return "Authorization", f"Bearer {token}"


def _headers_of(authcfg: str, address: str) -> Tuple[Tuple[str, str], ...]:
    """Headers of a configuration: the token of one that :func:`store_token` made, else what its method adds to a request."""
    from qgis.core import QgsApplication, QgsAuthMethodConfig
    from qgis.PyQt.QtCore import QUrl
    from qgis.PyQt.QtNetwork import QNetworkRequest

    manager = QgsApplication.authManager()
    config = QgsAuthMethodConfig()
    loaded = manager.loadAuthenticationConfig(authcfg, config, True)
    if isinstance(loaded, tuple):
        loaded, config = loaded
    if not loaded:
        raise JobFailure("server_token_locked")
    if config.method() == _CONFIG_METHOD and config.config("username") == _CONFIG_USER:
        return (_bearer(config.config("password")),)
    answer: Any = manager.updateNetworkRequest(QNetworkRequest(QUrl(address)), authcfg)
    if not answer[0]:
        raise JobFailure("server_token_locked")
    request = answer[1]
    return tuple(
        (bytes(name).decode("latin-1"), bytes(request.rawHeader(name)).decode("latin-1")) for name in request.rawHeaderList()
    )


def _trusted_certificates(address: str) -> str:
    """Authorities that QGIS trusts: offices often add theirs in QGIS only."""
    if not address.startswith("https:"):
        return ""
    try:
        from qgis.core import QgsApplication
    except ImportError:
        return ""
    return bytes(QgsApplication.authManager().trustedCaCertsPemText()).decode("ascii", "ignore")
