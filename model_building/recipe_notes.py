"""Texts of the cards of the bundled networks."""

from __future__ import annotations

NOTES: dict[str, dict[str, str]] = {
    "buildings-siamese": {
        "summary": "Finds new and demolished buildings between two RGB dates of about half a metre. The default network.",
        "input": "`before` and `after`, each N x 3 x H x W float32 (red, green, blue), standardised per date and band "
        "over the overlap; H and W multiples of 16",
        "output": "`probability`, N x 3 x H x W: no change, new building, demolished building; sums to 1",
        "halo": "measured",
        "as_found": "LEVIR-CD sample: four crops of 256 pixels, one of them without change, so these figures are "
        "noisy. Beijing: one pair of 500 pixels whose labels are of any change and whose resolution is not stated. "
        "DSIFN: any kind of change, at about 2 m; a network that looks for buildings at half a metre cannot do "
        "well there.",
        "limits": "Trained on six places only: expect roofs unlike theirs (large halls, thatch, ruins) to be missed "
        "more often, as well as buildings under trees, extensions of a few square metres and changes of height. A "
        "building that was replaced by another at the same spot is no change where the two overlap. It was trained with "
        "dates displaced by up to 3 m; beyond that expect false change along outlines. Fine-tune it on local labels "
        "when accuracy matters.",
        "method": "Lite0 encoder cut at stride 16, [|a - b|, a, b] fused at four scales, U-Net decoder, softmax over "
        "four states of which the two unchanged ones are added up. It started from `starts/buildings-siamese-disturbed`: "
        "3600 steps of 16 pairs without disturbances (`starts/buildings-siamese-plain`), then the mean of two trainings with "
        "disturbances (1200 steps, best at step 200, and 240 steps) of which half was taken. The training above has "
        "disturbances on 55 % of the pairs; half of the weights are its own and half those of the start, by the share with the "
        "largest mean gain in average precision on Kampala, with and without disturbances, of those that leave open no loss of "
        "more than .003 on either (bootstrap over tiles). The rule that picks the threshold was settled with earlier networks, "
        "after their curves had been seen on Nairobi and Kampala.",
    },
    "buildings-early-fusion": {
        "summary": "Finds new and demolished buildings between two RGB dates of about half a metre with an early-fusion "
        "network: both dates go through one encoder together, whose every layer can compare them.",
        "input": "`dates`, N x 6 x H x W float32 (before's red, green, blue, then after's), standardised per date "
        "and band over the overlap; H and W multiples of 16",
        "output": "`probability`, N x 3 x H x W: no change, new building, demolished building; sums to 1",
        "halo": "measured",
        "as_found": "LEVIR-CD sample: four crops of 256 pixels, one of them without change, so these figures are "
        "noisy. Beijing: one pair of 500 pixels whose labels are of any change and whose resolution is not stated. "
        "DSIFN: any kind of change, at about 2 m; a network that looks for buildings at half a metre cannot do "
        "well there.",
        "limits": "Trained on few places: expect roofs unlike theirs (large halls, thatch, ruins) to be missed "
        "more often, as well as buildings under trees, extensions of a few square metres and changes of height. A "
        "building that was replaced by another at the same spot is no change where the two overlap. It was trained with "
        "dates displaced by up to 3 m; beyond that expect false change along outlines. Fine-tune it on local labels "
        "when accuracy matters.",
        "method": "Lite0 encoder cut at stride 16 whose first convolution takes both dates and whose maps have twice the "
        "channels down to stride 8, U-Net decoder over four scales, softmax over four states of which the two unchanged ones "
        "are added up. It started from `starts/buildings-early-fusion-plain` (3600 steps of 16 pairs without disturbances, "
        "which had started from `starts/buildings-siamese-plain`, widened). The weights are the mean of two trainings (seeds "
        "20261211 and 20261212) with disturbances on 55 % of the pairs, blended with those of the start: half of them are new, "
        "by the share with the largest mean gain in average precision on Kampala, with and without disturbances, of those that "
        "leave open no loss of more than .003 on either (bootstrap over tiles).",
    },
    "buildings-coarse": {
        "summary": "Finds new and demolished buildings between two RGB dates of 1 to 3 m, as of SPOT, GF-1 or SkySat.",
        "input": "`before` and `after`, each N x 3 x H x W float32 (red, green, blue), standardised per date and band "
        "over the overlap; H and W multiples of 16",
        "output": "`probability`, N x 3 x H x W: no change, new building, demolished building; sums to 1",
        "halo": "measured",
        "as_found": "MS-HS: 557 real pairs of GF-1, nominally 2 m, that the network has not seen; the best network of its "
        "paper, trained on it, has F1 .586. DSIFN: any kind of change, at about 2 m.",
        "limits": "Trained on imagery of a few decimetres averaged to such pixels, not on satellite imagery: expect "
        "houses of fewer than about four pixels to be missed, and dense quarters to be found as a whole.",
        "method": "As `buildings-siamese`, from whose weights it started. Pictures were averaged to pixels of 1.5 to "
        "3 m, with a point spread of .3 to .65 pixels, sharpening and noise, and enlarged twofold, as in use.",
    },
    "buildings-robust": {
        "summary": "Finds new and demolished buildings between two RGB dates of about half a metre; trained with disturbances.",
        "input": "`before` and `after`, each N x 3 x H x W float32 (red, green, blue), standardised per date and band "
        "over the overlap; H and W multiples of 16",
        "output": "`probability`, N x 3 x H x W: no change, new building, demolished building; sums to 1",
        "halo": "measured",
        "as_found": "LEVIR-CD sample: four crops of 256 pixels, one of them without change, so these figures are noisy. "
        "Beijing: one pair of 500 pixels whose labels are of any change. DSIFN: any kind of change, at about 2 m.",
        "limits": "As `buildings-siamese`.",
        "method": "As `buildings-siamese`, from whose weights it started; trained on with disturbances of one date.",
    },
    "buildings-fcn": {
        "summary": "The frugal early-fusion network: 75,681 parameters that see 12 pixels to each side. It is here as the "
        "yardstick of speed, and as a start where there is much labelled imagery of one kind; as it is, it does not transfer "
        "well, and a few dozen polygons do not correct that.",
        "input": "`dates`, N x 6 x H x W float32 (before's red, green, blue, then after's), standardised per date "
        "and band over the overlap; H and W multiples of 4",
        "output": "`probability`, N x 1 x H x W: change",
        "halo": "exact",
        "as_found": "LEVIR-CD sample: four crops of 256 pixels, one of them without change. Beijing: one pair whose "
        "labels are of any change. DSIFN: any kind of change, at about 2 m.",
        "limits": "It sees colour, edges and little context: bare soil, roads, cars and shadows that come or go look "
        "like buildings to it. It does not distinguish construction from demolition. Use `buildings-siamese`, and fine-tune "
        "that one when labels are few.",
        "method": "No pretrained weights.",
    },
}
