"""The options page: runtime, speed, model folders and downloads."""

from __future__ import annotations

import os
from typing import Optional

from qgis.core import QgsSettings
from qgis.gui import QgsOptionsPageWidget, QgsScrollArea
from qgis.PyQt.QtCore import QCoreApplication, Qt
from qgis.PyQt.QtWidgets import (
    QComboBox,
    QFileDialog,
    QFormLayout,
    QFrame,
    QGroupBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QMessageBox,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from ...algorithms.inputs.model_choice import FOLDERS_SETTING, model_folders
from ...algorithms.run.failure_text import failure_text
from ...jobs.failure import JobFailure
from ...jobs.measure_runtime import PROCESSOR
from ...model_file.catalogue import user_folder
from ...runtime import settings
from ..background import BackgroundRun
from ..help import help_button
from ..icons import icon
from ..target_names import NAMES
from ..wrapped_text import MessageText, WrappedText
from .interpreter_box import InterpreterBox
from .measure_box import MeasureBox
from .runtime_box import RuntimeBox
from .server_box import ServerBox
from .sizes import place_text, size_text

translate = QCoreApplication.translate


class OptionsPage(QgsOptionsPageWidget):
    """Settings are written when the Options are accepted; installing, removing and clearing take effect immediately."""

    def __init__(self, parent: Optional[QWidget] = None) -> None:
        super().__init__(parent)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        area = QgsScrollArea(self)  # for small screens and large fonts
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        outer.addWidget(area)
        content = QWidget(area)
        area.setWidget(content)
        layout = QVBoxLayout(content)
        head = QHBoxLayout()
        title = QLabel(translate("Options", "Runtime of the networks, folders of models and downloads"), self)
        title.setWordWrap(True)
        head.addWidget(title, 1)
        head.addWidget(help_button("settings", parent=self))
        layout.addLayout(head)
        self._runtime = RuntimeBox(self)
        self._interpreter = InterpreterBox(self)
        self._server = ServerBox(self)
        for box in (self._runtime, self._server, self._interpreter, self._speed_box(), self._models_box(), self._storage_box()):
            layout.addWidget(box)
        layout.addStretch()
        self._runtime.changed.connect(self._show_cache)
        self._show_cache()

    def apply(self) -> None:
        """Write the settings when the user accepts the Options."""
        store = QgsSettings()
        values = {
            settings.PYTHON_KEY: self._interpreter.python(),
            settings.TORCH_INDEX_KEY: self._index.text().strip(),
            settings.THREADS_KEY: self._threads.value() or "",
            settings.PROVIDER_KEY: self._provider.currentData() or "",
            FOLDERS_SETTING: [self._folders.item(row).text() for row in range(self._folders.count())],
        }
        for key, value in values.items():
            if value:
                store.setValue(key, value)
            else:
                store.remove(key)  # an empty value removes the setting
        try:
            self._server.apply()
        except JobFailure as failure:
            QMessageBox.warning(self, "Groundshift", failure_text(failure))

    # --- Speed ---

    def _speed_box(self) -> QGroupBox:
        box = QGroupBox(translate("Options", "Speed"), self)
        form = _form(box)
        self._threads = QSpinBox(box)
        self._threads.setObjectName("GroundshiftThreads")
        self._threads.setRange(0, 4 * (os.cpu_count() or 64))
        self._threads.setSpecialValueText(translate("Options", "All cores ({count})").format(count=os.cpu_count()))
        self._threads.setValue(settings.threads())
        self._threads.setToolTip(
            translate("Options", "Fewer threads leave more capacity to other programs while a network runs")
        )
        form.addRow(translate("Options", "&Threads of a network"), self._threads)
        self._provider = QComboBox(box)
        self._provider.setObjectName("GroundshiftProvider")
        self._provider.addItem(translate("Options", "Automatic: what was measured as the fastest"), "")
        self._provider.addItem(translate("Options", "Processor"), PROCESSOR)
        for name, text in NAMES.items():
            self._provider.addItem(text, name)
        chosen = settings.named_provider()
        if chosen and self._provider.findData(chosen) < 0:
            self._provider.addItem(chosen, chosen)
        self._provider.setCurrentIndex(max(0, self._provider.findData(chosen)))
        self._provider.setToolTip(
            translate(
                "Options",
                "Execution provider of the networks. A provider that the runtime does not have is skipped; the "
                "log of each run names the one used",
            )
        )
        form.addRow(translate("Options", "&Run networks on"), self._provider)
        self._interpreter.providersFound.connect(self._mark_providers)
        form.addRow(MeasureBox(box))
        return box

    def _mark_providers(self, found: list[str]) -> None:
        """Mark which of the listed providers the worker has."""
        for index in range(1, self._provider.count()):
            text = self._provider.itemText(index).partition(" (")[0]
            there = self._provider.itemData(index).partition(":")[0] in found
            mark = translate("Options", "available") if there else translate("Options", "not in this runtime")
            self._provider.setItemText(index, f"{text} ({mark})")

    # --- Models ---

    def _models_box(self) -> QGroupBox:
        box = QGroupBox(translate("Options", "Models"), self)
        layout = QVBoxLayout(box)
        text = translate("Options", "Folders searched for models, in addition to the bundled ones and {folder}:")
        label = WrappedText(text.format(folder=place_text(user_folder())), box)
        layout.addWidget(label)
        row = QHBoxLayout()
        self._folders = QListWidget(box)
        self._folders.setObjectName("GroundshiftModelFolders")
        self._folders.addItems(model_folders())
        self._folders.setMaximumHeight(5 * self.fontMetrics().lineSpacing())
        self._folders.setAccessibleName(label.text())
        self._folders.currentRowChanged.connect(lambda _row: self._show_folders())
        row.addWidget(self._folders)
        column = QVBoxLayout()
        add = QPushButton(translate("Options", "&Add…"), box)
        add.setObjectName("GroundshiftAddFolder")
        add.clicked.connect(self._add_folder)
        self._drop = QPushButton(translate("Options", "R&emove"), box)
        self._drop.setObjectName("GroundshiftDropFolder")
        self._drop.clicked.connect(self._drop_folder)
        for button in (add, self._drop):
            column.addWidget(button)
        column.addStretch()
        row.addLayout(column)
        layout.addLayout(row)
        manage = QPushButton(icon("models"), translate("Options", "&Manage models…"), box)
        manage.setObjectName("GroundshiftManageModels")
        manage.clicked.connect(self._manage_models)
        layout.addWidget(manage, 0, Qt.AlignmentFlag.AlignLeft)
        self._show_folders()
        return box

    def _show_folders(self) -> None:
        chosen = self._folders.currentRow() >= 0
        self._drop.setEnabled(chosen)
        self._drop.setToolTip(
            translate("Options", "Remove this folder from the search; no file is deleted")
            if chosen
            else translate("Options", "Select a folder first")
        )

    def _add_folder(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, translate("Options", "Folder with models"))
        known = [self._folders.item(row).text() for row in range(self._folders.count())]
        if folder and folder not in known:
            self._folders.addItem(folder)

    def _drop_folder(self) -> None:
        self._folders.takeItem(self._folders.currentRow())
        self._show_folders()

    def _manage_models(self) -> None:
        from ..models.model_manager import ModelDialog

        ModelDialog(self).exec()

    # --- Downloads ---

    def _storage_box(self) -> QGroupBox:
        box = QGroupBox(translate("Options", "Downloads"), self)
        form = _form(box)
        self._index = QLineEdit(settings.torch_index(), box)
        self._index.setObjectName("GroundshiftTorchIndex")
        self._index.setPlaceholderText(translate("Options", "pip's default"))
        self._index.setToolTip(
            translate(
                "Options",
                "URL of a package index with builds of PyTorch, as given on the PyTorch website for your "
                "processor or CUDA version. It takes effect at the next installation of the training component",
            )
        )
        form.addRow(translate("Options", "Inde&x for torch"), self._index)
        row = QHBoxLayout()
        self._cache = MessageText("", box, "GroundshiftCacheSize")
        row.addWidget(self._cache, 1)
        self._clear = QPushButton(translate("Options", "C&lear"), box)
        self._clear.setObjectName("GroundshiftClearCache")
        self._clear.clicked.connect(self._clear_cache)
        row.addWidget(self._clear)
        form.addRow(translate("Options", "Cache"), row)
        return box

    def _show_cache(self) -> None:
        from ...runtime.folders import cache_folder
        from ...runtime.removal import cache_size

        self._cache.setToolTip(cache_folder())
        self._count(cache_size)

    def _clear_cache(self) -> None:
        from ...runtime.removal import cache_size, clear_cache

        def clear_and_count() -> int:
            clear_cache()
            return cache_size()

        self._clear.setEnabled(False)
        self._count(clear_and_count)

    def _count(self, work: object) -> None:
        """Count the cache's size in the background: it may hold thousands of files."""
        call = BackgroundRun(lambda _feedback: work())  # type: ignore[operator]
        call.done.connect(self._cache_counted)
        call.failed.connect(self._cache_failed)
        call.start()

    def _cache_counted(self, size: int) -> None:
        self._cache.setText(
            translate("Options", "{size} of downloaded packages and compiled networks").format(size=size_text(size))
            if size
            else translate("Options", "empty")
        )
        self._clear.setEnabled(size > 0)
        self._clear.setToolTip("" if size else translate("Options", "The cache is empty"))

    def _cache_failed(self, failure: JobFailure) -> None:
        self._cache.setText(failure_text(failure))
        self._clear.setEnabled(True)


def _form(box: QGroupBox) -> QFormLayout:
    form = QFormLayout(box)
    form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
    form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
    return form
