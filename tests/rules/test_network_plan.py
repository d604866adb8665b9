"""Names and plans of networks: read, written, and refused with the reason."""

from __future__ import annotations

import json

import pytest

from groundshift.plugin.rules.network_plan import (
    ARCHITECTURES,
    NetworkPlan,
    PlanInvalid,
    encoders_of,
    is_network_name,
    plan_from_document,
    plan_from_name,
    weights_of_name,
)


def test_a_short_name_takes_the_defaults() -> None:
    plan = plan_from_name("siamese_unet")
    assert plan == NetworkPlan("siamese_unet", "efficientnet_lite0", "both", None, "building_states", 2, 3, (32, 48, 64, 96))
    assert plan.name == "siamese_unet:efficientnet_lite0:both"
    assert (plan.layout, plan.stride, plan.outputs, plan.directions) == ("siamese", 16, 4, True)
    assert plan_from_name("fusion_unet").encoder == "resnet50"
    assert plan_from_name("stanet").attention == "pam"
    assert plan_from_name("early_fusion_fcn").outputs == 1


def test_the_plan_says_the_task_and_the_dates() -> None:
    change, cover = plan_from_name("early_fusion_fcn", bands=4), plan_from_name("unet:resnet18", classes=5, bands=4)
    assert (change.task, change.dates, change.input_channels) == ("change", 2, 8)
    assert (cover.task, cover.dates, cover.input_channels, cover.outputs, cover.layout) == ("segmentation", 1, 4, 5, "single")
    assert not cover.no_change_channel
    assert [name for name, kind in ARCHITECTURES.items() if kind.task == "segmentation"] == ["unet", "inception_unet"]
    with pytest.raises(PlanInvalid, match="has no target"):
        plan_from_name("unet", target="change", classes=1)
    with pytest.raises(PlanInvalid, match="1 classes"):
        plan_from_name("unet", classes=1)


def test_parts_come_in_any_order() -> None:
    plan = plan_from_name("early_fusion_unet:both:resnet34", target="classes", classes=3, bands=4)
    assert (plan.encoder, plan.fusion, plan.outputs, plan.bands) == ("resnet34", "both", 4, 4)
    assert plan == plan_from_name(plan.name, target="classes", classes=3, bands=4)


@pytest.mark.parametrize("architecture", ARCHITECTURES)
def test_every_plan_survives_its_document(architecture: str) -> None:
    for encoder in encoders_of(architecture) or (None,):
        for fusion in ARCHITECTURES[architecture].fusions or (None,):
            for attention in ARCHITECTURES[architecture].attentions or (None,):
                name = ":".join(part for part in (architecture, encoder, fusion, attention) if part)
                plan = plan_from_name(name, target="change" if "change" in ARCHITECTURES[architecture].targets else None)
                assert plan.name == name
                assert plan_from_document(json.loads(json.dumps(plan.document()))) == plan


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("vnet", "There is no architecture 'vnet'"),
        ("siamese_unet:vgg16", "'vgg16' in 'siamese_unet:vgg16' does not fit"),
        ("siamese_unet:resnet18:resnet34", "'resnet34'"),
        ("early_fusion_fcn:resnet18", "there may stand nothing"),
        ("siamese_unet:difference", "which one came first"),
    ],
)
def test_wrong_names_are_refused(name: str, said: str) -> None:
    with pytest.raises(PlanInvalid, match=said):
        plan_from_name(name)


def test_wrong_plans_are_refused() -> None:
    with pytest.raises(PlanInvalid, match="1 to 64 bands"):
        plan_from_name("siamese_unet", bands=0)
    with pytest.raises(PlanInvalid, match="classes"):
        plan_from_name("siamese_unet", target="change", classes=2)
    with pytest.raises(PlanInvalid, match="has no target"):
        plan_from_name("stanet", target="classes", classes=2)
    whole = plan_from_name("siamese_unet").document()
    for document in ({}, {**whole, "newer": 1}, {**whole, "bands": "3"}, {**whole, "widths": [32]}, {**whole, "widths": None}):
        with pytest.raises(PlanInvalid):
            plan_from_document(document)
    smooth = {**plan_from_name("unet").document(), "smoothing": 0.5}
    assert plan_from_document(smooth).document() == smooth
    for document in ({**whole, "smoothing": 0.5}, {**smooth, "smoothing": 0.7}, {**smooth, "smoothing": "0.5"}):
        with pytest.raises(PlanInvalid, match="smooth"):
            plan_from_document(document)
    for text in ("[]", "3", '"siamese_unet"'):
        with pytest.raises(PlanInvalid):
            plan_from_document(json.loads(text))


def test_a_weights_file_may_follow_the_name() -> None:
    text = "siamese_unet:resnet18@C:/My weights/resnet18.pth"
    assert weights_of_name(text) == "C:/My weights/resnet18.pth"
    assert plan_from_name(text) == plan_from_name("siamese_unet:resnet18")
    assert is_network_name(text)
    assert weights_of_name("siamese_unet:resnet18") is None
    assert weights_of_name("siamese_unet@") is None
    with pytest.raises(PlanInvalid, match="no encoder"):
        plan_from_name("early_fusion_fcn@weights.pth")


def test_names_are_told_from_models_and_paths() -> None:
    assert is_network_name("siamese_unet")
    assert is_network_name("stanet:resnet99")
    assert not is_network_name("buildings-siamese")
    assert not is_network_name("C:/models/siamese_unet.onnx")
