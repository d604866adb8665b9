"""``groundshift:detectchangecluster``: change detection block by block, on several processes or machines."""

from __future__ import annotations

from typing import Any, Optional

from qgis.core import (
    QgsProcessingOutputNumber,
    QgsProcessingParameterFolderDestination,
    QgsProcessingParameterString,
)
from qgis.PyQt.QtCore import QCoreApplication

from ..jobs.texts.mark import QT_TRANSLATE_NOOP
from .detect_change import DetectChange
from .inputs.model_choice import add_change_model
from .inputs.pair_parameters import add_area, add_dates, add_grid
from .run.job_algorithm import Steps

translate = QCoreApplication.translate

_MOST_WORKERS = 1024
_LEAST_BLOCK = 256
_DEFAULT_BLOCK = 4096


class DetectChangeCluster(DetectChange):
    """Change detection on a cluster of Dask: the parameters of :class:`DetectChange`, and those of the cluster."""

    NAME = "detectchangecluster"
    LABEL = QT_TRANSLATE_NOOP("DetectChangeCluster", "Detect change on a cluster")
    TAGS = QT_TRANSLATE_NOOP(
        "DetectChangeCluster",
        "change,detection,cluster,Dask,distributed,parallel,blocks,large area,country,HPC,deep learning",
    )
    SUMMARY = QT_TRANSLATE_NOOP(
        "DetectChangeCluster", "Detects change with a neural network block by block, on several processes or machines."
    )
    HELP = QT_TRANSLATE_NOOP(
        "DetectChangeCluster",
        "Detects what changed on the ground as 'Detect change' does, with the same results, but cuts the area into blocks "
        "that are computed by a cluster of Dask: by several processes on this computer, or by the machines of a scheduler "
        "that is running elsewhere.\n"
        "Each block becomes a raster and a GeoPackage in the folder of blocks. Run the tool again with the same folder to "
        "compute only what is missing. A block that fails is tried again twice, and then left without data.\n"
        "All machines must read the inputs and the model, and write the folder of blocks, under the same paths.\n"
        "Run 'Install runtime' with the component 'cluster' once.",
    )

    SCHEDULER = "SCHEDULER"
    BLOCK_SIZE = "BLOCK_SIZE"
    WORKERS = "WORKERS"
    BLOCKS = "BLOCKS"
    BLOCK_COUNT = "BLOCK_COUNT"
    BLOCKS_FAILED = "BLOCKS_FAILED"

    def initAlgorithm(self, configuration: Optional[dict[str, Any]] = None) -> None:  # noqa: N802
        add_dates(self)
        add_change_model(self)
        add_area(self)
        self._add_decisions()
        add_grid(self)
        self._add_cluster()
        self._add_outputs()
        title = translate("DetectChangeCluster", "Folder of blocks")
        self.add(
            QgsProcessingParameterFolderDestination(self.BLOCKS, title, optional=True, createByDefault=False),
            translate(
                "DetectChangeCluster",
                "The results of the blocks, their jobs (JSON) and a virtual mosaic. A later run with the same folder computes "
                "only what is missing. With a scheduler, a folder that all machines share. Empty: they are not kept.",
            ),
        )
        for name, text in (
            (self.BLOCK_COUNT, translate("DetectChangeCluster", "Number of blocks")),
            (self.BLOCKS_FAILED, translate("DetectChangeCluster", "Number of blocks without data because they failed")),
        ):
            self.addOutput(QgsProcessingOutputNumber(name, text))

    def steps(self) -> Steps:
        from .run.detect_change_cluster import STEPS

        return STEPS

    def _add_cluster(self) -> None:
        self.add(
            QgsProcessingParameterString(
                self.SCHEDULER, translate("DetectChangeCluster", "Address of the scheduler"), optional=True
            ),
            translate(
                "DetectChangeCluster",
                "Of a running scheduler of Dask, such as tcp://10.0.0.1:8786. Use schedulers in networks that you trust only. "
                "Empty: processes on this computer.",
            ),
        )
        self.add_number(
            self.BLOCK_SIZE,
            translate("DetectChangeCluster", "Block size (pixels)"),
            translate(
                "DetectChangeCluster",
                "Approximate side of a block. Smaller blocks spread better and lose less if one fails; larger ones have less "
                "overhead.",
            ),
            _DEFAULT_BLOCK,
            least=_LEAST_BLOCK,
            whole=True,
            optional=False,
            advanced=True,
        )
        self.add_number(
            self.WORKERS,
            translate("DetectChangeCluster", "Processes on this computer"),
            translate("DetectChangeCluster", "0: one for every two cores. Not used with a scheduler."),
            0,
            most=_MOST_WORKERS,
            whole=True,
            optional=False,
            advanced=True,
        )
