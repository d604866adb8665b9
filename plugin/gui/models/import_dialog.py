"""Import an ONNX file: show its specification, or ask for it."""

from __future__ import annotations

import json
import os
from typing import Any, Optional

from qgis.core import QgsProcessing
from qgis.gui import QgsFileWidget
from qgis.PyQt.QtCore import QCoreApplication
from qgis.PyQt.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QMessageBox,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ...algorithms.run.failure_text import failure_text
from ...jobs.failure import JobFailure
from ...model_file.catalogue import EXTENSION, bundled_folder, user_folder
from ...model_file.importing import specification_of
from ...model_file.load import read_header
from ...model_file.onnx_header import OnnxHeader
from ...model_file.suggestion import suggested_document
from ..algorithm_run import AlgorithmRun
from ..help import help_button
from ..window_size import resize_within_screen
from ..wrapped_text import WrappedText
from .spec_form import SpecForm

translate = QCoreApplication.translate


class ImportDialog(QDialog):
    """Asks for a file and a missing specification, and runs ``groundshift:importmodel``.

    :ivar imported: path of the imported model; ``""`` = none yet.
    """

    def __init__(self, parent: Optional[QWidget] = None) -> None:
        super().__init__(parent)
        self.setObjectName("GroundshiftImport")
        self.setWindowTitle(translate("Models", "Import a model"))
        self.imported = ""
        self._document: Optional[dict[str, Any]] = None  # specification in the file
        self._usable = False
        self._call: Optional[AlgorithmRun] = None
        layout = QVBoxLayout(self)
        self._file = QgsFileWidget(self)
        self._file.setObjectName("GroundshiftImportFile")
        self._file.setFilter(translate("Models", "ONNX models (*.onnx)"))
        self._file.setDialogTitle(translate("Models", "Choose a network"))
        self._file.fileChanged.connect(self._file_chosen)
        row = QFormLayout()
        row.addRow(translate("Models", "&ONNX file"), self._file)
        layout.addLayout(row)
        self._text = WrappedText("", self, "GroundshiftImportText")
        layout.addWidget(self._text)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(QWidget(self._stack))
        self._form = SpecForm(self._stack)
        self._form.changed.connect(self._check)
        area = QScrollArea(self._stack)
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setWidget(self._form)
        self._stack.addWidget(area)
        layout.addWidget(self._stack, 1)
        self._fault = WrappedText("", self, "GroundshiftImportFault")
        layout.addWidget(self._fault)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        self._ok = buttons.addButton(translate("Models", "Im&port"), QDialogButtonBox.ButtonRole.AcceptRole)
        self._ok.setObjectName("GroundshiftImportOk")
        self._ok.clicked.connect(self._start)
        buttons.rejected.connect(self.reject)
        bottom = QFormLayout()
        bottom.addRow(help_button("models", "import-a-model", self), buttons)
        layout.addLayout(bottom)
        self._file_chosen("")
        letter = self.fontMetrics().horizontalAdvance("x")
        resize_within_screen(self, 104 * letter, 100 * letter)

    def reject(self) -> None:
        """Keep the dialog open while a file is being copied."""
        if self._call is None:
            super().reject()

    # --- The file ---

    def _path(self) -> str:
        return str(self._file.filePath() or "").strip()

    def _file_chosen(self, _path: str) -> None:
        path = self._path()
        self._document, self._usable = None, False
        text = translate("Models", "Choose an ONNX file. It is copied; the file itself is not changed.")
        if path:
            try:
                header = read_header(path) if os.path.isfile(path) else _missing(path)
            except JobFailure as failure:
                text = _plain_text(failure)
            else:
                text = self._read(path, header)
        self._text.setText(text)
        self._stack.setCurrentIndex(1 if self._usable and self._document is None else 0)
        self._check()

    def _read(self, path: str, header: OnnxHeader) -> str:
        """Read the file's specification, or fill the form with values from its header; return the text to show."""
        try:
            self._document = specification_of(path, "")
        except JobFailure as failure:
            if failure.code != "model_spec_needed":
                return _plain_text(failure)
            self._usable = True
            self._form.set_document(suggested_document(header, os.path.splitext(os.path.basename(path))[0]))
            return translate(
                "Models",
                "The file contains no specification. Values from its header are filled in below: check them and "
                "complete the rest.",
            )
        self._usable = True
        return translate(
            "Models", "The file contains its specification: '{title}' [{id}]. Nothing needs to be filled in."
        ).format(title=self._document.get("title") or self._document["id"], id=self._document["id"])

    # --- Checking and importing ---

    def _asked(self) -> dict[str, Any]:
        """Return the specification to import.

        :raises ValueError: the form contains invalid values.
        """
        return self._document if self._document is not None else self._form.document()

    def _check(self) -> None:
        """Check the specification and show what is wrong."""
        fault = ""
        if self._usable:
            try:
                document = self._asked()
                specification_of(self._path(), json.dumps(document))
                if os.path.isfile(os.path.join(bundled_folder(), str(document["id"]) + EXTENSION)):
                    fault = translate("Models", "The id '{id}' belongs to a bundled model: choose another id.").format(
                        id=document["id"]
                    )
            except ValueError as error:
                fault = str(error)
            except JobFailure as failure:
                fault = _plain_text(failure)
        self._fault.setText(f"✘ {fault}" if fault else "")
        good = self._usable and not fault
        self._ok.setEnabled(good)
        self._ok.setToolTip("" if good else fault or self._text.text())

    def _start(self) -> None:
        document = self._asked()
        target = os.path.join(user_folder(), str(document["id"]) + EXTENSION)
        if os.path.exists(target) and not self._may_replace(str(document["id"])):
            return
        parameters = {"INPUT": self._path(), "SPEC": json.dumps(document), "MODEL": QgsProcessing.TEMPORARY_OUTPUT}
        call = AlgorithmRun("groundshift:importmodel", parameters)
        call.done.connect(self._done)
        call.failed.connect(self._failed)
        self._call = call
        self._ok.setEnabled(False)
        self._ok.setToolTip(translate("Models", "The model is being copied"))
        call.start()

    def _may_replace(self, model: str) -> bool:
        question = QMessageBox(
            QMessageBox.Icon.Question,
            translate("Models", "Replace a model"),
            translate("Models", "A model with the id '{id}' already exists. Replace it?").format(id=model),
            QMessageBox.StandardButton.Cancel,
            self,
        )
        replace = question.addButton(translate("Models", "Replace"), QMessageBox.ButtonRole.DestructiveRole)
        question.exec()
        return question.clickedButton() is replace

    def _done(self, results: dict[str, Any]) -> None:
        self._call = None
        self.imported = str(results["MODEL"])
        self.accept()

    def _failed(self, text: str) -> None:
        self._call = None
        self._check()
        self._fault.setText(f"✘ {text}")


def _plain_text(failure: JobFailure) -> str:
    """Return a failure's text without the parameter name, which the form does not show."""
    return failure_text(JobFailure(failure.code, "", **failure.values))


def _missing(path: str) -> OnnxHeader:
    raise JobFailure("model_file_missing", "", path=path)
