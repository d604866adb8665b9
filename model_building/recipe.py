"""A recipe: all settings of the training of a bundled network, read from a JSON file."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any

from ..plugin.rules.loss_terms import parse_loss
from ..plugin.rules.network_plan import ARCHITECTURES, plan_from_name
from .disturbances.kinds import DISTURBANCES
from .pseudo_pairs import PairSettings

RECIPES = Path(__file__).parent / "recipes"
MODELS = Path(__file__).parent.parent / "models"


def recipe_path(name: str) -> Path:
    """Return a path as it is, or that of a recipe in :data:`RECIPES` by its name."""
    path = Path(name)
    return path if path.is_file() else RECIPES / f"{name}.json"


def model_file(name: str) -> Path | None:
    """Return the path of a file of ``models/`` by its name; ``None`` = the name is that of a recipe, or empty."""
    return MODELS / name if name.endswith(".onnx") else None


@dataclass(frozen=True)
class Recipe:
    """The contents of ``recipes/*.json``."""

    id: str
    title: str
    architecture: str
    """A short name (:mod:`..plugin.rules.network_plan`)."""
    train: dict[str, float]
    """Places trained on, with the share of pairs drawn from each."""
    validation: tuple[str, ...]
    """Places that choose the weights, the temperature and the threshold."""
    test: tuple[str, ...]
    """Places by which nothing is chosen."""
    pairs: PairSettings
    steps: int
    batch: int
    learning_rate: float
    encoder_learning_rate: float
    weight_decay: float
    warmup: int
    ema_decay: float
    seed: int
    validate_every: int
    validation_pairs: int
    workers: int
    """Threads that draw pairs while the network works."""
    loss: str = ""
    """Such as ``.7 bce + .3 iou``; empty = the architecture's own."""
    start: str = ""
    """The recipe whose trained network gives the weights to start from, wherever they fit, or a file of ``models/``.

    Empty = the encoder's ImageNet weights alone.
    """

    more_seeds: tuple[int, ...] = ()
    """Seeds of further trainings, whose weights are averaged with those of ``seed``."""
    averaged_with: tuple[str, ...] = ()
    """Recipes of the same network and start, whose trained weights are averaged with these."""
    teachers: tuple[str, ...] = ()
    """Files of ``models/``, or recipes, whose networks' predictions are learnt beside the labels."""
    guidance: float = 0.0
    """Weight of the teachers."""
    teacher_views: int = 1
    """Mirrored and turned copies of a pair that the teachers predict, 1 to 8."""
    standing: float = 0.0
    """Weight of the auxiliary output of what stands on each date, of a Siamese network."""
    blend: bool = False
    """Whether the weights are mixed with those of the start, in the share that is the best on the validation places."""
    most_lost: float = 0.0
    """Average precision of which the blend must not leave open that more is lost on any set; 0 = no clear loss is enough."""
    choice_pairs: int = 0
    """Validation pairs by which blend, temperature, threshold and smallest area are chosen; 0 = ``validation_pairs``."""
    gsd_m: dict[str, float] = field(default_factory=dict)
    """``min``, ``best`` and ``max`` that the model file states; empty = .25, .5 and 1 m."""

    @property
    def start_file(self) -> Path | None:
        """The model file to start from; ``None`` = none, or a recipe."""
        return model_file(self.start)

    def with_default_keys_left_out(self) -> dict[str, Any]:
        """Return the recipe as JSON, without optional keys that are empty."""
        defaults = {item.name: item.default for item in fields(self)}
        document = {
            key: value for key, value in asdict(self).items() if key not in _OPTIONAL or (value and value != defaults[key])
        }
        usual = asdict(PairSettings())
        document["pairs"] = {
            key: value for key, value in document["pairs"].items() if key not in _OPTIONAL_OF_PAIRS or value != usual[key]
        }
        return document


_OPTIONAL = {
    "loss",
    "start",
    "gsd_m",
    "more_seeds",
    "blend",
    "most_lost",
    "teachers",
    "guidance",
    "teacher_views",
    "standing",
    "choice_pairs",
    "averaged_with",
}
_OPTIONAL_OF_PAIRS = {"disturbances", "plain", "enlarged", "averaged_from_m", "best_gsd_m"}


def read_recipe(path: Path) -> Recipe:
    """Read and check a recipe; unknown or missing keys are errors, but :data:`_OPTIONAL` ones may be missing.

    :raises ValueError:
    """
    document: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    names = {item.name for item in fields(Recipe)}
    wrong = ", ".join(sorted((set(document) ^ names) - (_OPTIONAL - set(document))))
    if wrong:
        raise ValueError(f"{path.name}: missing or unknown keys: {wrong}.")
    pairs: dict[str, Any] = {
        key: tuple(value) if isinstance(value, list) else value for key, value in document["pairs"].items()
    }
    document["pairs"] = PairSettings(**pairs)
    for key in ("validation", "test", "more_seeds", "averaged_with", "teachers"):
        document[key] = tuple(document.get(key, ()))
    recipe = Recipe(**document)
    unknown = ", ".join(sorted(set(recipe.pairs.disturbances) - set(DISTURBANCES)))
    if unknown:
        raise ValueError(f"{path.name}: unknown kinds of disturbances: {unknown}.")
    layout = ARCHITECTURES[plan_from_name(recipe.architecture).architecture].layout
    if recipe.standing and layout != "siamese":
        raise ValueError(f"{path.name}: only a Siamese network has an encoder of each date that can tell what stands there.")
    if recipe.loss:
        parse_loss(recipe.loss)
    if recipe.steps % recipe.validate_every:
        raise ValueError(f"{path.name}: {recipe.steps} steps are no multiple of validate_every, {recipe.validate_every}.")
    if recipe.blend and not (recipe.start and recipe.validation):
        raise ValueError(f"{path.name}: a blend needs a network to start from and a place to choose the share by.")
    shared = set(recipe.train) & {*recipe.validation, *recipe.test} | set(recipe.validation) & set(recipe.test)
    if shared:
        raise ValueError(f"{path.name}: a place is on two sides of the split: {', '.join(sorted(shared))}.")
    return recipe
