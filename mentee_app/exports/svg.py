"""Draws the figures of a document as SVG, to stand within an HTML file: plain shapes, a title and a description."""

from collections.abc import Iterator, Sequence
from html import escape

from mentee_app.exports import reading
from mentee_app.exports.reading import Bar, BarFigure, ColumnFigure, LineFigure

_PAINT = {
    "grid": 'stroke="#d6d3d1"',
    "dashed": 'stroke="#57534e" stroke-dasharray="3 4"',
    "curve": 'fill="none" stroke="#0f6e66" stroke-width="2.2"',
    "area": 'fill="#e7f1ef"',
    "dot": 'fill="#ffffff" stroke="#0f6e66" stroke-width="2"',
    "bar": 'fill="#0f6e66"',
}
"""For readers that know no style sheets within drawings; the style sheet says the same for light and dark."""

MOST_COUNTED = 24
"""Standing bars: so many have their number above them."""

_WIDE = 640
_LEFT, _RIGHT = 44, 604
_SMALL = 320
"""How wide a small figure is: two of them stand side by side, their letters as large as elsewhere."""

_TOP, _BOTTOM = 18, 178
_ROW = 28
_LABELS = 170
_LONGEST_BAR = 400


def drawn(figure: LineFigure | BarFigure | ColumnFigure, name: str) -> str:
    """The figure as one SVG element; `name` sets its ids apart from those of others in the file."""
    wide = _WIDE
    if isinstance(figure, LineFigure):
        wide = _SMALL if figure.small else _WIDE
        high, shapes = _BOTTOM + 30, _line(figure, wide - _WIDE + _RIGHT)
    elif isinstance(figure, BarFigure):
        high, shapes = _ROW * len(figure.bars) + 6, _bars(figure.bars)
    else:
        high, shapes = _BOTTOM + 30, _columns(figure.columns)
    opening = (
        f'<svg viewBox="0 0 {wide} {high}" role="img" direction="ltr" aria-labelledby="{name}t {name}d">'
        f'<title id="{name}t">{_text(figure.title)}</title><desc id="{name}d">{_text(figure.description)}</desc>'
    )
    return "\n".join([opening, *shapes, "</svg>"])


def _line(figure: LineFigure, right: float) -> Iterator[str]:
    for part, label in ((0.0, "0 %"), (0.5, "50 %"), (1.0, "100 %")):
        yield _stroke("grid", _LEFT, _y(part), right, _y(part))
        yield _words(label, _LEFT - 8, _y(part) + 4, "end")
    if figure.base is not None:
        yield _stroke("dashed", _LEFT, _y(figure.base), right, _y(figure.base))
    if figure.aim:
        yield _stroke("dashed", _x(figure.aim.x, right), _TOP, _x(figure.aim.x, right), _BOTTOM)
        yield _words(figure.aim.label, _x(figure.aim.x, right), _TOP - 6, _side(figure.aim.x))
    for mark in figure.marks:
        yield _words(mark.label, _x(mark.x, right), _BOTTOM + 22, _side(mark.x))
    if len(figure.spots) > 1:
        way = " ".join(f"{_number(_x(each.x, right))},{_number(_y(each.y))}" for each in figure.spots)
        first, last = _number(_x(figure.spots[0].x, right)), _number(_x(figure.spots[-1].x, right))
        yield f'<polygon class="area" {_PAINT["area"]} points="{first},{_BOTTOM} {way} {last},{_BOTTOM}"/>'
        yield f'<polyline class="curve" {_PAINT["curve"]} points="{way}"/>'
    for spot in figure.spots:
        yield f'<circle class="dot" {_PAINT["dot"]} cx="{_number(_x(spot.x, right))}" cy="{_number(_y(spot.y))}" r="4"/>'
    if figure.spots:
        last_spot = figure.spots[-1]
        yield _words(
            last_spot.label, _x(last_spot.x, right), _y(last_spot.y) - 10, _side(last_spot.x), "strong"
        )


def _bars(bars: Sequence[Bar]) -> Iterator[str]:
    for at, bar in enumerate(bars):
        top = at * _ROW + 4
        long = max(bar.length * _LONGEST_BAR, 2 if bar.count else 0)
        yield _words(bar.label, 0, top + 15, "start", "strong")
        yield f'<rect class="bar" {_PAINT["bar"]} x="{_LABELS}" y="{top}" width="{_number(long)}" height="20"/>'
        yield _words(str(bar.count), _LABELS + long + 8, top + 15, "start")


def _columns(columns: Sequence[Bar]) -> Iterator[str]:
    yield _stroke("grid", _LEFT, _BOTTOM, _RIGHT, _BOTTOM)
    step = (_RIGHT - _LEFT) / max(len(columns), 1)
    wide = max(min(step * 0.7, 36), 1)
    for at, column in enumerate(columns):
        middle = _LEFT + step * (at + 0.5)
        high = column.length * (_BOTTOM - _TOP)
        if column.count:
            place = f'x="{_number(middle - wide / 2)}" y="{_number(_BOTTOM - high)}"'
            yield f'<rect class="bar" {_PAINT["bar"]} {place} width="{_number(wide)}" height="{_number(high)}"/>'
        if column.count and len(columns) <= MOST_COUNTED:
            yield _words(str(column.count), middle, _BOTTOM - high - 6, "middle")
        if column.label:
            yield _words(column.label, middle, _BOTTOM + 22, "middle")


def _stroke(kind: str, x1: float, y1: float, x2: float, y2: float) -> str:
    place = f'x1="{_number(x1)}" y1="{_number(y1)}" x2="{_number(x2)}" y2="{_number(y2)}"'
    return f'<line class="{kind}" {_PAINT[kind]} {place}/>'


def _words(text: str, x: float, y: float, anchor: str, kind: str = "") -> str:
    named = f' class="{kind}"' if kind else ""
    return f'<text{named} x="{_number(x)}" y="{_number(y)}" text-anchor="{anchor}">{_text(text)}</text>'


def _text(text: str) -> str:
    return escape(reading.one_line(text))


def _side(x: float) -> str:
    """Near an edge a label grows towards the middle."""
    return "start" if x < 0.08 else "end" if x > 0.92 else "middle"


def _x(part: float, right: float) -> float:
    return _LEFT + part * (right - _LEFT)


def _y(part: float) -> float:
    return _BOTTOM - part * (_BOTTOM - _TOP)


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
