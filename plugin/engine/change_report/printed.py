"""The report of changes in parts that QGIS prints as a PDF: plain HTML of tables, as Qt's text documents read it."""

from __future__ import annotations

import io
import os
from html import escape
from typing import Sequence

from PIL import Image, ImageDraw

from .changes import Change
from .content import Content, PictureSet, outline, scale_bar

_ON_A_PAGE = 8  # changes
_IN_A_ROW = 2
_POINTS = 600
_WIDE, _SMALL = 318, 144  # pixels of a page that is 640 wide
_STYLE = (
    "body{font-family:sans-serif;font-size:12px;color:#222}h1{font-size:22px}h2{font-size:16px}"
    "p.note{color:#555}td,th{padding:3px}"
)


def write_pages(content: Content, folder: str) -> None:
    """Write the parts in order, ``000.html`` and on, each of one page or more, with their pictures.

    :param folder: exists.
    """
    word = content.word
    wide = _pictures(content, content.overview, content.changes, folder, "overview")
    front = [
        f"<h1>{escape(content.title)}</h1>",
        _note(f"{word('author')}: {content.author}") if content.author else "",
        _note(word("made_on").format(date=content.date)),
        "".join(f"<p>{escape(line)}</p>" for line in content.notes.splitlines()),
        _table([name for name, _ in content.figures()], [[value for _, value in content.figures()]]),
        *(_note(text) for text in content.review_texts()),
        f"<h2>{escape(word('overview'))}</h2>",
        _dates(content, wide, _WIDE, content.overview),
        _note(content.corners_text()),
        f"<h2>{escape(word('by_class'))}</h2>",
        _table(*content.class_table()),
        *(_note(text) for text in content.class_notes()),
    ]
    pages = ["".join(front)]
    pictured = [change for change in content.changes if change.number in content.crops]
    for first in range(0, len(pictured), _ON_A_PAGE):
        pages.append(_page_of_changes(content, pictured[first : first + _ON_A_PAGE], folder))
    rest = [change for change in content.changes if change.number not in content.crops]
    if rest:
        head = [word(key) for key in ("number", "class", "size", "latitude", "longitude")]
        rows = [
            [str(item.number), content.class_name(item), f"{item.area:,.0f}", f"{item.latitude:.6f}", f"{item.longitude:.6f}"]
            for item in rest
        ]
        pages.append(f"<h2>{escape(word('list'))}</h2>" + _table(head, rows))
    back = [
        f"<h2>{escape(word('data'))}</h2>",
        _table((), [list(item) for item in content.facts()]),
        f"<h2>{escape(word('accuracy_heading'))}</h2>",
        _note(content.accuracy_text()),
        _table(content.accuracy.head, content.accuracy.rows) if content.accuracy is not None else "",
    ]
    pages.append("".join(back))
    for number, body in enumerate(pages):
        with open(os.path.join(folder, f"{number:03}.html"), "w", encoding="utf-8") as stream:
            stream.write(f"<html><head><style>{_STYLE}</style></head><body>{body}</body></html>")


def _page_of_changes(content: Content, changes: Sequence[Change], folder: str) -> str:
    cells = []
    for change in changes:
        crop = content.crops[change.number]
        files = _pictures(content, crop, [change], folder, change.anchor)
        title = f"<b>{change.number} · {escape(content.class_name(change))}</b>"
        facts = [f"{change.area:,.0f} m²", content.place_text(change)]
        if change.confidence is not None:
            facts.append(f"{content.word('confidence')} {change.confidence:.2f}")
        facts += [change.comment] if change.comment else []
        text = f"{title}<br>{escape(' · '.join(facts))}"
        cells.append(f'<td width="50%" valign="top">{_dates(content, files, _SMALL, crop)}<p>{text}</p></td>')
    rows = [cells[first : first + _IN_A_ROW] for first in range(0, len(cells), _IN_A_ROW)]
    lines = "".join(f"<tr>{''.join(row)}</tr>" for row in rows)
    return f'<table width="100%" cellspacing="4">{lines}</table>'


def _dates(content: Content, files: tuple[str, str], width: int, pictures: PictureSet) -> str:
    """Both dates side by side, each with its day; the later one with the length of the bar that is drawn in it."""
    scale = width / max(pictures.frame.width, pictures.frame.height)
    size = f'width="{round(pictures.frame.width * scale)}" height="{round(pictures.frame.height * scale)}"'
    _, bar = scale_bar(pictures.frame)
    images = "".join(f'<td><img src="{name}" {size}></td>' for name in files)
    north = ", N ▲" if width == _WIDE else ""  # a second line below small pictures would break their pages
    days = f"<td>{escape(content.before.short)}</td><td>{escape(content.after.short)} (▬ {escape(bar)}{north})</td>"
    return f"<table><tr>{images}</tr><tr>{days}</tr></table>"


def _pictures(content: Content, pictures: PictureSet, changes: Sequence[Change], folder: str, stem: str) -> tuple[str, str]:
    """Write both pictures with outlines and a scale bar drawn into them; return the names of their files."""
    colors = content.colors()
    share, _ = scale_bar(pictures.frame)
    found = []
    for letter, jpeg in (("a", pictures.before), ("b", pictures.after)):
        image = Image.open(io.BytesIO(jpeg)).convert("RGB")
        scale = image.width / pictures.frame.width  # of pictures that were made smaller to fit the budget
        draw = ImageDraw.Draw(image)
        for change in changes:
            for ring in outline(change.shape, pictures.frame, _POINTS):
                points = [(x * scale, y * scale) for x, y in [*ring, ring[0]]]
                draw.line(points, fill=colors[content.class_name(change)], width=max(1, image.width // 130))
        bottom, left = image.height - 8, 6
        draw.line([(left, bottom), (left + share * image.width, bottom)], fill="#000000", width=5)
        draw.line([(left, bottom), (left + share * image.width, bottom)], fill="#ffffff", width=3)
        name = f"{stem}{letter}.jpg"
        image.save(os.path.join(folder, name), "JPEG", quality=85)
        found.append(name)
    return found[0], found[1]


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    titles = "<tr>" + "".join(f'<th align="left" bgcolor="#eeeeee">{escape(text)}</th>' for text in head) + "</tr>"
    lines = "".join("<tr>" + "".join(f"<td>{escape(text)}</td>" for text in row) + "</tr>" for row in rows)
    return f'<table border="1" cellspacing="0" style="border-collapse:collapse">{titles if head else ""}{lines}</table>'


def _note(text: str) -> str:
    return f'<p class="note">{escape(text)}</p>'
