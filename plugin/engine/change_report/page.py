"""The report of changes as one HTML page that needs nothing else: pictures, list with search, tables."""

from __future__ import annotations

from html import escape
from typing import Sequence

from ..outputs import report
from .changes import Change
from .content import Content, PictureSet, outline, scale_bar
from .page_parts import SCRIPT, STYLE

_MANY = 300  # changes, from which outlines are kept short
_POINTS, _POINTS_OF_MANY, _POINTS_IN_OVERVIEW = 600, 120, 40
# As attributes: rules of the page's style do not reach what <use> draws again.
_THIN = 'vector-effect="non-scaling-stroke"'
_TEXTS, _WORDS = ("class", "decision", "comment"), ' class="words"'
_LEAST_DOT = 4.0  # pixels of the overview that a small change is shown with


def changes_page(content: Content, language: str) -> str:
    """Return the page.

    :param language: of its texts.
    """
    word = content.word
    parts = [
        f'<p class="by">{escape(_byline(content))}</p>',
        f'<div class="notes"><p>{escape(content.notes)}</p></div>' if content.notes else "",
        report.figures(content.figures()),
        *(report.note(text) for text in content.review_texts()),
        report.heading(word("overview")),
        report.note(word("overview_help")),
        _overview(content),
        report.heading(word("by_class")),
        _class_table(content),
        *(report.note(text) for text in content.class_notes()),
        report.heading(word("list")),
        _tools(content),
        _list(content),
        report.heading(word("pictures")),
        report.note(word("stretched") if content.alike else word("stretched_apart")),
        report.note(word("unpictured").format(count=content.unpictured)) if content.unpictured else "",
        _gallery(content),
        report.heading(word("data")),
        _facts(content.facts()),
        "" if content.origin else report.note(word("method_unknown")),
        report.heading(word("accuracy_heading")),
        report.note(content.accuracy_text()),
    ]
    if content.accuracy is not None:
        parts += [report.figures(content.accuracy.figures)] if content.accuracy.figures else []
        parts.append(report.table(content.accuracy.head, content.accuracy.rows))
    if content.origin:
        parts.append(report.provenance_block(word("origin"), content.origin))
    parts.append(report.provenance_block(word("provenance"), content.provenance))
    return report.page(content.title, [part for part in parts if part], language, STYLE, SCRIPT)


def _byline(content: Content) -> str:
    author = f"{content.word('author')}: {content.author}" if content.author else ""
    return " · ".join(text for text in (author, content.word("made_on").format(date=content.date)) if text)


def _overview(content: Content) -> str:
    colors = content.colors()
    frame = content.overview.frame
    paths = []
    for change in content.changes:
        rings = outline(change.shape, frame, _POINTS_IN_OVERVIEW)
        path = _path(rings)
        if _extent(rings) < _LEAST_DOT:
            x, y = rings[0][0]
            path += f"M{x - 3:g} {y}a3 3 0 1 0 6 0a3 3 0 1 0 -6 0"
        name = content.class_name(change)
        paths.append(
            f'<a href="#{change.anchor}" tabindex="-1"><title>{change.number} {escape(name)}</title>'
            f'<path d="{path}" stroke="{colors[name]}" {_THIN}/></a>'
        )
    shapes = f'<g id="outlines-all">{"".join(paths)}</g>'
    days = content.before.short, content.after.short
    pair = _pair(content, content.overview, shapes, "outlines-all", days, decoding="sync")
    slider = _slider(content.word("swipe_overview"))
    return f'<figure class="overview">{pair}{slider}<figcaption>{escape(content.corners_text())}</figcaption></figure>'


def _gallery(content: Content) -> str:
    colors = content.colors()
    many = len(content.crops) > _MANY
    cards = []
    for change in content.changes:
        crop = content.crops.get(change.number)
        if crop is not None:
            path = _path(outline(change.shape, crop.frame, _POINTS_OF_MANY if many else _POINTS))
            cards.append(_card(content, change, crop, path, colors[content.class_name(change)]))
        elif change.number in content.empty:
            blank = f'<div class="blank">{escape(content.word("no_imagery"))}</div>'
            cards.append(f'<figure class="change" id="{change.anchor}">{blank}{_caption(content, change)}</figure>')
    return f'<div class="gallery" id="gallery">{"".join(cards)}</div>'


def _card(content: Content, change: Change, crop: PictureSet, path: str, color: str) -> str:
    name = content.class_name(change)
    own = f"p{change.number}"
    halo = f'<path d="{path}" stroke="#000" stroke-opacity=".5" stroke-width="4" {_THIN}/>'
    shape = f'<g id="{own}">{halo}<path d="{path}" stroke="{color}" {_THIN}/></g>'
    alts = tuple(
        content.word("picture_of").format(date=image.short, number=change.number, name=name)
        for image in (content.before, content.after)
    )
    slider = _slider(content.word("swipe").format(number=change.number))
    pair = _pair(content, crop, shape, own, alts)
    return f'<figure class="change" id="{change.anchor}">{pair}{slider}{_caption(content, change)}</figure>'


def _caption(content: Content, change: Change) -> str:
    facts = [f"{change.area:,.0f} m²", content.place_text(change)]
    facts += [change.comment] if change.comment else []
    title = f"{change.number} · {content.class_name(change)}"
    return f"<figcaption><b>{escape(title)}</b> · {escape(' · '.join(facts))}</figcaption>"


