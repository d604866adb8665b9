"""Disturbances of open ground: what is put there or lies there, and is no building."""

from __future__ import annotations

import numpy as np
from numpy.random import Generator
from scipy import ndimage

from ..appearance import Floats, smooth_field
from .scene import Scene, Span, blended, draw_rows, open_ground, rectangle, shadow_under, tone


def cars(scene: Scene, rng: Generator, count: tuple[int, int] = (3, 60), length_m: Span = (3.8, 5.5)) -> Floats:
    """Park cars and lorries in rows on open ground."""
    paints = [(0.9, 0.9, 0.9), (0.75, 0.76, 0.78), (0.1, 0.1, 0.12), (0.5, 0.1, 0.1), (0.12, 0.2, 0.45), (0.45, 0.45, 0.47)]
    number, side_by_side = int(rng.integers(count[0], count[1] + 1)), rng.random() < 0.6
    spacing = scene.pixels(2.7 if side_by_side else 6.0)
    free = open_ground(scene, 1.5)
    shapes, out = np.zeros(free.shape, np.float32), scene.image.copy()
    for place, angle in draw_rows(free, number, spacing, (2, 14), rng):
        heading = angle + (np.pi / 2 if side_by_side else 0.0)
        length = scene.pixels(float(rng.uniform(*length_m)) * (2.0 if rng.random() < 0.06 else 1.0))
        car = rectangle(scene.size, place, length, scene.pixels(1.9), heading)
        glass = (np.abs(car.along) > length * 0.18) & (np.abs(car.along) < length * 0.3)
        paint = tone(*paints[int(rng.integers(len(paints)))]) * (1 - 0.6 * glass)
        part = car.cut(out)
        part[:] = blended(part, paint.astype(np.float32), car.cover)
        shapes[car.window] = np.maximum(shapes[car.window], car.cover)
    return shadow_under(out, shapes, _sun(rng, scene.pixels(1.2)), 0.5)


def tents(scene: Scene, rng: Generator, count: tuple[int, int] = (3, 40), side_m: Span = (3.0, 6.5)) -> Floats:
    """Pitch tents and tarpaulins: ridged, white, blue, khaki or orange."""
    cloths = [(0.92, 0.92, 0.93), (0.25, 0.4, 0.75), (0.6, 0.56, 0.42), (0.85, 0.5, 0.2), (0.35, 0.4, 0.3)]
    cloth = cloths[int(rng.integers(len(cloths)))]
    number = int(rng.integers(count[0], count[1] + 1))
    side = float(rng.uniform(*side_m))
    shapes, out = np.zeros((scene.size, scene.size), np.float32), scene.image.copy()
    for place, angle in draw_rows(open_ground(scene, 2.5), number, scene.pixels(side * 1.5), (1, 8), rng):
        if rng.random() < 0.2:
            cloth = cloths[int(rng.integers(len(cloths)))]
        length = scene.pixels(side * float(rng.uniform(1.0, 1.5)))
        tent = rectangle(scene.size, place, length, scene.pixels(side * float(rng.uniform(0.8, 1.0))), angle)
        light = np.where(tent.across > 0, rng.uniform(0.65, 0.85), 1.0) * np.float32(rng.uniform(0.85, 1.05))
        part = tent.cut(out)
        part[:] = blended(part, np.clip(tone(*cloth) * light, 0, 1).astype(np.float32), tent.cover)
        shapes[tent.window] = np.maximum(shapes[tent.window], tent.cover)
    return shadow_under(out, shapes, _sun(rng, scene.pixels(1.5)), 0.5)


