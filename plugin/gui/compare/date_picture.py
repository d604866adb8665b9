"""A map picture, rendered in the background and kept until a newer one is ready."""

from __future__ import annotations

from typing import Optional

from qgis.core import QgsMapRendererParallelJob, QgsMapSettings
from qgis.PyQt.QtCore import QObject, QPointF, QTimer, pyqtSignal
from qgis.PyQt.QtGui import QImage, QPolygonF, QTransform

# As in QGIS's canvas, slow pictures are shown while they are rendered.
_PARTIAL_MILLISECONDS = 300


class DatePicture(QObject):
    """Renders a map and keeps the last picture with its map settings.

    Nothing blocks: superseded jobs are cancelled and delete themselves.
    """

    changed = pyqtSignal()

    def __init__(self, parent: Optional[QObject] = None) -> None:
        super().__init__(parent)
        self._job: Optional[QgsMapRendererParallelJob] = None
        self._leaving: list[QgsMapRendererParallelJob] = []
        self._image: Optional[QImage] = None
        self._settings: Optional[QgsMapSettings] = None
        self._partial_view = False  # whether the picture is incomplete
        self._partial = QTimer(self)
        self._partial.setInterval(_PARTIAL_MILLISECONDS)
        self._partial.timeout.connect(self._show_partial)

    @property
    def rendering(self) -> bool:
        """Whether a newer picture is being rendered."""
        return self._job is not None

    @property
    def image(self) -> Optional[QImage]:
        """The last picture, in device pixels; ``None`` = none yet."""
        return self._image

    def render(self, settings: QgsMapSettings) -> None:
        """Start rendering; a running job is cancelled."""
        self._give_up()
        if not settings.hasValidSettings():
            return
        job = QgsMapRendererParallelJob(settings)
        # Not a function that holds the job: QGIS ended where the cycle of both was collected while a project was read.
        job.finished.connect(self._finished)
        self._job = job
        self._partial.start()
        job.start()

    def forget(self) -> None:
        """Cancel rendering and drop the picture."""
        self._give_up()
        self._image = self._settings = None

    def release(self) -> None:
        """Cancel all jobs and wait for them, before the layers are deleted."""
        self.forget()
        leaving, self._leaving = self._leaving, []
        for job in leaving:
            job.finished.disconnect(self._finished)
            job.cancel()
            job.deleteLater()

    def placement(self, current: QgsMapSettings) -> Optional[QTransform]:
        """Return the transform from logical pixels of the picture to pixels of a map with the settings ``current``.

        Until a new picture is ready, one of another extent, scale or rotation is placed at its geographic position.

        :return: ``None`` = there is no picture, or it has another CRS.
        """
        if self._image is None or self._settings is None:
            return None
        if self._settings.destinationCrs() != current.destinationCrs():
            return None
        size = self._settings.outputSize()
        source = QPolygonF([QPointF(x, y) for x, y in _corners(size.width(), size.height())])
        ground, map_now = self._settings.mapToPixel(), current.mapToPixel()
        target = QPolygonF()
        for x, y in _corners(size.width(), size.height()):
            point = map_now.transform(ground.toMapCoordinates(x, y))
            target.append(QPointF(point.x(), point.y()))
        transform = QTransform()
        return transform if QTransform.quadToQuad(source, target, transform) else None

    def _finished(self) -> None:
        """Take the picture of the job that has ended; of those given up nothing is left."""
        ended = [job for job in self._leaving if not job.isActive()]
        self._leaving = [job for job in self._leaving if job not in ended]
        for job in ended:
            job.deleteLater()
        job = self._job
        if job is None or job.isActive():
            return
        self._partial.stop()
        self._take(job)
        self._partial_view = False
        self._job = None
        job.deleteLater()
        self.changed.emit()

    def _show_partial(self) -> None:
        job = self._job
        # An incomplete picture is better than one of another view, but not than a complete one of the same view.
        if job is not None and not self._shows_view_of(job.mapSettings()):
            self._take(job)
            self._partial_view = True
            self.changed.emit()

    def _shows_view_of(self, wanted: QgsMapSettings) -> bool:
        """Return True if there is a complete picture of the same view and size."""
        have = self._settings
        return (
            have is not None
            and not self._partial_view
            and have.extent() == wanted.extent()
            and have.rotation() == wanted.rotation()
            and have.outputSize() == wanted.outputSize()
            and have.destinationCrs() == wanted.destinationCrs()
        )

    def _take(self, job: QgsMapRendererParallelJob) -> None:
        image = job.renderedImage()
        if not image.isNull():
            self._image, self._settings = image, job.mapSettings()

    def _give_up(self) -> None:
        self._partial.stop()
        job, self._job = self._job, None
        if job is not None:
            self._leaving.append(job)
            job.cancelWithoutBlocking()


def _corners(width: int, height: int) -> tuple[tuple[int, int], ...]:
    return ((0, 0), (width, 0), (width, height), (0, height))
