"""``groundshift:importmodel``: import an ONNX file as a model that can be selected by its id."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, Optional

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputString,
    QgsProcessingParameterFile,
)
from qgis.PyQt.QtCore import QCoreApplication

from ..jobs.texts.mark import QT_TRANSLATE_NOOP
from .base import GroundshiftAlgorithm

if TYPE_CHECKING:
    from .inputs.given import Given

translate = QCoreApplication.translate


class ImportModel(GroundshiftAlgorithm):
    """Import of an ONNX file with a specification into a models folder."""

    NAME = "importmodel"
    LABEL = QT_TRANSLATE_NOOP("ImportModel", "Import model")
    TAGS = QT_TRANSLATE_NOOP("ImportModel", "model,import,onnx,deepness,neural network,deep learning,specification")
    SUMMARY = QT_TRANSLATE_NOOP("ImportModel", "Imports an ONNX network as a model that can be selected by name.")
    HELP = QT_TRANSLATE_NOOP(
        "ImportModel",
        "Imports an ONNX network as a model that the other tools can use by its name.\n"
        "A model file contains a specification: bands, resolution, normalisation, classes. Networks made for the "
        "Deepness plugin already contain one. For any other network provide the specification as a JSON file or "
        "as JSON text (see models/SPEC.md).\n"
        "By default the model is stored in your own models folder, which is not affected by updates of the "
        "plugin.",
    )

    GROUP = "models"
    INPUT = "INPUT"
    SPEC = "SPEC"
    MODEL = "MODEL"
    MODEL_ID = "MODEL_ID"

    def initAlgorithm(self, configuration: Optional[dict[str, Any]] = None) -> None:  # noqa: N802
        onnx_filter = translate("ImportModel", "ONNX models (*.onnx)")
        self.add(
            QgsProcessingParameterFile(
                self.INPUT, translate("ImportModel", "ONNX file"), QgsProcessingParameterFile.File, fileFilter=onnx_filter
            ),
            translate("ImportModel", "The network. The file is copied, not changed."),
        )
        self.add(
            # No filter of extensions: JSON text is welcome as well, which a filter would refuse.
            QgsProcessingParameterFile(self.SPEC, translate("ImportModel", "Specification (JSON file or text)"), optional=True),
            translate(
                "ImportModel",
                "Specification of the network, as a JSON file or as JSON text. Empty: the specification in the file, "
                "which models of Groundshift and Deepness contain.",
            ),
        )
        self.add_file(
            self.MODEL,
            translate("ImportModel", "Model (empty: in your own models folder)"),
            onnx_filter,
            translate("ImportModel", "Path of the model. Empty or a temporary file: your own models folder."),
            made=True,
        )
        self.addOutput(QgsProcessingOutputString(self.MODEL_ID, translate("ImportModel", "Id of the model")))

    def processAlgorithm(  # noqa: N802
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        from ..model_file.importing import import_model
        from .inputs.given import Given
        from .run.failure_text import failures_for_processing

        with failures_for_processing():
            source, document, target = self.read(Given(self, parameters, context))
            imported = import_model(source, document, target)
        spec = imported.spec
        lines = (
            translate("ImportModel", "Model '{id}' ({title}) was written to {path}").format(
                id=spec.id, title=spec.title, path=imported.path
            ),
            translate("ImportModel", "Bands: {names}; resolution: {minimum:g} to {maximum:g} m per pixel.").format(
                names=", ".join(band.name for band in spec.bands), minimum=spec.gsd_m.minimum, maximum=spec.gsd_m.maximum
            ),
        )
        for line in lines:
            feedback.pushInfo(line)
        self._warn_when_hidden(imported.path, spec.id, feedback)
        return {self.MODEL: imported.path, self.MODEL_ID: spec.id}

    def read(self, given: Given) -> tuple[str, dict[str, Any], str]:
        """Return the ONNX file, its specification, and the path of the model to write.

        :raises JobFailure: the file is no network, or its specification is missing or wrong.
        """
        from ..model_file.catalogue import EXTENSION, user_folder
        from ..model_file.importing import specification_of
        from .outputs.output_checks import check_writable

        source = given.file(self.INPUT)
        document = specification_of(source, given.text(self.SPEC))
        target = given.destination(self.MODEL)
        if target is None:
            return source, document, os.path.join(user_folder(), str(document["id"]) + EXTENSION)
        check_writable(self.MODEL, target, (EXTENSION[1:],))
        return source, document, target

    def _warn_when_hidden(self, path: str, model_id: str, feedback: QgsProcessingFeedback) -> None:
        """Report it when the id leads to another file."""
        from ..jobs.failure import JobFailure
        from ..model_file.catalogue import find_model
        from .inputs.model_choice import model_folders
        from .outputs.output_checks import same_file

        try:
            found = find_model(model_id, model_folders())
        except JobFailure:
            text = translate("ImportModel", "The model is not in a models folder: select it by its path.")
            feedback.pushInfo(text)
            return
        if not same_file(found, path):
            text = translate("ImportModel", "Another model already has the id '{id}' ({path}): select this one by its path.")
            feedback.pushWarning(text.format(id=model_id, path=found))