def containers(scene: Scene, rng: Generator, count: tuple[int, int] = (2, 30)) -> Floats:
    """Put shipping containers of 6 and 12 m, with ribbed tops, into rows."""
    paints = [(0.55, 0.18, 0.13), (0.15, 0.28, 0.5), (0.2, 0.4, 0.27), (0.8, 0.8, 0.8), (0.5, 0.5, 0.5), (0.75, 0.5, 0.15)]
    number = int(rng.integers(count[0], count[1] + 1))
    shapes, out = np.zeros((scene.size, scene.size), np.float32), scene.image.copy()
    for place, angle in draw_rows(open_ground(scene, 4.0), number, scene.pixels(2.7), (1, 10), rng):
        length = scene.pixels(12.2 if rng.random() < 0.5 else 6.1)
        box = rectangle(scene.size, place, length, scene.pixels(2.44), angle + np.pi / 2)
        ribs = 1 - 0.12 * (np.mod(box.along, max(2.0, scene.pixels(0.8))) < 1)
        paint = tone(*paints[int(rng.integers(len(paints)))]) * np.float32(rng.uniform(0.8, 1.2)) * ribs
        part = box.cut(out)
        part[:] = blended(part, np.clip(paint, 0, 1).astype(np.float32), box.cover)
        shapes[box.window] = np.maximum(shapes[box.window], box.cover)
    return shadow_under(out, shapes, _sun(rng, scene.pixels(2.6)), 0.55)


def concrete(scene: Scene, rng: Generator, count: tuple[int, int] = (1, 4), side_m: Span = (8.0, 40.0)) -> Floats:
    """Pour slabs, yards and stretches of road on open ground: bright, smooth, with joints, without a shadow."""
    ground = open_ground(scene)
    free, middles = ndimage.gaussian_filter(ground.astype(np.float32), 0.7), np.argwhere(ground)
    if not len(middles):
        return scene.image
    out = scene.image.copy()
    for _ in range(int(rng.integers(count[0], count[1] + 1))):
        row, column = middles[int(rng.integers(len(middles)))]
        length = scene.pixels(float(rng.uniform(*side_m)))
        width = length * float(rng.uniform(0.15, 1.0))
        slab = rectangle(scene.size, (row, column), length, width, float(rng.uniform(0, np.pi)))
        joints = np.zeros(slab.cover.shape, bool)
        if rng.random() < 0.6:
            pitch = scene.pixels(float(rng.uniform(3, 6)))
            joints = (np.mod(slab.along, pitch) < 0.8) | (np.mod(slab.across, pitch) < 0.8)
        gray = np.float32(rng.uniform(0.5, 0.85)) * (1 - 0.08 * joints)
        grain = 1 + np.float32(0.04) * smooth_field(scene.size, 24, rng)[slab.window]
        color = tone(1.0, 0.99, 0.96) * gray * grain
        part = slab.cut(out)
        part[:] = blended(part, np.clip(color, 0, 1).astype(np.float32), slab.cover * free[slab.window])
    return out


def bare_soil(scene: Scene, rng: Generator, share: Span = (0.1, 0.6)) -> Floats:
    """Clear and grade ground: plants go, brown or reddish earth with the tracks of machines stays."""
    soils = [(0.55, 0.43, 0.32), (0.62, 0.4, 0.28), (0.68, 0.6, 0.48), (0.42, 0.34, 0.27)]
    soil = tone(*soils[int(rng.integers(len(soils)))]) * np.float32(rng.uniform(0.85, 1.2))
    cleared = _patches(scene.size, rng, share) * ndimage.gaussian_filter(open_ground(scene, 1.0).astype(np.float32), 1.0)
    rows, columns = np.mgrid[: scene.size, : scene.size]
    angle = rng.uniform(0, np.pi)
    bent = rows * np.sin(angle) + columns * np.cos(angle) + 3 * smooth_field(scene.size, 4, rng)
    tracks = np.sin(bent * (2 * np.pi / max(4.0, scene.pixels(3.0)))) * smooth_field(scene.size, 8, rng)
    texture = 1 + 0.05 * tracks + 0.05 * smooth_field(scene.size, 20, rng) + 0.03 * rng.standard_normal(tracks.shape)
    return blended(scene.image, np.clip(soil * texture, 0, 1).astype(np.float32), cleared)


