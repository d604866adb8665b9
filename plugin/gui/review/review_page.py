"""The widgets of an active review; the panel connects them."""

from __future__ import annotations

from typing import Any, Callable, Iterable, Optional

from qgis.PyQt.QtCore import QCoreApplication, QRectF, QSize, Qt, QTimer
from qgis.PyQt.QtGui import QIcon, QPainter, QPalette, QPixmap
from qgis.PyQt.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ..compare.date_item import Shown
from ..icons import icon, theme_icon
from ..links import with_link_color
from .review_classes import SampleClass
from .review_editing import EditMode
from .walk import Order

translate = QCoreApplication.translate

_OWN_TIP = "groundshiftOwnTip"  # property of disabled widgets: their own tool tip


class ReviewPage(QWidget):
    """Progress, current polygon or point, decisions, editing and products."""

    def __init__(self, parent: Optional[QWidget] = None) -> None:
        super().__init__(parent)
        self._icon_size = round(1.25 * self.fontMetrics().height())
        self._scroll = QTimer(self)  # runs after the layout has been updated
        self._scroll.setSingleShot(True)
        self._scroll.setInterval(0)
        self._scroll.timeout.connect(self._show_what_to_do)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        self._build_progress(layout)
        self._build_walk(layout)
        self._build_card(layout)
        self._build_decisions(layout)
        self._build_editing(layout)
        self._build_products(layout)
        layout.addStretch()

    # --- Parts ---

    def _build_progress(self, layout: QVBoxLayout) -> None:
        self.progress = QProgressBar(self)
        self.progress.setObjectName("GroundshiftReviewProgress")
        self.progress.setTextVisible(False)
        self.progress.setFixedHeight(round(0.6 * self.fontMetrics().height()))
        self.counts = _label(self, "GroundshiftReviewCounts")
        layout.addWidget(self.progress)
        layout.addWidget(self.counts)

    def _build_walk(self, layout: QVBoxLayout) -> None:
        row = QHBoxLayout()
        self.order = QComboBox(self)
        self.order.setObjectName("GroundshiftReviewOrder")
        self.order.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.order.setMinimumContentsLength(7)
        self.order.setToolTip(translate("Review", "Order of the review"))
        self.order.setAccessibleName(translate("Review", "Order"))
        self.undecided = QCheckBox(with_key(translate("Review", "Undecided onl&y"), "F"), self)
        self.undecided.setObjectName("GroundshiftReviewUndecided")
        self.undecided.setToolTip(with_key(translate("Review", "Next and Previous skip what is already decided"), "F"))
        row.addWidget(self.order, 1)
        row.addWidget(self.undecided)
        layout.addLayout(row)

    def _build_card(self, layout: QVBoxLayout) -> None:
        self.card = QFrame(self)
        self.card.setObjectName("GroundshiftReviewCard")
        self.card.setFrameShape(QFrame.Shape.StyledPanel)
        inside = QVBoxLayout(self.card)
        head = QHBoxLayout()
        self.place = QLabel(self.card)
        self.place.setObjectName("GroundshiftReviewPlace")
        font = self.place.font()
        font.setBold(True)
        self.place.setFont(font)
        self.status = QLabel(self.card)
        self.status.setObjectName("GroundshiftReviewStatus")
        self.status.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        head.addWidget(self.place, 1)
        head.addWidget(self.status)
        inside.addLayout(head)
        self.facts = _label(self.card, "GroundshiftReviewFacts")
        inside.addWidget(self.facts)
        walk = QHBoxLayout()
        self.previous = self._tool(
            "Previous",
            translate("Review", "Previous"),
            theme_icon("mActionArrowLeft.svg"),
            translate("Review", "Go to the previous one"),
            "P",
        )
        self.flip = self._tool(
            "Flip",
            translate("Review", "Before / after"),
            icon("compare"),
            translate("Review", "Show the other date; Esc shows the map again"),
            "B",
        )
        self.flip.setCheckable(True)
        self.next = self._tool(
            "Next",
            translate("Review", "Next"),
            theme_icon("mActionArrowRight.svg"),
            translate("Review", "Go to the next one"),
            "N",
        )
        self.next.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        for button in (self.previous, self.flip, self.next):
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            walk.addWidget(button)
        inside.addLayout(walk)
        layout.addWidget(self.card)
        self.pair_hint = _label(self, "GroundshiftReviewPairHint")
        self.pair_hint.setOpenExternalLinks(False)
        layout.addWidget(self.pair_hint)

    def _build_decisions(self, layout: QVBoxLayout) -> None:
        self.decisions = QWidget(self)
        row = QHBoxLayout(self.decisions)
        row.setContentsMargins(0, 0, 0, 0)
        self.accept = self._push("Accept", with_key(translate("Review", "&Accept"), "A"), icon("review_accept"))
        self.accept.setToolTip(with_key(translate("Review", "Accept as a change and go to the next undecided one"), "A"))
        self.reject = self._push("Reject", with_key(translate("Review", "Rejec&t"), "R"), icon("review_reject"))
        self.reject.setToolTip(with_key(translate("Review", "Reject as no change and go to the next undecided one"), "R"))
        row.addWidget(self.accept)
        row.addWidget(self.reject)
        layout.addWidget(self.decisions)
        self.classes = QWidget(self)
        self.class_grid = QGridLayout(self.classes)
        self.class_grid.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.classes)
        form = QGridLayout()  # of a QFormLayout rows that are hidden would leave gaps
        form.setColumnStretch(1, 1)
        self.class_box = QComboBox(self)
        self.class_box.setObjectName("GroundshiftReviewClass")
        self.class_box.setEditable(True)
        self.class_box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.class_box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.class_box.setMinimumContentsLength(6)
        self.class_box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.class_box.setToolTip(
            translate(
                "Review",
                "Accept as a change of another class: choose the class, press its number, or type a new one and press Enter",
            )
        )
        self.class_label = QLabel(translate("Review", "Class"), self)
        self.class_label.setBuddy(self.class_box)
        form.addWidget(self.class_label, 0, 0)
        form.addWidget(self.class_box, 0, 1)
        self.date_rows: list[tuple[QLabel, QComboBox]] = []
        for name, text, tip in (
            ("ClassBefore", translate("Review", "Was"), translate("Review", "Class on the earlier date; corrects it")),
            (
                "ClassAfter",
                translate("Review", "Became"),
                translate("Review", "Class on the later date; corrects it, as its number key does"),
            ),
        ):
            label, box = QLabel(text, self), QComboBox(self)
            box.setObjectName(f"GroundshiftReview{name}")
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(6)
            box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            box.setToolTip(tip)
            label.setBuddy(box)
            form.addWidget(label, form.rowCount(), 0)
            form.addWidget(box, form.rowCount() - 1, 1)
            self.date_rows.append((label, box))
        self.comment = QLineEdit(self)
        self.comment.setObjectName("GroundshiftReviewComment")
        self.comment.setPlaceholderText(translate("Review", "Press Enter to save"))
        self.comment.setToolTip(with_key(translate("Review", "Comment on this one; press Enter to save"), "C"))
        comment = QLabel(with_key(translate("Review", "Comme&nt"), "C"), self)
        comment.setBuddy(self.comment)
        form.addWidget(comment, form.rowCount(), 0)
        form.addWidget(self.comment, form.rowCount() - 1, 1)
        layout.addLayout(form)
        tools = QHBoxLayout()
        self.undo = self._tool("Undo", translate("Review", "Undo"), theme_icon("mActionUndo.svg"), "", "Ctrl+Z")
        self.redo = self._tool("Redo", translate("Review", "Redo"), theme_icon("mActionRedo.svg"), "", "Ctrl+Shift+Z")
        self.clear = self._tool(
            "Clear",
            translate("Review", "Undecided again"),
            theme_icon("mActionDeselectAll.svg"),
            translate("Review", "Reset the decision to undecided"),
            "U",
        )
        self.zoom = self._tool(
            "Zoom",
            translate("Review", "Zoom to it"),
            theme_icon("mActionZoomToSelected.svg"),
            translate("Review", "Zoom to it, with its surroundings"),
            "Z",
        )
        self.outlines = self._tool(
            "Outlines",
            translate("Review", "Outlines"),
            theme_icon("mActionShowSelectedLayers.svg"),
            translate("Review", "Hide the outlines, or show them again; their opacity is in the tab Compare"),
            "O",
        )
        self.keep_scale = QToolButton(self)
        self.keep_scale.setObjectName("GroundshiftReviewKeepScale")
        self.keep_scale.setCheckable(True)
        self.keep_scale.setAutoRaise(True)
        self.keep_scale.setIcon(theme_icon("mActionZoomActual.svg"))
        self.keep_scale.setIconSize(QSize(self._icon_size, self._icon_size))
        self.keep_scale.setToolTip(with_key(translate("Review", "Keep the map scale: only pan to the next one"), "K"))
        self.keep_scale.setAccessibleName(translate("Review", "Keep the scale"))
        for button in (self.undo, self.redo, self.clear, self.zoom, self.outlines):
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
            tools.addWidget(button)
        tools.addWidget(self.keep_scale)
        tools.addStretch()
        layout.addLayout(tools)

    def _build_editing(self, layout: QVBoxLayout) -> None:
        self.editing = QWidget(self)
        grid = QGridLayout(self.editing)
        grid.setContentsMargins(0, 0, 0, 0)
        self.reshape = self._push(
            "Reshape", with_key(translate("Review", "Reshape"), "E"), theme_icon("mActionVertexToolActiveLayer.svg")
        )
        self.reshape.setToolTip(with_key(translate("Review", "Edit its vertices with QGIS's vertex tool"), "E"))
        self.missed = self._push(
            "Missed", with_key(translate("Review", "Draw m&issed"), "M"), theme_icon("mActionCapturePolygon.svg")
        )
        self.missed.setToolTip(with_key(translate("Review", "Digitise a change that the detection missed"), "M"))
        self.reviewed = QToolButton(self)
        self.reviewed.setObjectName("GroundshiftReviewArea")
        self.reviewed.setText(with_key(translate("Review", "All seen in this view"), "V"))
        self.reviewed.setIcon(icon("draw_rectangle"))
        self.reviewed.setIconSize(QSize(self._icon_size, self._icon_size))
        self.reviewed.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.reviewed.setPopupMode(QToolButton.ToolButtonPopupMode.MenuButtonPopup)
        self.reviewed.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.reviewed.setToolTip(
            with_key(
                translate(
                    "Review",
                    "Mark the map view as completely reviewed, including missed changes: training and accuracy "
                    "assessment treat it as completely mapped",
                ),
                "V",
            )
        )
        menu = QMenu(self.reviewed)
        self.area_view = menu.addAction(translate("Review", "The map view"))
        self.area_rectangle = menu.addAction(icon("draw_rectangle"), translate("Review", "A rectangle on the map…"))
        self.area_polygon = menu.addAction(icon("draw_polygon"), translate("Review", "A polygon on the map…"))
        self.reviewed.setMenu(menu)
        grid.addWidget(self.reshape, 0, 0)
        grid.addWidget(self.missed, 0, 1)
        grid.addWidget(self.reviewed, 1, 0, 1, 2)
        layout.addWidget(self.editing)
        self.drawing_advice = _label(self, "GroundshiftReviewDrawing")
        self.drawing_advice.hide()
        layout.addWidget(self.drawing_advice)
        self.edit_bar = QFrame(self)
        self.edit_bar.setObjectName("GroundshiftReviewEditBar")
        self.edit_bar.setFrameShape(QFrame.Shape.StyledPanel)
        bar = QGridLayout(self.edit_bar)
        self.edit_text = _label(self.edit_bar, "GroundshiftReviewEditText")
        self.edit_save = self._push("EditSave", translate("Review", "Save edi&ts"), theme_icon("mActionSaveEdits.svg"))
        self.edit_discard = self._push("EditDiscard", translate("Review", "D&iscard"), theme_icon("mActionCancelEdits.svg"))
        bar.addWidget(self.edit_text, 0, 0, 1, 2)
        bar.addWidget(self.edit_save, 1, 0)
        bar.addWidget(self.edit_discard, 1, 1)
        layout.addWidget(self.edit_bar)
        self.edit_bar.hide()

    def _build_products(self, layout: QVBoxLayout) -> None:
        line = QFrame(self)
        line.setFrameShape(QFrame.Shape.HLine)
        line.setFrameShadow(QFrame.Shadow.Sunken)
        layout.addWidget(line)
        row = QHBoxLayout()
        self.labels = self._push("Labels", translate("Review", "Training la&bels"), icon("training_labels"))
        self.labels.setToolTip(
            translate("Review", "Create training labels from the decisions, as layers of the GeoPackage, for 'Train model'")
        )
        self.accuracy = self._push("Accuracy", translate("Review", "Acc&uracy…"), icon("accuracy"))
        row.addWidget(self.labels)
        row.addWidget(self.accuracy)
        layout.addLayout(row)
        self.report = self._push("Report", translate("Review", "Report…"), theme_icon("mActionFilePrint.svg"))
        self.report.setToolTip(
            translate(
                "Review", "Write the accepted changes with pictures of both dates as one HTML file, for people without GIS"
            )
        )
        layout.addWidget(self.report)
        self.reviewer_row = QWidget(self)
        form = QFormLayout(self.reviewer_row)
        form.setContentsMargins(0, 0, 0, 0)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        self.reviewer = QLineEdit(self)
        self.reviewer.setObjectName("GroundshiftReviewReviewer")
        self.reviewer.setToolTip(
            translate("Review", "Stored with each decision, so that reviews can be merged and distinguished")
        )
        label = QLabel(translate("Review", "Reviewer"), self)
        label.setBuddy(self.reviewer)
        form.addRow(label, self.reviewer)
        layout.addWidget(self.reviewer_row)
        self.finish = QPushButton(translate("Review", "End the review"), self)
        self.finish.setObjectName("GroundshiftReviewFinish")
        self.finish.setToolTip(translate("Review", "All decisions are already saved; the layer's own style is restored"))
        layout.addWidget(self.finish)

    # --- Content ---

    def show_undo(self, undo_text: str, redo_text: str) -> None:
        """Show the descriptions of undo and redo; ``""`` = none."""
        for button, text, tip, nothing, key in (
            (
                self.undo,
                undo_text,
                translate("Review", "Undo: {what}"),
                translate("Review", "Nothing to undo"),
                "Ctrl+Z",
            ),
            (
                self.redo,
                redo_text,
                translate("Review", "Redo: {what}"),
                translate("Review", "Nothing to redo"),
                "Ctrl+Shift+Z",
            ),
        ):
            button.setEnabled(bool(text))
            button.setToolTip(with_key(tip.format(what=text) if text else nothing, key))

    def show_pair(self, can_flip: bool, shown: Shown) -> None:
        """Show which date is on the map, and whether it can be flipped."""
        self.flip.setEnabled(can_flip)
        self.flip.setChecked(shown is not Shown.NOTHING)
        texts = {Shown.BEFORE: translate("Review", "Before"), Shown.AFTER: translate("Review", "After")}
        self.flip.setText(with_key(texts.get(shown, translate("Review", "Before / after")), "B"))
        tip = translate("Review", "Show the other date; Esc shows the map again")
        missing = translate("Review", "Choose the two dates in the tab Compare first")
        self.flip.setToolTip(with_key(tip, "B") if can_flip else missing)
        self.pair_hint.setVisible(not can_flip)
        hint = translate("Review", 'To flip between the dates, <a href="compare">choose them in the tab Compare</a>.')
        self.pair_hint.setText(with_link_color(hint))

    def show_editing(self, task: EditMode) -> None:
        """Show the editing task; other actions are disabled meanwhile."""
        self.edit_bar.setVisible(task is not EditMode.NOTHING)
        texts = {
            EditMode.RESHAPE: translate(
                "Review",
                "Change the outline with QGIS's editing tools. The review's keys are disabled until you save or "
                "discard the edits.",
            ),
            EditMode.DIGITISE: translate(
                "Review",
                "Draw the missed change on the map: click its vertices, right-click to finish. Draw as many as "
                "needed, then save.",
            ),
        }
        self.edit_text.setText(texts.get(task, ""))
        self._scroll.start()

    def allow(self, has_entry: bool, task: EditMode) -> None:
        """Enable the actions that apply now; disabled ones show the reason as tool tip."""
        empty = "" if has_entry else translate("Review", "This layer has no features")
        editing = "" if task is EditMode.NOTHING else translate("Review", "Save or discard the edits first")
        _allow((self.previous, self.next, self.zoom), empty)
        _allow((self.accept, self.reject, self.clear, self.comment, self.class_box, self.reshape), editing or empty)
        _allow([box for _label, box in self.date_rows], editing or empty)
        _allow(self.classes.findChildren(QPushButton), editing or empty)
        _allow((self.missed, self.reviewed), editing)

    def show_drawing(self, advice: str) -> None:
        """Show instructions for drawing an area; ``""`` = none is drawn."""
        self.drawing_advice.setText(advice)
        self.drawing_advice.setVisible(bool(advice))
        self._scroll.start()

    def _show_what_to_do(self) -> None:
        """Scroll to the instructions if the panel is too small to show everything."""
        area = self.parentWidget()
        while area is not None and not isinstance(area, QScrollArea):
            area = area.parentWidget()
        for widget in (self.edit_bar, self.drawing_advice):
            if area is not None and widget.isVisibleTo(self):
                area.ensureWidgetVisible(widget)

    def set_orders(self, orders: list[Order], chosen: Order) -> None:
        """Show the available orders."""
        texts = {
            Order.UNCERTAIN: translate("Review", "Least certain first"),
            Order.CERTAIN: translate("Review", "Most certain first"),
            Order.LARGE: translate("Review", "Largest first"),
            Order.SMALL: translate("Review", "Smallest first"),
            Order.PLACE: translate("Review", "By place"),
            Order.LAYER: translate("Review", "As in the layer"),
        }
        self.order.blockSignals(True)
        self.order.clear()
        for order in orders:
            self.order.addItem(texts[order], order)
        self.order.setCurrentIndex(orders.index(chosen) if chosen in orders else 0)
        self.order.blockSignals(False)

    def show_classes(self, classes: list[SampleClass], sample: bool, choose: Callable[[Any], None]) -> None:
        """Show the classes in the list; for points of a sample also as buttons, with their keys."""
        self.class_box.blockSignals(True)
        self.class_box.clear()
        for one in classes:
            self.class_box.addItem(one.text, one.value)
            if one.digit is not None:
                self.class_box.setItemIcon(self.class_box.count() - 1, key_icon(str(one.digit), self.class_box))
                tip = with_key(one.text, str(one.digit))
                self.class_box.setItemData(self.class_box.count() - 1, tip, Qt.ItemDataRole.ToolTipRole)
        self.class_box.blockSignals(False)
        while self.class_grid.count():
            item = self.class_grid.takeAt(0)
            if item.widget() is not None:
                item.widget().hide()
                item.widget().deleteLater()
        for index, one in enumerate(classes if sample else ()):
            # ampersands in names are not mnemonics
            text = one.text.replace("&", "&&")
            button = QPushButton(text if one.digit is None else f"{one.digit}   {text}", self.classes)
            button.setObjectName(f"GroundshiftReviewClass{one.value}")
            button.setAutoDefault(False)
            button.setToolTip(with_key(one.text, str(one.digit)) if one.digit is not None else one.text)
            button.clicked.connect(lambda _checked=False, value=one.value: choose(value))
            self.class_grid.addWidget(button, index // 2, index % 2)

    def choose_class(self, label: Optional[str]) -> None:
        """Select a class in the list; ``None`` = none."""
        self.class_box.blockSignals(True)
        self.class_box.setCurrentIndex(self.class_box.findData(label) if label is not None else -1)
        self.class_box.blockSignals(False)

    def show_date_classes(self, classes: list[str]) -> None:
        """Offer the classes of each date in place of one class; none = the polygons are no transitions."""
        for label, box in self.date_rows:
            label.setVisible(bool(classes))
            box.setVisible(bool(classes))
            box.blockSignals(True)
            box.clear()
            for index, name in enumerate(classes):
                box.addItem(name)
                digit = index + 1
                if box is self.date_rows[1][1] and digit < 10:
                    box.setItemIcon(index, key_icon(str(digit), box))
                    box.setItemData(index, with_key(name, str(digit)), Qt.ItemDataRole.ToolTipRole)
            box.blockSignals(False)
        if classes:
            self.class_box.hide()
            self.class_label.hide()

    def choose_date_classes(self, pair: Optional[tuple[str, str]]) -> None:
        """Select the classes of the two dates; ``None`` = none."""
        for (_label, box), name in zip(self.date_rows, pair or ("", "")):
            box.blockSignals(True)
            box.setCurrentIndex(box.findText(name) if name else -1)
            box.blockSignals(False)

    def set_sample(self, sample: bool) -> None:
        """Show the widgets for points of a sample, or those for polygons."""
        for widget in (
            self.decisions,
            self.class_box,
            self.class_label,
            self.editing,
            self.labels,
            self.report,
            self.reviewer_row,
        ):
            widget.setVisible(not sample)
        self.classes.setVisible(sample)
        self.accuracy.setText(translate("Review", "Es&timate areas…") if sample else translate("Review", "Acc&uracy…"))
        self.accuracy.setToolTip(
            translate("Review", "Estimate the true areas from the points, with 'Estimate area'")
            if sample
            else translate("Review", "Measure the accuracy of the detection in the reviewed areas, with 'Assess accuracy'")
        )

    def _push(self, name: str, text: str, picture: QIcon) -> QPushButton:
        button = QPushButton(picture, text, self)
        button.setObjectName(f"GroundshiftReview{name}")
        button.setIconSize(QSize(self._icon_size, self._icon_size))
        button.setAutoDefault(False)
        return button

    def _tool(self, name: str, text: str, picture: QIcon, tip: str, key: str) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName(f"GroundshiftReview{name}")
        button.setText(with_key(text, key))
        button.setAccessibleName(text)
        button.setIcon(picture)
        button.setIconSize(QSize(self._icon_size, self._icon_size))
        button.setAutoRaise(True)
        button.setToolTip(with_key(tip or text, key))
        return button


def with_key(text: str, key: str) -> str:
    """Return the text of a button or tool tip with its key."""
    return f"{text} ({key})"


def key_icon(key: str, widget: QWidget) -> QIcon:
    """Return a key as a picture beside an entry of a list, in the colours of the list."""
    side, scale = widget.fontMetrics().height(), widget.devicePixelRatioF()
    picture = QPixmap(round(side * scale), round(side * scale))
    picture.setDevicePixelRatio(scale)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(widget.palette().color(QPalette.ColorRole.Text))
    painter.setFont(widget.font())
    painter.drawRoundedRect(QRectF(0.5, 0.5, side - 1, side - 1), 0.2 * side, 0.2 * side)
    painter.drawText(QRectF(0, 0, side, side), Qt.AlignmentFlag.AlignCenter, key)
    painter.end()
    return QIcon(picture)


def _allow(widgets: Iterable[QWidget], reason: str) -> None:
    """Enable widgets, or disable them with the reason as tool tip; their own tool tips are restored."""
    for widget in widgets:
        if widget.isEnabled():
            widget.setProperty(_OWN_TIP, widget.toolTip())
        widget.setToolTip(reason or widget.property(_OWN_TIP) or "")
        widget.setEnabled(not reason)


def _label(parent: QWidget, name: str) -> QLabel:
    label = QLabel(parent)
    label.setObjectName(name)
    label.setWordWrap(True)
    return label