def _pair(
    content: Content,
    pictures: PictureSet,
    shapes: str,
    shapes_id: str,
    alts: tuple[str, ...],
    decoding: str = "async",
) -> str:
    """Both dates side by side, which the script lays over each other.

    :param shapes: SVG, in pixels of the picture.
    :param shapes_id: of the element that holds them all.
    """
    frame = pictures.frame
    sides = []
    for side, jpeg, day, alt in (
        ("a", pictures.before, content.before.short, alts[0]),
        ("b", pictures.after, content.after.short, alts[1]),
    ):
        drawn = shapes if side == "b" else f'<use href="#{shapes_id}"/>'
        sides.append(
            f'<div class="side {side}"><img alt="{escape(alt)}" width="{frame.width}" height="{frame.height}"'
            f' decoding="{decoding}" src="{report.image_data(jpeg, "jpeg")}"><svg viewBox="0 0 {frame.width} {frame.height}"'
            f' aria-hidden="true">{drawn}</svg><span class="day">{escape(day)}</span></div>'
        )
    share, text = scale_bar(frame)
    bar = f'<div class="bar" style="width:{share:.1%}"><span>{escape(text)}</span></div>'
    return f'<div class="pair">{"".join(sides)}<div class="north" aria-hidden="true">▲<br>N</div>{bar}</div>'


def _slider(label: str) -> str:
    return f'<input class="swipe" type="range" min="0" max="100" value="50" aria-label="{escape(label)}">'


def _class_table(content: Content) -> str:
    head, rows = content.class_table()
    colors = content.colors()
    lines = ["<tr>" + "".join(f'<th scope="col">{escape(text)}</th>' for text in head) + "</tr>"]
    for number, row in enumerate(rows):
        dot = _dot(colors[row[0]]) if number < len(content.classes) else ""
        cells = "".join(f"<td>{escape(text)}</td>" for text in row[1:])
        lines.append(f"<tr><td>{dot}{escape(row[0])}</td>{cells}</tr>")
    return f"<table>{''.join(lines)}</table>"


def _dot(color: str) -> str:
    return f'<span class="dot" style="background:{color}"></span>'


def _tools(content: Content) -> str:
    word = content.word
    return (
        f'<div class="tools"><label>{escape(word("search"))} <input type="search" id="search"></label>'
        f'<span id="told" role="status" data-text="{escape(word("found"))}"></span>'
        f'<label><input type="checkbox" id="outlines" checked> {escape(word("outlines"))}</label></div>'
    )


def _list(content: Content) -> str:
    """The list of all changes; numbers stand in ``data-v`` too, by which they are sorted."""
    word = content.word
    changes = content.changes
    with_confidence = any(change.confidence is not None for change in changes)
    with_status, with_comment = content.decisions.reviewed, any(change.comment for change in changes)
    keys = ["number", "class", "size", *(["confidence"] if with_confidence else []), "latitude", "longitude"]
    keys += [*(["decision"] if with_status else []), *(["comment"] if with_comment else [])]
    head = "".join(_sorting_head(word("sort"), word(key), key in _TEXTS) for key in keys)
    colors = content.colors()
    rows = []
    for change in changes:
        name = content.class_name(change)
        pictured = change.number in content.crops or change.number in content.empty
        link = f'<a href="#{change.anchor}">{change.number}</a>' if pictured else str(change.number)
        cells = [
            f'<td data-v="{change.number}">{link}</td>',
            f'<td class="words">{_dot(colors[name])}{escape(name)}</td>',
            f'<td data-v="{change.area:.3f}">{change.area:,.0f}</td>',
        ]
        if with_confidence:
            known = change.confidence is not None
            cells.append(
                f'<td data-v="{change.confidence:.5g}">{change.confidence:.2f}</td>' if known else '<td data-v=""></td>'
            )
        cells += [f'<td data-v="{value:.6f}">{value:.6f}</td>' for value in (change.latitude, change.longitude)]
        if with_status:
            cells.append(f'<td class="words">{escape(content.status_word(change.status))}</td>')
        if with_comment:
            cells.append(f'<td class="words">{escape(change.comment)}</td>')
        rows.append(f'<tr data-for="{change.anchor}">{"".join(cells)}</tr>')
    table = f'<table id="list"><thead><tr>{head}</tr></thead><tbody>{"".join(rows)}</tbody></table>'
    return f'<div class="list" tabindex="0" role="region" aria-label="{escape(word("list"))}">{table}</div>'


def _sorting_head(sort: str, title: str, words: bool) -> str:
    """The head of a column, a button that sorts by it."""
    hint = escape(sort.format(column=title))
    return f'<th scope="col"{_WORDS if words else ""}><button type="button" title="{hint}">{escape(title)}</button></th>'


def _facts(facts: Sequence[tuple[str, str]]) -> str:
    return "<dl>" + "".join(f"<dt>{escape(name)}</dt><dd>{escape(value)}</dd>" for name, value in facts) + "</dl>"


def _path(rings: Sequence[Sequence[tuple[float, float]]]) -> str:
    return "".join("M" + "L".join(f"{x:g} {y:g}" for x, y in ring) + "Z" for ring in rings)


def _extent(rings: Sequence[Sequence[tuple[float, float]]]) -> float:
    """The longer side of the rings' box."""
    points = [point for ring in rings for point in ring]
    return max(max(place) - min(place) for place in zip(*points))
