"""The dialog that lists, imports and removes models."""

from __future__ import annotations

import os
from typing import Any, Optional

from qgis.PyQt.QtCore import QCoreApplication, Qt, QUrl
from qgis.PyQt.QtGui import QDesktopServices, QTextTable
from qgis.PyQt.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QMessageBox,
    QPushButton,
    QSplitter,
    QTabWidget,
    QTextBrowser,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ...algorithms.inputs.model_choice import model_folders
from ...algorithms.run.failure_text import failure_text
from ...jobs.failure import JobFailure
from ...model_file.library import LibraryFile, card_text, library_files, model_size, remove_model
from ..help import help_button
from ..icons import icon, theme_icon
from ..links import color_links
from ..options.sizes import size_text
from ..window_size import resize_within_screen
from ..wrapped_text import WrappedText
from .import_dialog import ImportDialog
from .model_text import facts_html, plain_card, resolution_text, spec_text

translate = QCoreApplication.translate


def open_model_manager(parent: Optional[QWidget] = None, chosen: str = "") -> Optional[str]:
    """Open the dialog of all models and let the user choose one.

    :param chosen: id of the model that is selected at first.
    :return: id of the chosen model, or its path if the id refers to another one; ``None`` = none was chosen.
    """
    dialog = ModelDialog(parent, chosen, choosing=True)
    accepted = dialog.exec() == QDialog.DialogCode.Accepted
    found = dialog.choice() if accepted else None
    dialog.deleteLater()
    return found


def show_models(iface: Any) -> None:
    """Open the dialog of all models from the menu."""
    dialog = ModelDialog(iface.mainWindow())
    dialog.exec()
    dialog.deleteLater()


