"""Nothing of the plugin lives on when it is unloaded, whatever was open."""

from __future__ import annotations

import gc
from collections import Counter

import pytest
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QObject
from qgis.PyQt.QtWidgets import QPushButton, QTabWidget
from qgis.utils import iface, loadPlugin, startPlugin, unloadPlugin

from groundshift.tests.desktop.hands import child, let_go, open_tab, wait

pytestmark = [pytest.mark.desktop, pytest.mark.inside_qgis]


@pytest.fixture
def loaded():
    """The plugin is loaded again afterwards."""
    yield
    unloadPlugin("groundshift")
    let_go()
    assert loadPlugin("groundshift")
    assert startPlugin("groundshift")
    wait(0.3)


def living():
    """The objects of Qt of the plugin's classes that neither Qt has deleted nor Python: class -> how many."""
    gc.collect()
    kinds = (type(one) for one in gc.get_objects() if isinstance(one, QObject) and not sip.isdeleted(one))
    return Counter(
        f"{kind.__module__}.{kind.__qualname__}" for kind in kinds if kind.__module__.startswith("groundshift.plugin")
    )


def test_no_object_lives_on(loaded):
    from groundshift.plugin.gui.help import open_help
    from groundshift.plugin.gui.options.install_window import open_installation
    from groundshift.plugin.gui.training.training_dialog import open_training

    open_tab("Detect")
    for tabs in (child(iface.mainWindow(), QTabWidget, "GroundshiftTabs"), open_training(iface).tabs):
        for index in range(tabs.count()):
            tabs.setCurrentIndex(index)
            wait(0.3)
    open_help("index")
    open_installation()
    wait(0.5)
    assert len(living()) > 40
    unloadPlugin("groundshift")
    let_go()
    assert living() == {}


def test_a_message_that_opens_a_window_goes_with_it(loaded):
    from groundshift.plugin.gui.training.record import TrainingRecord
    from groundshift.plugin.gui.training.training_dialog import open_training

    def shown():
        items = [one for one in iface.messageBar().findChildren(QPushButton) if one.text() == "Show"]
        return len(items)

    dialog = open_training(iface)
    dialog.close()
    record = TrainingRecord()
    record.finish({})
    dialog._notify_main_window(record)
    iface.messageBar().pushMessage("of another plugin")
    wait(0.2)
    assert shown() == 1
    unloadPlugin("groundshift")
    let_go()
    assert shown() == 0
    assert iface.messageBar().currentItem().text() == "of another plugin"
    iface.messageBar().clearWidgets()
