"""Self-contained HTML reports: no files beside them, nothing from the network, no scripts but one that a page brings.

Example::

    page("Evaluation", [heading("Measures"), table(["", "F1"], [["any change", "0.812"]]), chart(svg(charts))])
"""

from __future__ import annotations

import base64
import csv
import hashlib
import io
import json
from html import escape
from typing import Any, Iterable, Mapping, Optional, Sequence

_STYLE = """
body{font:15px/1.45 system-ui,sans-serif;margin:2em auto;max-width:60em;padding:0 1em;color:#222}
h1{font-size:1.6em}h2{font-size:1.2em;margin-top:1.8em}
table{border-collapse:collapse;margin:.6em 0;display:block;max-width:100%;overflow-x:auto}
th,td{border:1px solid #ccc;padding:.3em .7em;text-align:right}
th{background:#f2f2f2}th:first-child,td:first-child{text-align:left}td.right{background:#e2f3ec}
.figures{display:flex;flex-wrap:wrap;gap:.6em}.figures div{border:1px solid #ccc;border-radius:.4em;padding:.5em .9em}
.figures b{display:block;font-size:1.35em}img{max-width:100%;border:1px solid #ccc;image-rendering:pixelated}
.key span{display:inline-block;width:1em;height:1em;border:1px solid #999;vertical-align:-2px;margin:0 .35em 0 1em}
pre{background:#f7f7f7;padding:.8em;overflow:auto;font-size:.85em}.note{color:#555}
.chart svg{max-width:100%;height:auto;border:1px solid #ccc}.chip{margin:.8em 0}.chip img{image-rendering:auto}
"""


def page(title: str, parts: Iterable[str], language: str = "", style: str = "", script: str = "") -> str:
    """A whole page; ``parts`` are HTML already.

    :param language: of its texts, as HTML names it; ``""`` = not stated.
    :param style: rules that come after those of all reports.
    :param script: the only one that a browser runs in the page, whatever the parts hold.
    """
    head = '<meta charset="utf-8"><meta name="generator" content="Groundshift">'
    if script:
        allowed = base64.b64encode(hashlib.sha256(script.encode("utf-8")).digest()).decode("ascii")
        policy = f"default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'sha256-{allowed}'"
        head += f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        head += '<meta name="viewport" content="width=device-width, initial-scale=1">'
    stated = f' lang="{escape(language)}"' if language else ""
    ending = f"<script>{script}</script>" if script else ""
    return (
        f"<!DOCTYPE html>\n<html{stated}><head>{head}"
        f"<title>{escape(title)}</title><style>{_STYLE}{style}</style></head><body><h1>{escape(title)}</h1>\n"
        + "\n".join(parts)
        + f"\n{ending}</body></html>\n"
    )


def heading(text: str) -> str:
    """A title above a part of the page."""
    return f"<h2>{escape(text)}</h2>"


def note(text: str) -> str:
    """A paragraph in smaller letters."""
    return f'<p class="note">{escape(text)}</p>'


def figures(items: Sequence[tuple[str, str]]) -> str:
    """Names and values, large."""
    return (
        '<div class="figures">'
        + "".join(f"<div>{escape(name)}<b>{escape(value)}</b></div>" for name, value in items)
        + "</div>"
    )


def table(head: Sequence[str], rows: Sequence[Sequence[str]], diagonal: Optional[int] = None) -> str:
    """A table; ``diagonal`` = the first column of a matrix whose diagonal is marked, less its totals in the last column."""
    cells = "".join(f"<th>{escape(text)}</th>" for text in head)
    lines = [f"<tr>{cells}</tr>"]
    for number, row in enumerate(rows):
        marked = None if diagonal is None else diagonal + number
        texts = (
            f"<td{' class=right' if index == marked and index < len(row) - 1 else ''}>{escape(text)}</td>"
            for index, text in enumerate(row)
        )
        lines.append(f"<tr>{''.join(texts)}</tr>")
    return f"<table>{''.join(lines)}</table>"


def image(png: bytes, key: Sequence[tuple[str, str]], text: str) -> str:
    """A picture inside the page, with a key of colours and their meanings."""
    return f'<img alt="{escape(text)}" src="{image_data(png, "png")}">{color_key(key)}'


def captioned(jpeg: bytes, caption: str) -> str:
    """A smooth picture inside the page, with a line of text below it."""
    return f'<div class="chip"><img alt="{escape(caption)}" src="{image_data(jpeg, "jpeg")}"><br>{escape(caption)}</div>'


def color_key(items: Sequence[tuple[str, str]]) -> str:
    """A key of colours and their meanings."""
    colors = "".join(f'<span style="background:{color}"></span>{escape(name)}' for color, name in items)
    return f'<p class="key">{colors}</p>'


def chart(svg: str) -> str:
    """A chart of :mod:`.charts`, no wider than the page."""
    return f'<div class="chart">{svg}</div>'


def image_data(content: bytes, kind: str) -> str:
    """A picture as the address of an ``<img>``.

    :param kind: ``png`` or ``jpeg``.
    """
    return f"data:image/{kind};base64,{base64.b64encode(content).decode('ascii')}"


def provenance_block(title: str, provenance: Mapping[str, Any]) -> str:
    """What the report was made of, as indented JSON below a title."""
    text = json.dumps(provenance, ensure_ascii=False, indent=1, sort_keys=True)
    return f"{heading(title)}<pre>{escape(text)}</pre>"


def csv_text(rows: Iterable[Sequence[Any]]) -> str:
    """Rows as CSV (RFC 4180)."""
    stream = io.StringIO(newline="")
    csv.writer(stream).writerows(rows)
    return stream.getvalue()
