"""``groundshift:importmodel``: makes an ONNX file of one's own a model that can be chosen by its id."""

from __future__ import annotations

import os
from typing import Any, Optional

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingOutputString,
    QgsProcessingParameterFile,
    QgsProcessingParameterFileDestination,
)
from qgis.PyQt.QtCore import QCoreApplication

from .base import GroundshiftAlgorithm

translate = QCoreApplication.translate


class ImportModel(GroundshiftAlgorithm):
    """Writes a specification into an ONNX file and puts it where models are looked for."""

    INPUT = "INPUT"
    SPEC = "SPEC"
    MODEL = "MODEL"
    MODEL_ID = "MODEL_ID"

    def name(self) -> str:
        return "importmodel"

    def displayName(self) -> str:  # noqa: N802 (QGIS's names, here and below)
        return translate("ImportModel", "Import model")

    def group(self) -> str:
        return translate("ImportModel", "Models")

    def groupId(self) -> str:  # noqa: N802
        return "models"

    def tags(self) -> list[str]:
        return translate("ImportModel", "model,import,onnx,deepness,neural network,deep learning,specification").split(",")

    def shortDescription(self) -> str:  # noqa: N802
        return translate("ImportModel", "Makes an ONNX network a model that can be chosen by name.")

    def shortHelpString(self) -> str:  # noqa: N802
        return translate(
            "ImportModel",
            "Makes an ONNX network of your own a model that the other tools can use by its name.\n"
            "A model carries its specification: bands, resolution, normalisation, classes. Networks made for the Deepness "
            "plugin bring theirs along and need nothing else. For any other network give the specification, as a JSON file "
            "or as JSON text (see models/SPEC.md).\n"
            "Unless you say where to write it, the model goes into your own models folder, where updates of the plugin "
            "leave it alone.",
        )

    def initAlgorithm(self, configuration: Optional[dict[str, Any]] = None) -> None:  # noqa: N802
        onnx_filter = translate("ImportModel", "ONNX models (*.onnx)")
        self.add(
            QgsProcessingParameterFile(
                self.INPUT, translate("ImportModel", "ONNX file"), QgsProcessingParameterFile.File, fileFilter=onnx_filter
            ),
            translate("ImportModel", "The network. It is copied; the file itself is not changed."),
        )
        self.add(
            # No filter of extensions: JSON text is welcome as well, which a filter would refuse.
            QgsProcessingParameterFile(self.SPEC, translate("ImportModel", "Specification (JSON file or text)"), optional=True),
            translate(
                "ImportModel",
                "How the network is to be used, as a JSON file or as JSON text. "
                "Empty: the file's own, which Groundshift's and Deepness's models have.",
            ),
        )
        self.add(
            QgsProcessingParameterFileDestination(
                self.MODEL,
                translate("ImportModel", "Model (left empty: into your own models folder)"),
                onnx_filter,
                None,
                True,
                True,
            ),
            translate("ImportModel", "Where to write the model. Empty or a temporary file: into your own models folder."),
        )
        self.addOutput(QgsProcessingOutputString(self.MODEL_ID, translate("ImportModel", "Id of the model")))

    def checkParameterValues(  # noqa: N802
        self, parameters: dict[str, Any], context: QgsProcessingContext
    ) -> tuple[bool, str]:
        from ..jobs.failure import JobFailure
        from .run.failure_text import failure_text

        try:
            self._read(parameters, context)
        except JobFailure as failure:
            return False, failure_text(failure)
        good, text = super().checkParameterValues(parameters, context)
        return bool(good), str(text)

    def processAlgorithm(  # noqa: N802
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        from ..jobs.failure import JobFailure
        from ..model_file.importing import import_model
        from .run.failure_text import failure_text

        try:
            source, document, target = self._read(parameters, context)
            imported = import_model(source, document, target)
        except JobFailure as failure:
            raise QgsProcessingException(failure_text(failure)) from failure
        spec = imported.spec
        lines = (
            translate("ImportModel", "Model '{id}' ({title}) is at {path}").format(
                id=spec.id, title=spec.title, path=imported.path
            ),
            translate("ImportModel", "Bands: {names}; made for {minimum:g} to {maximum:g} m a pixel.").format(
                names=", ".join(band.name for band in spec.bands), minimum=spec.gsd_m.minimum, maximum=spec.gsd_m.maximum
            ),
        )
        for line in lines:
            feedback.pushInfo(line)
        self._warn_when_hidden(imported.path, spec.id, feedback)
        return {self.MODEL: imported.path, self.MODEL_ID: spec.id}

    def _read(self, parameters: dict[str, Any], context: QgsProcessingContext) -> tuple[str, dict[str, Any], str]:
        """The ONNX file, its specification, and where the model goes.

        :raises JobFailure: the file is no network, or its specification is missing or wrong.
        """
        from ..model_file.catalogue import EXTENSION, user_folder
        from ..model_file.importing import specification_of
        from .outputs.output_checks import check_writable, destination_path

        source = self.parameterAsFile(parameters, self.INPUT, context)
        document = specification_of(source, self.parameterAsString(parameters, self.SPEC, context) or "")
        target = destination_path(parameters, self.MODEL, context)
        if target is None:
            return source, document, os.path.join(user_folder(), str(document["id"]) + EXTENSION)
        check_writable(self.MODEL, target, (EXTENSION[1:],))
        return source, document, target

    def _warn_when_hidden(self, path: str, model_id: str, feedback: QgsProcessingFeedback) -> None:
        """Say so when the id leads to another file."""
        from ..jobs.failure import JobFailure
        from ..model_file.catalogue import find_model
        from .inputs.model_choice import model_folders
        from .outputs.output_checks import same_file

        try:
            found = find_model(model_id, model_folders())
        except JobFailure:
            text = translate("ImportModel", "It is in no folder that is searched for models: choose it by its path.")
            feedback.pushInfo(text)
            return
        if not same_file(found, path):
            text = translate("ImportModel", "Another model has the id '{id}' already ({path}): choose this one by its path.")
            feedback.pushWarning(text.format(id=model_id, path=found))
