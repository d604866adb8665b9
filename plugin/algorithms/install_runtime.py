"""``groundshift:installruntime``: install the Python environment of the worker."""

from __future__ import annotations

from typing import Any, Optional

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputString,
    QgsProcessingParameterEnum,
)
from qgis.PyQt.QtCore import QCoreApplication

from ..jobs.texts.mark import QT_TRANSLATE_NOOP
from .base import GroundshiftAlgorithm
from .run.worker_feedback import is_cancelled

translate = QCoreApplication.translate

_MEGABYTE = 1 << 20


class InstallRuntime(GroundshiftAlgorithm):
    """Installation of the worker's Python environment; quick if it is complete already."""

    NAME = "installruntime"
    LABEL = QT_TRANSLATE_NOOP("InstallRuntime", "Install runtime")
    TAGS = QT_TRANSLATE_NOOP("InstallRuntime", "install,runtime,repair,update,python,onnxruntime,torch,environment")
    SUMMARY = QT_TRANSLATE_NOOP(
        "InstallRuntime", "Installs or repairs the packages that run the networks, separately from QGIS's Python."
    )
    HELP = QT_TRANSLATE_NOOP(
        "InstallRuntime",
        "Downloads the packages that run the networks into a separate Python environment. QGIS's own Python is "
        "not changed. One installation serves all QGIS profiles and survives upgrades of the plugin.\n"
        "Run it again to repair the environment, to continue after an interruption, or to add a component.\n"
        "Advanced settings, in Settings > Options > Advanced: groundshift/python sets your own Python "
        "interpreter, groundshift/torch_index the address of a package index with torch builds, as listed on the "
        "PyTorch website for your processor or CUDA version.",
    )

    GROUP = "setup"
    COMPONENTS = "COMPONENTS"
    ACCELERATOR = "ACCELERATOR"
    PYTHON = "PYTHON"
    VERSIONS = "VERSIONS"

    def initAlgorithm(self, configuration: Optional[dict[str, Any]] = None) -> None:  # noqa: N802
        from ..runtime.accelerators import AUTOMATIC, CHOICES, COMPONENTS

        self.add(
            # Static texts: scripts and models use "training" rather than 1.
            QgsProcessingParameterEnum(
                self.COMPONENTS,
                translate("InstallRuntime", "Components"),
                list(COMPONENTS),
                allowMultiple=True,
                defaultValue=[COMPONENTS[0]],
                usesStaticStrings=True,
            ),
            translate(
                "InstallRuntime",
                "inference: the packages that run models (200 MB to download). training: additional packages that "
                "train models (200 MB to several GB, depending on the torch build for CPU or graphics card). cluster: Dask, "
                "for 'Detect change on a cluster' (4 MB). server: pygeoapi, to serve the tools over HTTP (20 MB; for "
                "Python 3.10 or later). Installed components are kept.",
            ),
        )
        self.add(
            QgsProcessingParameterEnum(
                self.ACCELERATOR,
                translate("InstallRuntime", "Accelerator"),
                list(CHOICES),
                defaultValue=AUTOMATIC,
                usesStaticStrings=True,
            ),
            translate(
                "InstallRuntime",
                "The library that runs the networks. automatic: the one that fits this machine. plain: ONNX Runtime for "
                "the processor. openvino: OpenVINO in addition, for processors of Intel and AMD (60 MB more to download). "
                "cuda: ONNX Runtime for NVIDIA cards, with the libraries of CUDA (1.6 to 2 GB). directml: ONNX Runtime "
                "for any graphics card with DirectX 12 on Windows (25 MB). Run it again to change the choice, then run "
                "'Measure runtime' to use what is fastest.",
            ),
        )
        self.addOutput(QgsProcessingOutputString(self.PYTHON, translate("InstallRuntime", "Python of the runtime")))
        self.addOutput(QgsProcessingOutputString(self.VERSIONS, translate("InstallRuntime", "Versions of the packages")))

    def processAlgorithm(  # noqa: N802
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        from ..jobs.failure import Cancelled
        from .run.failure_text import failures_for_processing

        components = self.parameterAsEnumStrings(parameters, self.COMPONENTS, context)
        accelerator = self.parameterAsEnumString(parameters, self.ACCELERATOR, context)
        try:
            with failures_for_processing():
                return self._install(tuple(components), accelerator, feedback)
        except Cancelled:
            feedback.pushInfo(translate("InstallRuntime", "Stopped. Run it again to continue."))
            return {}

    def _install(self, components: tuple[str, ...], accelerator: str, feedback: QgsProcessingFeedback) -> dict[str, Any]:
        """Install, and report what is installed.

        :raises JobFailure: it cannot be done. :raises Cancelled: the user stopped it.
        """
        from ..runtime import settings
        from ..runtime.accelerators import OPENVINO
        from ..runtime.install import InstallRequest, install
        from ..runtime.worker_pool import release_idle

        if not release_idle():
            feedback.pushWarning(
                translate("InstallRuntime", "A job is running; its worker process keeps using the packages it has loaded.")
            )

        def report(fraction: float, text: str) -> None:
            feedback.setProgress(100 * fraction)
            if text:
                feedback.pushInfo(text)

        request = InstallRequest(components=components, torch_index=settings.torch_index(), accelerator=accelerator)
        installed = install(request, report, lambda: is_cancelled(feedback))
        versions = ", ".join(f"{name} {version}" for name, version in installed.versions.items())
        feedback.pushInfo(
            translate("InstallRuntime", "{versions}; {size} MB on disk").format(
                versions=versions, size=round(installed.size_bytes / _MEGABYTE)
            )
        )
        if installed.build == OPENVINO and not settings.provider():
            feedback.pushInfo(
                translate(
                    "InstallRuntime",
                    "OpenVINO is installed. It runs the networks once 'Measure runtime' has found it to be the fastest here, "
                    "or once it is chosen in the Options.",
                )
            )
        self._try_worker(installed.python, feedback)
        return {self.PYTHON: installed.python, self.VERSIONS: versions}

    def _try_worker(self, python: str, feedback: QgsProcessingFeedback) -> None:
        """Start the worker once, so that what does not work shows here rather than in the first job.

        :raises JobFailure: it does not start. :raises Cancelled: the user stopped.
        """
        from ..runtime.interpreter import find_interpreter
        from ..runtime.worker_pool import worker_hello

        interpreter = find_interpreter()
        if interpreter.python != python:
            text = translate("InstallRuntime", "The worker does not use this environment: {origin} is set to {python}.")
            feedback.pushWarning(text.format(origin=interpreter.named_by or interpreter.python, python=interpreter.python))
            return
        hello = worker_hello(lambda: is_cancelled(feedback))
        text = translate("InstallRuntime", "The worker runs on Python {python}; execution providers: {providers}.")
        feedback.pushInfo(text.format(python=hello.python, providers=", ".join(hello.providers)))