def flood(scene: Scene, rng: Generator, share: Span = (0.2, 0.7), opacity: Span = (0.75, 1.0)) -> Floats:
    """Let water rise between the houses: muddy, grey or dark, smooth, up to their walls."""
    waters = [(0.45, 0.36, 0.26), (0.3, 0.3, 0.25), (0.12, 0.16, 0.2), (0.5, 0.47, 0.42), (0.3, 0.36, 0.36)]
    water = tone(*waters[int(rng.integers(len(waters)))]) * np.float32(rng.uniform(0.85, 1.2))
    surface = 1 + np.float32(0.03) * smooth_field(scene.size, 5, rng) + np.float32(0.015) * smooth_field(scene.size, 48, rng)
    alpha = _patches(scene.size, rng, share, softness=(8, 40)) * ndimage.gaussian_filter(
        (scene.buildings == 0).astype(np.float32), 0.6
    )
    return blended(scene.image, (water * surface).astype(np.float32), alpha * np.float32(rng.uniform(*opacity)))


def mud(scene: Scene, rng: Generator, share: Span = (0.2, 0.7), opacity: Span = (0.4, 0.85)) -> Floats:
    """Leave silt behind a flood: one tone over ground and low plants, thick here and thin there; light on roofs."""
    silt = tone(0.5, 0.41, 0.31) * np.float32(rng.uniform(0.75, 1.15))
    thickness = np.clip(1 + 0.35 * smooth_field(scene.size, 10, rng) + 0.2 * smooth_field(scene.size, 40, rng), 0, 1.3)
    on_roofs = np.where(scene.buildings > 0, np.float32(rng.uniform(0, 0.15)), 1)
    alpha = _patches(scene.size, rng, share) * thickness * ndimage.gaussian_filter(on_roofs.astype(np.float32), 0.6)
    shading = 0.6 + 0.4 * scene.image.mean(0) / (scene.image.mean() + 0.05)
    layer = np.clip(silt * shading, 0, 1).astype(np.float32)
    return blended(scene.image, layer, np.clip(alpha * rng.uniform(*opacity), 0, 1).astype(np.float32))


def snow(scene: Scene, rng: Generator, cover: Span = (0.5, 0.97), roofs: Span = (0.3, 1.0)) -> Floats:
    """Let snow lie on ground and roofs: white, bluish in shadows, thin in trees and where it was cleared or has thawed."""
    gray = scene.image.mean(0)
    relief = gray / (ndimage.gaussian_filter(gray, max(1.0, scene.pixels(6))) + 0.05)
    lit = np.clip(0.35 + 0.65 * relief, 0.25, 1.1)
    white = (tone(0.9, 0.92, 0.96) - tone(0.15, 0.08, 0.0) * (1 - lit)) * (0.55 + 0.45 * lit)
    dark = np.clip((0.75 - relief) * 4, 0, 1)  # walls, trunks, deep shadow
    depth = np.clip(rng.uniform(*cover) * (1 + 0.25 * smooth_field(scene.size, 7, rng)), 0, 1)
    count = int(scene.buildings.max())
    kept = np.concatenate([[1.0], rng.uniform(*roofs, count)])[scene.buildings]
    alpha = depth * (1 - 0.7 * dark) * ndimage.gaussian_filter(kept, 0.5)
    return blended(scene.image, np.clip(white, 0, 1).astype(np.float32), alpha.astype(np.float32))


def _patches(size: int, rng: Generator, share: Span, softness: Span = (3, 15)) -> Floats:
    """S x S soft mask, 0..1, over about a ``share`` of the scene, in patches of any size."""
    field = smooth_field(size, int(rng.integers(3, 7)), rng) + np.float32(0.15) * smooth_field(size, 24, rng)
    edge = np.quantile(field, 1 - rng.uniform(*share))
    mask: Floats = np.clip((field - edge) * np.float32(rng.uniform(*softness)) + 0.5, 0, 1)
    return mask


def _sun(rng: Generator, length: float) -> tuple[float, float]:
    """Return the shift (rows, columns) of a shadow of ``length`` pixels in any direction."""
    angle = rng.uniform(0, 2 * np.pi)
    return float(length * np.sin(angle)), float(length * np.cos(angle))