class ModelDialog(QDialog):
    """Lists the models on the left; facts, card and specification of the selected one on the right.

    :param chosen: id of the model that is selected at first.
    :param choosing: whether the user chooses a model.
    """

    def __init__(self, parent: Optional[QWidget] = None, chosen: str = "", choosing: bool = False) -> None:
        super().__init__(parent)
        self.setObjectName("GroundshiftModels")
        self.setWindowTitle(translate("Models", "Models"))
        self.setWindowIcon(icon("models"))
        self._files: dict[str, LibraryFile] = {}
        self._build(choosing)
        self._list_models()
        self._select(chosen)
        letter = self.fontMetrics().horizontalAdvance("x")
        resize_within_screen(self, 170 * letter, 80 * letter)

    def choice(self) -> Optional[str]:
        """Return the id or path of the selected model; ``None`` = no usable model is selected."""
        file = self._current()
        if file is None or file.model is None:
            return None
        return file.path if file.hidden else file.model.spec.id

    # --- The form ---

    def _build(self, choosing: bool) -> None:
        layout = QVBoxLayout(self)
        splitter = QSplitter(Qt.Orientation.Horizontal, self)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self._build_list(splitter))
        splitter.addWidget(self._build_details(splitter))
        for part in (0, 1):  # the names are long and differ at their ends
            splitter.setStretchFactor(part, 1)
        layout.addWidget(splitter, 1)
        row = QHBoxLayout()
        row.addWidget(help_button("models", parent=self))
        self._note = WrappedText("", self, "GroundshiftModelNote")
        row.addWidget(self._note, 1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        self._use: Optional[QPushButton] = None
        if choosing:
            self._use = buttons.addButton(translate("Models", "&Use this model"), QDialogButtonBox.ButtonRole.AcceptRole)
            self._use.setObjectName("GroundshiftUseModel")
            self._use.setDefault(True)
            self._use.clicked.connect(self.accept)
            self._tree.itemDoubleClicked.connect(lambda *_item: self.accept() if self.choice() else None)
        row.addWidget(buttons)
        layout.addLayout(row)

    def _build_list(self, parent: QWidget) -> QWidget:
        box = QWidget(parent)
        layout = QVBoxLayout(box)
        layout.setContentsMargins(0, 0, 0, 0)
        self._tree = QTreeWidget(box)
        self._tree.setObjectName("GroundshiftModelList")
        self._tree.setHeaderLabels(
            [translate("Models", "Model"), translate("Models", "Pixel size"), translate("Models", "File size")]
        )
        self._tree.setRootIsDecorated(False)
        self._tree.setAlternatingRowColors(True)
        header = self._tree.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column in (1, 2):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        self._tree.currentItemChanged.connect(lambda *_items: self._show())
        layout.addWidget(self._tree)
        row = QHBoxLayout()
        self._import = self._button(box, "GroundshiftImportModel", "mActionFileOpen.svg", translate("Models", "&Import…"))
        self._import.setToolTip(translate("Models", "Add an ONNX file as a model that can be chosen by name"))
        self._import.clicked.connect(self._import_model)
        self._remove = self._button(box, "GroundshiftRemoveModel", "mActionDeleteSelected.svg", translate("Models", "&Remove…"))
        self._remove.clicked.connect(self._ask_to_remove)
        self._reveal = self._button(
            box, "GroundshiftRevealModel", "mIconFolderOpen.svg", translate("Models", "Show in &folder")
        )
        self._reveal.clicked.connect(self._show_in_folder)
        for button in (self._import, self._remove, self._reveal):
            row.addWidget(button)
        row.addStretch()
        layout.addLayout(row)
        return box

    def _build_details(self, parent: QWidget) -> QWidget:
        box = QWidget(parent)
        layout = QVBoxLayout(box)
        layout.setContentsMargins(0, 0, 0, 0)
        self._title = WrappedText("", box)
        font = self._title.font()
        font.setBold(True)
        font.setPointSizeF(1.2 * font.pointSizeF())
        self._title.setFont(font)
        layout.addWidget(self._title)
        self._tabs = QTabWidget(box)
        self._tabs.setObjectName("GroundshiftModelTabs")
        self._facts, self._card, self._spec = (self._browser(box, name) for name in ("Facts", "Card", "Spec"))
        self._spec.setLineWrapMode(QTextBrowser.LineWrapMode.NoWrap)
        self._tabs.addTab(self._facts, translate("Models", "&Overview"))
        self._tabs.addTab(self._card, translate("Models", "&Card"))
        self._tabs.addTab(self._spec, translate("Models", "&Specification"))
        layout.addWidget(self._tabs, 1)
        return box

    @staticmethod
    def _browser(parent: QWidget, name: str) -> QTextBrowser:
        browser = QTextBrowser(parent)
        browser.setObjectName(f"GroundshiftModel{name}")
        browser.setOpenExternalLinks(True)
        browser.document().setDocumentMargin(10)
        return browser

    @staticmethod
    def _button(parent: QWidget, name: str, picture: str, text: str) -> QPushButton:
        button = QPushButton(theme_icon(picture), text, parent)
        button.setObjectName(name)
        button.setAutoDefault(False)
        return button

    # --- The list ---

    def _list_models(self) -> None:
        self._tree.clear()
        self._files = {file.path: file for file in library_files(model_folders())}
        for path, file in self._files.items():
            name = file.model.spec.title if file.model is not None else os.path.basename(path)
            cells = [name, resolution_text(file.model) if file.model is not None else "", size_text(model_size(path))]
            item = QTreeWidgetItem(self._tree, cells)
            item.setData(0, Qt.ItemDataRole.UserRole, path)
            item.setToolTip(0, path)
            item.setTextAlignment(2, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            if file.failure is not None:
                item.setIcon(0, theme_icon("mIconWarning.svg"))
                item.setToolTip(0, failure_text(file.failure))
            else:
                item.setIcon(0, icon("models"))

    def _select(self, name: str) -> None:
        """Select the model with this id or path, else the first one."""
        for row in range(self._tree.topLevelItemCount()):
            item = self._tree.topLevelItem(row)
            file = self._files[item.data(0, Qt.ItemDataRole.UserRole)]
            if name in (file.path, file.model.spec.id if file.model is not None else ""):
                self._tree.setCurrentItem(item)
                return
        self._tree.setCurrentItem(self._tree.topLevelItem(0))

    def _current(self) -> Optional[LibraryFile]:
        item = self._tree.currentItem()
        return self._files.get(item.data(0, Qt.ItemDataRole.UserRole)) if item is not None else None

    def _show(self) -> None:
        """Show the selected model and enable the buttons that apply."""
        file = self._current()
        model = file.model if file is not None else None
        if file is not None:
            self._title.setText(model.spec.title if model is not None else os.path.basename(file.path))
            self._facts.setHtml(facts_html(file))
            card = card_text(file.path)
            self._card.setMarkdown(card or (plain_card(model) if model is not None else ""))
            _frame_tables(self._card)
            for browser in (self._facts, self._card):
                color_links(browser.document())
            self._spec.setPlainText(spec_text(model) if model is not None else "")
        can_remove = file is not None and file.imported
        self._remove.setEnabled(can_remove)
        self._remove.setToolTip(
            translate("Models", "Delete this model from the disk")
            if can_remove
            else translate("Models", "Bundled models are part of the plugin and cannot be removed")
            if file is not None and file.bundled
            else translate("Models", "The model is in one of your own folders: only imported models can be removed here")
        )
        self._reveal.setEnabled(file is not None)
        if self._use is not None:
            self._use.setEnabled(self.choice() is not None)
            self._use.setToolTip("" if self.choice() else translate("Models", "This file cannot be used, see the overview"))

    # --- Actions ---

    def _import_model(self) -> None:
        dialog = ImportDialog(self)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self._list_models()
            self._select(dialog.imported)
            self._note.setText(translate("Models", "'{id}' was imported.").format(id=self.choice() or ""))
        dialog.deleteLater()

    def _ask_to_remove(self) -> None:
        file = self._current()
        if file is None:
            return
        name = file.model.spec.title if file.model is not None else os.path.basename(file.path)
        question = QMessageBox(
            QMessageBox.Icon.Question,
            translate("Models", "Remove a model"),
            translate("Models", "Remove '{name}' from the disk? This cannot be undone.").format(name=name) + f"\n\n{file.path}",
            QMessageBox.StandardButton.Cancel,
            self,
        )
        remove = question.addButton(translate("Models", "Remove"), QMessageBox.ButtonRole.DestructiveRole)
        question.exec()
        if question.clickedButton() is remove:
            self._remove_model(file)

    def _remove_model(self, file: LibraryFile) -> None:
        try:
            remove_model(file.path)
        except JobFailure as failure:
            self._note.setText(failure_text(failure))
            return
        self._list_models()
        self._select("")
        self._note.setText(translate("Models", "{file} was removed.").format(file=os.path.basename(file.path)))

    def _show_in_folder(self) -> None:
        file = self._current()
        if file is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(os.path.dirname(file.path)))


def _frame_tables(browser: QTextBrowser) -> None:
    """Draw Markdown tables with thin lines and padding, without empty header rows."""
    for frame in browser.document().rootFrame().childFrames():
        if isinstance(frame, QTextTable):
            table = frame.format()
            table.setBorder(1)
            table.setBorderCollapse(True)
            table.setCellPadding(4)
            table.setCellSpacing(0)
            frame.setFormat(table)
            head = [frame.cellAt(0, column).firstCursorPosition().block().text() for column in range(frame.columns())]
            if frame.rows() > 1 and not any(text.strip() for text in head):
                frame.removeRows(0, 1)
