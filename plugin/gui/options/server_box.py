"""Where jobs run: this computer, or a server; its address, its token, and a check of both."""

from __future__ import annotations

import os
from typing import Optional

from qgis.core import QgsApplication, QgsSettings
from qgis.gui import QgsPasswordLineEdit
from qgis.PyQt.QtCore import QCoreApplication
from qgis.PyQt.QtWidgets import QComboBox, QFormLayout, QGroupBox, QHBoxLayout, QLineEdit, QPushButton, QWidget

from ...algorithms.run.failure_text import failure_text
from ...jobs.failure import JobFailure
from ...runtime import settings
from ...runtime.job_place import ADDRESS_VARIABLE
from ...runtime.server.access import Server, open_server, store_token
from ..background import BackgroundRun, RunFeedback
from ..wrapped_text import MessageText, WrappedText

translate = QCoreApplication.translate

_SERVER = "server"


class ServerBox(QGroupBox):
    """The settings ``groundshift/run_on``, ``groundshift/server`` and ``groundshift/server_authcfg``.

    The token goes into QGIS's authentication store when the Options are accepted; it is never shown again.
    """

    def __init__(self, parent: Optional[QWidget] = None) -> None:
        super().__init__(translate("Options", "Where jobs run"), parent)
        self._call: Optional[BackgroundRun] = None
        form = QFormLayout(self)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        self._place = QComboBox(self)
        self._place.setObjectName("GroundshiftRunOn")
        self._place.addItem(translate("Options", "This computer"), "")
        self._place.addItem(translate("Options", "A server"), _SERVER)
        self._place.setCurrentIndex(1 if settings.runs_on_server() else 0)
        self._place.setToolTip(
            translate(
                "Options",
                "On a server, the inputs of a tool are sent there, and its results come back. What installs, measures or lists "
                "something on this computer runs here",
            )
        )
        self._place.currentIndexChanged.connect(lambda _index: self._show_fields())
        form.addRow(translate("Options", "Run &jobs on"), self._place)
        self._stored_address = settings.server()  # the stored token is this server's: no other is sent it
        self._address = QLineEdit(self._stored_address, self)
        self._address.setObjectName("GroundshiftServer")
        self._address.setPlaceholderText("https://change.example.org")
        form.addRow(translate("Options", "A&ddress"), self._address)
        self._token = QgsPasswordLineEdit(self)
        self._token.setObjectName("GroundshiftServerToken")
        self._token.setPlaceholderText(
            translate("Options", "Stored; enter another to replace it")
            if settings.server_authcfg()
            else translate("Options", "As the server's administrator gave it")
        )
        self._token.setToolTip(
            translate("Options", "Stored encrypted in QGIS's authentication store, which may ask for its master password")
        )
        form.addRow(translate("Options", "Toke&n"), self._token)
        row = QHBoxLayout()
        self._check = QPushButton(translate("Options", "Check ser&ver"), self)
        self._check.setObjectName("GroundshiftCheckServer")
        self._check.clicked.connect(self._try)
        row.addWidget(self._check)
        self._found = MessageText("", self, "GroundshiftServerFound")
        row.addWidget(self._found, 1)
        form.addRow(row)
        named = os.environ.get(ADDRESS_VARIABLE, "").strip()
        if named:
            text = translate(
                "Options", "The environment variable {name} is set to {python} and takes precedence over this setting."
            )
            form.addRow(WrappedText(text.format(name=ADDRESS_VARIABLE, python=named), self))
        self._show_fields()

    def apply(self) -> None:
        """Write the settings.

        :raises JobFailure: the token could not be stored; everything else is.
        """
        store = QgsSettings()
        address = self._address.text().strip().rstrip("/")
        for key, value in ((settings.RUN_ON_KEY, self._place.currentData()), (settings.SERVER_KEY, address)):
            if value:
                store.setValue(key, value)
            else:
                store.remove(key)  # an empty value removes the setting
        token = self._token.text().strip()
        if address and token:
            store.setValue(settings.SERVER_AUTHCFG_KEY, store_token(token, settings.server_authcfg()))
        elif settings.server_authcfg() and address != self._stored_address:
            QgsApplication.authManager().removeAuthenticationConfig(settings.server_authcfg())
            store.remove(settings.SERVER_AUTHCFG_KEY)
        self._stored_address = address

    def _show_fields(self) -> None:
        on = self._place.currentData() == _SERVER
        for widget in (self._address, self._token, self._check):
            widget.setEnabled(on)
        for widget in (self._address, self._check):
            widget.setToolTip("" if on else self._place.toolTip())

    def _try(self) -> None:
        """Ask the server of the form, with the token of the form or the stored one."""
        address = self._address.text().strip().rstrip("/")
        authcfg = settings.server_authcfg() if address == self._stored_address else ""
        try:
            # Here, not in the background: the store may ask the user for its password.
            server = open_server(address, authcfg, self._token.text().strip())
        except JobFailure as failure:
            self._failed(failure)
            return
        self._show_text(translate("Options", "Asking the server…"))
        self._check.setEnabled(False)
        self._call = BackgroundRun(lambda feedback: _ask(server, feedback))
        self._call.done.connect(self._answered)
        self._call.failed.connect(self._failed)
        self._call.start()

    def _answered(self, answer: tuple[int, int]) -> None:
        text = translate(
            "Options", "✔ The server answers and accepts the token. It offers {processes} tools and {models} models."
        )
        self._show_text(text.format(processes=answer[0], models=answer[1]))

    def _failed(self, failure: JobFailure) -> None:
        self._show_text(f"✘ {failure_text(failure)}")

    def _show_text(self, text: str) -> None:
        self._found.setText(text)
        self._show_fields()


def _ask(server: Server, feedback: RunFeedback) -> tuple[int, int]:
    from ...runtime.server.server_run import describe_server

    return describe_server(server)
