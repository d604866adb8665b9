"""The model that the suitability light proposes where the imagery is too coarse for the chosen one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from groundshift.plugin.model_file.catalogue import CatalogueEntry, bundled_folder, find_model
from groundshift.plugin.model_file.load import load_model_file
from groundshift.plugin.model_file.spec import Band, GroundSampleDistance


@pytest.fixture
def suitability(qgis, monkeypatch):
    from groundshift.plugin.gui.tasks import suitability

    fine = load_model_file(find_model("buildings-siamese")).spec
    coarse = replace(fine, id="coarse", title="Coarse", gsd_m=GroundSampleDistance(1.0, 2.0, 3.0))
    infrared = replace(coarse, id="infrared", bands=(Band("nir"), *fine.bands[1:]), gsd_m=GroundSampleDistance(1.0, 1.9, 3.0))
    entries = [CatalogueEntry(spec.id, spec.title, bundled_folder(), True, spec) for spec in (infrared, fine, coarse)]
    monkeypatch.setattr(suitability, "known_models", lambda: entries)
    suitability.fine = fine
    return suitability


@pytest.mark.parametrize(
    ("gsd_m", "expected"), [(0.1, None), (0.5, None), (1.0, None), (1.9, "coarse"), (3.0, "coarse"), (9.0, None)]
)
def test_a_coarser_model_is_proposed_for_coarser_imagery(suitability, gsd_m, expected):
    found = suitability.model_proposal(gsd_m, suitability.fine)
    assert (found.id if found else None) == expected


def test_the_finding_names_model_and_range(suitability):
    finding = suitability.proposal_finding(suitability.model_proposal(2.4, suitability.fine), 2.4)
    assert finding.level == "caution"
    assert finding.text == "Model: 'Coarse' is made for imagery of 2.4 m (1 to 3 m)."


@pytest.mark.parametrize(
    ("gsd_m", "expected"),
    [(0.5, None), (1.0, None), (1.2, "buildings-coarse"), (2.0, "buildings-coarse"), (3.0, "buildings-coarse"), (4.0, None)],
)
def test_the_bundled_model_for_coarse_imagery_is_proposed_in_place_of_the_default(qgis, gsd_m, expected):
    from groundshift.plugin.gui.tasks.suitability import model_proposal

    found = model_proposal(gsd_m, load_model_file(find_model("buildings-siamese")).spec)
    assert (found.id if found else None) == expected


@pytest.mark.parametrize("gsd_m", [0.25, 0.5, 1.0])
def test_finer_imagery_has_the_default_proposed(qgis, gsd_m):
    """At 1 m, which both networks take and neither's best is nearer to, too."""
    from groundshift.plugin.model_file.catalogue import list_models
    from groundshift.plugin.rules.resolution import suited_model

    specs = {entry.id: entry.spec for entry in list_models()}
    coarse, fine = specs["buildings-coarse"], specs["buildings-siamese"]
    assert suited_model(gsd_m, [coarse, fine]).id == suited_model(gsd_m, [fine, coarse]).id == "buildings-siamese"
