"""Base model, new model and settings of a training; the defaults suit most cases."""

from __future__ import annotations

import os
from typing import Any, Optional

from qgis.gui import QgsCollapsibleGroupBox, QgsFileWidget
from qgis.PyQt.QtCore import QCoreApplication, Qt, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QFormLayout,
    QGridLayout,
    QGroupBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from ...algorithms.inputs.model_choice import LABELLED
from ...jobs.training_settings import AUGMENTATIONS, MONITORS, SCHEDULES, TrainingSettings
from ...rules.network_plan import ARCHITECTURES, encoders_of
from ...rules.training_limits import NUMBERS
from ..model_widget import ModelBox
from .form import default_path
from .tables import column_title

translate = QCoreApplication.translate

_DEFAULTS = TrainingSettings()
_AUTOMATIC = -1


def architecture_texts() -> dict[str, str]:
    """Return the titles of the architectures that can be trained from scratch, by name."""
    return {name: translate("ModelPage", ARCHITECTURES[name].title) for name in ARCHITECTURES}


class ModelPage(QWidget):
    """Base model or architecture, name and path of the new model, settings."""

    changed = pyqtSignal()
    findRateRequested = pyqtSignal()

    def __init__(self, parent: Optional[QWidget] = None) -> None:
        super().__init__(parent)
        self._chosen_path = False
        layout = QVBoxLayout(self)
        layout.addWidget(self._start_box())
        layout.addWidget(self._result_box())
        layout.addWidget(self._length_box())
        layout.addWidget(self._advanced_box())
        layout.addStretch(1)
        self.set_settings(_DEFAULTS)

    # -- values --------------------------------------------------------------------------------------

    def base(self) -> str:
        """Return the id or path of the base model, or the name of an architecture."""
        if self._scratch.isChecked():
            parts = [self._architecture.currentData()]
            if self._encoder.currentIndex() > 0:  # the first entry is the default encoder
                parts.append(self._encoder.currentData())
            return ":".join(parts)
        return str(self._base.value() or "").strip()

    def set_base(self, base: str) -> None:
        """Show a base model or architecture."""
        name, _, encoder = base.partition(":")
        index = self._architecture.findData(name)
        (self._scratch if index >= 0 else self._improve).setChecked(True)
        if index >= 0:
            self._architecture.setCurrentIndex(index)
            self._encoder.setCurrentIndex(max(0, self._encoder.findData(encoder)))
        else:
            self._base.set_value(base)
        self._show_start()

    def title(self) -> str:
        """Return the title of the new model."""
        return str(self._title.text()).strip()

    def licence(self) -> str:
        """Return the licence of imagery and labels."""
        return str(self._licence.text()).strip()

    def attribution(self) -> str:
        """Return the names that the licence asks to be stated."""
        return str(self._attribution.text()).strip()

    def path(self) -> str:
        """Return the path of the new model."""
        return str(self._path.filePath()).strip()

    def set_result(self, title: str, path: str = "") -> None:
        """Show title and path of the new model; ``""`` = the default path."""
        self._chosen_path = bool(path)
        self._title.setText(title)
        if path:
            self._path.setFilePath(path)
        self._show_path()

    def renew_path(self) -> None:
        """Propose a new path after the previous one has been used."""
        self._show_path()

    def resolution(self) -> Optional[float]:
        """Return the resolution in units of the later date's CRS; ``None`` = as the model requires."""
        return _number(self._resolution)

    def replay(self) -> tuple[str, ...]:
        """Return the folders of chips for replay."""
        return tuple(folder for folder in QgsFileWidget.splitFilePaths(self._replay.filePath()) if folder.strip())

    def set_learning_rate(self, rate: float) -> None:
        """Show a learning rate."""
        self._rate.setText(f"{rate:.3g}")

    def learning_rate_error(self) -> str:
        """Return what is wrong with the typed learning rate; ``""`` = nothing."""
        text = self._rate.text().strip()
        if not text:
            return ""
        try:
            rate = float(text)
        except ValueError:
            rate = 0.0
        if NUMBERS["LEARNING_RATE"].allows(rate):
            return ""
        return translate("ModelPage", "The learning rate must be a number such as 0.001, or empty.")

    def settings(self) -> TrainingSettings:
        """Return the settings."""
        kinds = tuple(name for name, box in self._augmentations.items() if box.isChecked())
        rate = self._rate.text().strip()
        frozen = self._frozen.value()
        return TrainingSettings(
            epochs=self._epochs.value(),
            minutes=float(self._minutes.value()) or None,
            learning_rate=float(rate) if rate and not self.learning_rate_error() else None,
            batch_size=self._batch.value(),
            tile_size=self._tile.value(),
            schedule=str(self._schedule.currentData()),
            frozen_epochs=None if frozen == _AUTOMATIC else frozen,
            patience=self._patience.value(),
            monitor=str(self._monitor.currentData()),
            validation_share=self._validation.value() / 100,
            class_balance=self._balance.isChecked(),
            augmentation=self._strength.value(),
            augmentations=kinds,
            distillation=self._distillation.value(),
            consistency=self._consistency.value(),
            replay_share=self._replay_share.value() / 100,
            mixed_precision=self._mixed.isChecked(),
            device=str(self._device.currentData()),
            threads=self._threads.value(),
            seed=self._seed.value(),
        )

    def set_settings(self, settings: TrainingSettings) -> None:
        """Show settings."""
        self._epochs.setValue(settings.epochs)
        self._minutes.setValue(round(settings.minutes or 0))
        self._rate.setText("" if settings.learning_rate is None else f"{settings.learning_rate:g}")
        self._batch.setValue(settings.batch_size)
        self._tile.setValue(settings.tile_size)
        self._schedule.setCurrentIndex(self._schedule.findData(settings.schedule))
        self._frozen.setValue(_AUTOMATIC if settings.frozen_epochs is None else settings.frozen_epochs)
        self._patience.setValue(settings.patience)
        self._monitor.setCurrentIndex(self._monitor.findData(settings.monitor))
        self._validation.setValue(round(settings.validation_share * 100))
        self._balance.setChecked(settings.class_balance)
        self._strength.setValue(settings.augmentation)
        for name, box in self._augmentations.items():
            box.setChecked(name in settings.augmentations)
        self._distillation.setValue(settings.distillation)
        self._consistency.setValue(settings.consistency)
        self._replay_share.setValue(round(settings.replay_share * 100))
        self._mixed.setChecked(settings.mixed_precision)
        self._device.setCurrentIndex(max(0, self._device.findData(settings.device)))
        self._threads.setValue(settings.threads)
        self._seed.setValue(settings.seed)

    # -- construction --------------------------------------------------------------------------------

    def _start_box(self) -> QGroupBox:
        box = QGroupBox(translate("ModelPage", "What to start from"), self)
        grid = QGridLayout(box)
        self._improve = QRadioButton(translate("ModelPage", "&Improve a model (recommended)"), box)
        self._improve.setToolTip(
            translate("ModelPage", "Adapts an existing model to your area: few labels and a few minutes are enough.")
        )
        self._scratch = QRadioButton(translate("ModelPage", "Train from s&cratch"), box)
        self._scratch.setToolTip(
            translate("ModelPage", "Trains a new network: needs many labels; also for bands other than red, green and blue.")
        )
        group = QButtonGroup(box)
        group.addButton(self._improve)
        group.addButton(self._scratch)
        self._improve.setChecked(True)
        self._base = ModelBox(box, task=LABELLED)
        self._base.setObjectName("GroundshiftTrainingBase")
        self._base.changed.connect(self.changed)
        self._architecture = QComboBox(box)
        self._architecture.setObjectName("GroundshiftTrainingArchitecture")
        for name, text in architecture_texts().items():
            self._architecture.addItem(text, name)
        self._architecture.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._architecture.setMinimumContentsLength(24)
        self._encoder = QComboBox(box)
        self._encoder.setToolTip(
            translate("ModelPage", "The part of the network that extracts image features; larger is slower")
        )
        self._encoder.setAccessibleName(translate("ModelPage", "Encoder"))
        self._architecture.currentIndexChanged.connect(self._show_encoders)
        self._show_encoders()
        grid.addWidget(self._improve, 0, 0)
        grid.addWidget(self._base, 0, 1)
        grid.addWidget(self._scratch, 1, 0)
        choice = QHBoxLayout()
        choice.addWidget(self._architecture, 1)
        choice.addWidget(self._encoder)
        grid.addLayout(choice, 1, 1)
        grid.setColumnStretch(1, 1)
        self._improve.toggled.connect(self._show_start)
        self._show_start()
        return box

    def _result_box(self) -> QGroupBox:
        box = QGroupBox(translate("ModelPage", "The new model"), self)
        form = QFormLayout(box)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self._title = QLineEdit(box)
        self._title.setObjectName("GroundshiftTrainingTitle")
        self._title.setPlaceholderText(translate("ModelPage", "For instance: Buildings of Banepa"))
        self._title.textChanged.connect(self._show_path)
        self._path = QgsFileWidget(box)
        self._path.setObjectName("GroundshiftTrainingPath")
        self._path.setStorageMode(QgsFileWidget.StorageMode.SaveFile)
        self._path.setFilter(translate("ModelBox", "ONNX models (*.onnx)"))
        self._path.setToolTip(
            translate(
                "ModelPage",
                "Card, report, figure and logs are written to the same folder. In your own models folder, the "
                "default, the model can be chosen by its name.",
            )
        )
        self._path.lineEdit().textEdited.connect(self._path_chosen)
        self._path.fileChanged.connect(lambda _path: self.changed.emit())
        form.addRow(translate("ModelPage", "&Name"), self._title)
        form.addRow(translate("ModelPage", "&File"), self._path)
        self._licence, self._attribution = QLineEdit(box), QLineEdit(box)
        self._licence.setObjectName("GroundshiftTrainingLicence")
        self._licence.setPlaceholderText(translate("ModelPage", "For instance: CC BY 4.0"))
        tip = translate("ModelPage", "Of imagery and labels; written into the model, its card and its report")
        self._attribution.setObjectName("GroundshiftTrainingAttribution")
        self._attribution.setPlaceholderText(translate("ModelPage", "Names that the licence asks to be stated"))
        for line in (self._licence, self._attribution):
            line.setToolTip(tip)
        form.addRow(translate("ModelPage", "Licence of the data"), self._licence)
        form.addRow(translate("ModelPage", "Attribution"), self._attribution)
        return box

    def _length_box(self) -> QGroupBox:
        box = QGroupBox(translate("ModelPage", "How long"), self)
        layout = QHBoxLayout(box)
        self._epochs = _setting("EPOCHS", box, "GroundshiftTrainingEpochs")
        self._epochs.setToolTip(_help("EPOCHS"))
        self._minutes = _whole(0, int(NUMBERS["MINUTES"].most), box, "GroundshiftTrainingMinutes")
        self._minutes.setSpecialValueText(translate("ModelPage", "no limit"))
        self._minutes.setSuffix(translate("ModelPage", " min"))
        self._minutes.setToolTip(_help("MINUTES"))
        for text, widget in (
            (translate("ModelPage", "At most &epochs"), self._epochs),
            (translate("ModelPage", "Ti&me limit"), self._minutes),
        ):
            label = QLabel(text, box)
            label.setBuddy(widget)
            layout.addWidget(label)
            layout.addWidget(widget)
            layout.addSpacing(2 * self.fontMetrics().height())
        note = QLabel(translate("ModelPage", "Stops early when the model no longer improves; the best epoch is kept."), box)
        note.setWordWrap(True)
        layout.addWidget(note, 1)
        return box

    def _advanced_box(self) -> QgsCollapsibleGroupBox:
        box = QgsCollapsibleGroupBox(translate("ModelPage", "Advanced"), self)
        box.setObjectName("GroundshiftTrainingAdvanced")
        columns = QHBoxLayout(box)
        for rows in (self._learning_rows(box), self._data_rows(box)):
            form = QFormLayout()
            form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
            for text, widget, tip in rows:
                widget.setToolTip(tip)
                form.addRow(text, widget)
            columns.addLayout(form, 1)
        box.setCollapsed(True)
        box.setSaveCollapsedState(False)
        return box

    def _learning_rows(self, box: QWidget) -> list[tuple[str, QWidget, str]]:
        rate = QWidget(box)
        inner = QHBoxLayout(rate)
        inner.setContentsMargins(0, 0, 0, 0)
        self._rate = QLineEdit(rate)
        self._rate.setObjectName("GroundshiftTrainingRate")
        self._rate.setPlaceholderText(translate("ModelPage", "automatic"))
        self._find = QPushButton(translate("ModelPage", "Fi&nd…"), rate)
        self._find.setObjectName("GroundshiftTrainingFindRate")
        self._find.setToolTip(translate("ModelPage", "Test rates from very low to very high to find one that suits your data."))
        self._find.clicked.connect(self.findRateRequested)
        inner.addWidget(self._rate, 1)
        inner.addWidget(self._find)
        schedules = {
            "one_cycle": translate("ModelPage", "one cycle: up, then down"),
            "constant": translate("ModelPage", "constant"),
            "exponential": translate("ModelPage", "exponential decay"),
        }
        self._schedule = _choices(((name, schedules[name]) for name in SCHEDULES), box)
        self._batch = _setting("BATCH_SIZE", box, "GroundshiftTrainingBatch")
        self._tile = _setting("TILE_SIZE", box, "GroundshiftTrainingTile")
        self._tile.setSingleStep(32)
        self._tile.setSuffix(" px")
        self._frozen = _whole(_AUTOMATIC, int(NUMBERS["FROZEN_EPOCHS"].most), box)
        self._frozen.setSpecialValueText(translate("ModelPage", "automatic"))
        self._patience = _setting("PATIENCE", box, "GroundshiftTrainingPatience")
        self._patience.setSpecialValueText(translate("ModelPage", "never"))
        self._monitor = _choices(((name, column_title(name)) for name in MONITORS), box)
        self._device = _choices(
            (
                ("", translate("ModelPage", "automatic: a graphics card where there is one")),
                ("cpu", translate("ModelPage", "processor")),
                ("cuda", translate("ModelPage", "graphics card (CUDA)")),
            ),
            box,
        )
        self._threads = _whole(0, 256, box, "GroundshiftTrainingThreads")
        self._threads.setSpecialValueText(translate("ModelPage", "all"))
        self._mixed = QCheckBox(translate("ModelPage", "if the device supports it"), box)
        return [
            (
                translate("ModelPage", "Learning rate"),
                rate,
                _help("LEARNING_RATE"),
            ),
            (
                translate("ModelPage", "Schedule"),
                self._schedule,
                translate("ModelPage", "Course of the learning rate during the training."),
            ),
            (
                translate("ModelPage", "Batch"),
                self._batch,
                _help("BATCH_SIZE"),
            ),
            (
                translate("ModelPage", "Size of a crop"),
                self._tile,
                _help("TILE_SIZE"),
            ),
            (
                translate("ModelPage", "Frozen epochs"),
                self._frozen,
                _help("FROZEN_EPOCHS"),
            ),
            (
                translate("ModelPage", "Patience"),
                self._patience,
                _help("PATIENCE"),
            ),
            (
                translate("ModelPage", "Best is judged by"),
                self._monitor,
                translate("ModelPage", "Measure on the validation area that selects the best epoch."),
            ),
            (translate("ModelPage", "Device"), self._device, translate("ModelPage", "Device that the training runs on.")),
            (translate("ModelPage", "Threads"), self._threads, translate("ModelPage", "Number of processor cores to use.")),
            (
                translate("ModelPage", "Mixed precision"),
                self._mixed,
                translate("ModelPage", "Computes with 16 bits where precision allows: faster."),
            ),
        ]

    def _data_rows(self, box: QWidget) -> list[tuple[str, QWidget, str]]:
        self._validation = _percent("VALIDATION", box)
        self._balance = QCheckBox(translate("ModelPage", "weight rare classes higher"), box)
        self._strength = QDoubleSpinBox(box)
        self._strength.setRange(NUMBERS["AUGMENTATION"].least, NUMBERS["AUGMENTATION"].most)
        self._strength.setSingleStep(0.25)
        kinds = QWidget(box)
        grid = QGridLayout(kinds)
        grid.setContentsMargins(0, 0, 0, 0)
        names = {
            "flips": translate("ModelPage", "flips"),
            "rotations": translate("ModelPage", "rotations"),
            "scale": translate("ModelPage", "scale"),
            "colour": translate("ModelPage", "colours"),
            "blur": translate("ModelPage", "blur"),
            "noise": translate("ModelPage", "noise"),
            "clahe": translate("ModelPage", "local contrast"),
            "distortion": translate("ModelPage", "distortion"),
            "misregistration": translate("ModelPage", "misregistration"),
            "swapped_dates": translate("ModelPage", "swapped dates"),
            "brightness_contrast": translate("ModelPage", "brightness and contrast"),
            "grid_distortion": translate("ModelPage", "grid distortion"),
            "optical_distortion": translate("ModelPage", "optical distortion"),
        }
        self._augmentations: dict[str, QCheckBox] = {}
        for index, name in enumerate(AUGMENTATIONS):
            check = QCheckBox(names.get(name, name), kinds)
            self._augmentations[name] = check
            grid.addWidget(check, index // 2, index % 2)
        self._distillation = _weight("DISTILLATION", box)
        self._consistency = _weight("CONSISTENCY", box)
        self._replay = QgsFileWidget(box)
        self._replay.setStorageMode(QgsFileWidget.StorageMode.GetDirectory)
        self._replay_share = _percent("REPLAY_SHARE", box)
        self._resolution = QLineEdit(box)
        self._resolution.setPlaceholderText(translate("ModelPage", "as the model requires"))
        self._seed = _setting("SEED", box)
        return [
            (
                translate("ModelPage", "Validation"),
                self._validation,
                _help("VALIDATION"),
            ),
            (
                translate("ModelPage", "Balance"),
                self._balance,
                translate("ModelPage", "Crops with and without change are drawn alternately."),
            ),
            (
                translate("ModelPage", "Augmentation"),
                self._strength,
                _help("AUGMENTATION"),
            ),
            ("", kinds, translate("ModelPage", "Types of augmentation.")),
            (
                translate("ModelPage", "Keep what it knew"),
                self._distillation,
                _help("DISTILLATION"),
            ),
            (
                translate("ModelPage", "Learn from unlabelled ground"),
                self._consistency,
                _help("CONSISTENCY"),
            ),
            (
                translate("ModelPage", "Replay"),
                self._replay,
                translate("ModelPage", "Folder with chips of other areas, so that the model does not forget them."),
            ),
            (
                translate("ModelPage", "Share of replay"),
                self._replay_share,
                _help("REPLAY_SHARE"),
            ),
            (
                translate("ModelPage", "Resolution"),
                self._resolution,
                translate("ModelPage", "Pixel size of the pairs in units of the later date's CRS."),
            ),
            (translate("ModelPage", "Seed"), self._seed, _help("SEED")),
        ]

    # -- dependencies between fields -----------------------------------------------------------------

    def _show_encoders(self, *_index: object) -> None:
        self._encoder.clear()
        for name in encoders_of(str(self._architecture.currentData())):
            self._encoder.addItem(name.replace("_", " "), name)
        self._encoder.setVisible(self._encoder.count() > 0)
        self.changed.emit()

    def _show_start(self, *_checked: object) -> None:
        self._base.setEnabled(self._improve.isChecked())
        self._architecture.setEnabled(self._scratch.isChecked())
        self._architecture.setToolTip("" if self._scratch.isChecked() else self._scratch.toolTip())
        self._encoder.setEnabled(self._scratch.isChecked())
        self.changed.emit()

    def _show_path(self, *_text: object) -> None:
        if not self._chosen_path and self.title():
            self._path.setFilePath(default_path(self.title()))
        self.changed.emit()

    def _path_chosen(self, text: str) -> None:
        self._chosen_path = bool(os.path.dirname(text))


def _help(parameter: str) -> str:
    return str(translate("Training", NUMBERS[parameter].help))


def _setting(parameter: str, parent: QWidget, name: str = "") -> QSpinBox:
    setting = NUMBERS[parameter]
    return _whole(int(setting.least), int(setting.most), parent, name)


def _weight(parameter: str, parent: QWidget) -> QDoubleSpinBox:
    box = QDoubleSpinBox(parent)
    box.setObjectName(f"GroundshiftTraining{parameter.capitalize()}")
    box.setRange(NUMBERS[parameter].least, NUMBERS[parameter].most)
    box.setSingleStep(0.5)
    box.setSpecialValueText(translate("ModelPage", "off"))
    return box


def _percent(parameter: str, parent: QWidget) -> QSpinBox:
    setting = NUMBERS[parameter]
    box = _whole(round(100 * setting.least), round(100 * setting.most), parent)
    box.setSuffix(" %")
    return box


def _whole(least: int, most: int, parent: QWidget, name: str = "") -> QSpinBox:
    box = QSpinBox(parent)
    box.setRange(least, most)
    box.setObjectName(name)
    box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return box


def _choices(items: Any, parent: QWidget) -> QComboBox:
    box = QComboBox(parent)
    for value, text in items:
        box.addItem(text, value)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(12)
    return box


def _number(edit: QLineEdit) -> Optional[float]:
    try:
        value = float(edit.text().strip())
    except ValueError:
        return None
    return value if value > 0 else None
