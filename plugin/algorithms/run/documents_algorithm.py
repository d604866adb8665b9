"""What the algorithms have in common whose outputs are documents: reports, tables, measures."""

from __future__ import annotations

from typing import Any, ClassVar, Dict, Iterable, Mapping, Tuple

from qgis.core import QgsProcessingContext

from .job_algorithm import JobAlgorithm


class DocumentsAlgorithm(JobAlgorithm):
    """Subclasses name their outputs and what can be written."""

    EXTENSIONS: ClassVar[Mapping[str, Tuple[str, ...]]] = {}  # parameter -> extensions, the usual one first

    def check_documents(self, parameters: Dict[str, Any], context: QgsProcessingContext, inputs: Iterable[str]) -> None:
        """Check where the outputs are to be written.

        :param inputs: files that must not be overwritten.
        :raises JobFailure: naming the output's parameter.
        """
        from ..outputs.output_checks import check_documents, destination_path

        paths = {name: destination_path(parameters, name, context) for name in self.EXTENSIONS}
        check_documents(paths, self.EXTENSIONS, inputs)

    def output_paths(self, parameters: Dict[str, Any], context: QgsProcessingContext) -> Dict[str, str]:
        """Parameter -> path of each output that is wanted."""
        paths = {name: self.parameterAsFileOutput(parameters, name, context) for name in self.EXTENSIONS}
        return {name: path for name, path in paths.items() if path}
