"""Where everybody stands in the picture of the network: me in the middle, the near inside, each area in its sector."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count

from mentee_app.domain.areas import Colour

ME_RADIUS = 0.1
MOST_SHOWN = 60
FAR = 3


@dataclass(frozen=True)
class Dot:
    """One person. `closeness` is 1 near to 3 far or None (not said); `area` a word, "" for none."""

    id: int
    name: str
    closeness: int | None = None
    area: str = ""
    colour: Colour | None = None
    mentor: bool = False


@dataclass(frozen=True)
class Placed:
    """A disc inside the unit circle around me: x to the right, y down, both -1 to 1, and its radius."""

    dot: Dot
    x: float
    y: float
    radius: float


@dataclass(frozen=True)
class Spot:
    """A point in the same coordinates."""

    x: float
    y: float


def shown(people: Sequence[Dot], most: int = MOST_SHOWN) -> tuple[Dot, ...]:
    """At most `most` of them, mentors and the near first, in the order they came in."""
    order = sorted(range(len(people)), key=lambda i: (not people[i].mentor, _band(people[i])))
    return tuple(people[i] for i in sorted(order[:most]))


def areas(people: Sequence[Dot]) -> tuple[tuple[str, Colour | None], ...]:
    """Each area once with its colour, in the order of the sectors; those without an area come last."""
    found = {dot.area: dot.colour for dot in reversed(people)}
    order = dict.fromkeys(dot.area for dot in people)
    return tuple((area, found[area]) for area in sorted(order, key=lambda area: area == ""))


def layout(people: Sequence[Dot]) -> tuple[Placed, ...]:
    """Everybody's disc, in the order of `people`; no two touch, and none touches me.

    Room is kept for `places(n)` where n share an area and a closeness, so that most newcomers move nobody.
    """
    if not people:
        return ()
    sectors = _sectors(people)
    groups: dict[_Group, list[int]] = {}
    for place, dot in enumerate(people):
        groups.setdefault((sectors[dot.area], _band(dot)), []).append(place)
    needed = {group: places(len(members)) for group, members in groups.items()}
    radius, slots = next(_plans(needed, _spans(needed)))
    found = {}
    for group, members in groups.items():
        for place, spot in zip(members, slots[group]):
            found[place] = Placed(people[place], spot.x, spot.y, radius)
    return tuple(found[place] for place in range(len(people)))


def places(people: int) -> int:
    """How many places are kept for so many people: 1, 2, 3, 4, 6, 9, 13 and always half as many again."""
    kept = 1
    while kept < people:
        kept += max(1, kept // 2)
    return kept


def borders(placed: Sequence[Placed]) -> tuple[float, ...]:
    """The radii of the circles that part one closeness from the next, from the middle outwards."""
    reach: dict[int, list[float]] = {}
    for each in placed:
        reach.setdefault(_band(each.dot), []).append(math.hypot(each.x, each.y))
    bands = [reach[band] for band in sorted(reach)]
    return tuple((max(inner) + min(outer)) / 2 for inner, outer in zip(bands, bands[1:]))


def neighbour(placed: Sequence[Placed], current: int, across: int, down: int) -> int:
    """The place of the disc that an arrow leads to (`across` 1 right, `down` 1 down); `current` where there is none."""
    here = placed[current]
    best, least = current, math.inf
    for place, other in enumerate(placed):
        dx, dy = other.x - here.x, other.y - here.y
        ahead = dx * across + dy * down
        aside = abs(dx * down) + abs(dy * across)
        cost = math.hypot(dx, dy) + (_AROUND if aside > ahead else 0)
        if place != current and ahead > 1e-9 and cost < least:
            best, least = place, cost
    return best


def bend(start: Spot, end: Spot, clear: float = ME_RADIUS * 1.3) -> Spot:
    """The control point of a curve from `start` to `end` that goes round me, who am as wide as `clear`."""
    middle = Spot((start.x + end.x) / 2, (start.y + end.y) / 2)
    length = math.hypot(end.x - start.x, end.y - start.y) or 1.0
    out = Spot((start.y - end.y) / length, (end.x - start.x) / length)
    if out.x * middle.x + out.y * middle.y < 0:
        out = Spot(-out.x, -out.y)
    push = length * 0.12
    for _step in range(40):
        control = Spot(middle.x + out.x * push, middle.y + out.y * push)
        if _nearest(start, control, end) >= clear:
            break
        push += 0.05
    return control


_Group = tuple[int, int]  # sector, band
_MOST_SECTORS = 12
_WIDEST = 0.085
_APART = 1.55  # along a row, in discs: there are names below them
_ROWS_APART = 1.5
_SECTOR_FILLED = 0.92
_AROUND = 10.0  # an arrow goes to what lies ahead; to what lies aside only where nothing else does


def _band(dot: Dot) -> int:
    return FAR if dot.closeness is None else min(max(dot.closeness, 1), FAR) - 1


def _sectors(people: Sequence[Dot]) -> Mapping[str, int]:
    """The sector of each area. Where there are very many areas, the small ones share the last sector."""
    names = [name for name, _colour in areas(people)]
    if len(names) <= _MOST_SECTORS:
        return {name: place for place, name in enumerate(names)}
    sizes = {name: places(sum(dot.area == name for dot in people)) for name in names}
    large = set(sorted(names, key=lambda name: -sizes[name])[: _MOST_SECTORS - 1])
    own = {name: place for place, name in enumerate(name for name in names if name in large)}
    return {name: own.get(name, _MOST_SECTORS - 1) for name in names}


def _spans(needed: Mapping[_Group, int]) -> list[tuple[float, float]]:
    """Start and width of each sector in radians, clockwise; the first has its middle at the top."""
    sizes: dict[int, int] = {}
    for sector, band in needed:
        sizes[sector] = sizes.get(sector, 0) + needed[sector, band]
    total = sum(sizes.values())
    widths = [math.tau * (0.35 / len(sizes) + 0.65 * sizes[sector] / total) for sector in sorted(sizes)]
    found = []
    start = -math.pi / 2 - widths[0] / 2
    for width in widths:
        filled = width if len(widths) == 1 else width * _SECTOR_FILLED
        found.append((start + (width - filled) / 2, filled))
        start += width
    return found


def _plans(
    needed: Mapping[_Group, int], spans: Sequence[tuple[float, float]]
) -> Iterator[tuple[float, Mapping[_Group, list[Spot]]]]:
    """Ways to seat everybody, widest discs first; there is always one, as discs can be ever smaller."""
    said = [band for _sector, band in needed if band < FAR]
    bands = [*range(max(said, default=-1) + 1), *({band for _sector, band in needed} & {FAR})]
    for step in count():
        radius = _WIDEST * 0.93**step
        first, last = ME_RADIUS + 2 * radius, 1 - radius
        most = int((last - first) / (2 * radius * _ROWS_APART)) + 1
        for rows in range(len(bands), most + 1):
            slots = _seated(needed, spans, bands, _heights(first, last, rows), radius)
            if slots is not None:
                yield radius, slots


def _heights(first: float, last: float, rows: int) -> list[float]:
    if rows == 1:
        return [(first + last) / 2]
    return [first + (last - first) * row / (rows - 1) for row in range(rows)]


def _seated(
    needed: Mapping[_Group, int],
    spans: Sequence[tuple[float, float]],
    bands: Sequence[int],
    heights: Sequence[float],
    radius: float,
) -> Mapping[_Group, list[Spot]] | None:
    """The places of each group, best first; None where the rows do not hold them all."""
    slots: dict[_Group, list[Spot]] = {group: [] for group in needed}
    rows = iter(heights)
    for band in bands:
        left = {sector: room for (sector, its_band), room in needed.items() if its_band == band}
        while True:  # a closeness that nobody has keeps its row, so that distance means the same
            height = next(rows, None)
            if height is None:
                return None
            least = 2 * math.asin(min(1.0, radius * _APART / height))
            for sector in list(left):
                start, width = spans[sector]
                taken = min(left[sector], int(width / least))
                slots[sector, band] += _row(height, start, width, taken)
                left[sector] -= taken
            if not any(left.values()):
                break
    return slots


def _row(height: float, start: float, width: float, taken: int) -> list[Spot]:
    """Places spread evenly over a sector, from its middle to its sides."""
    order = sorted(range(taken), key=lambda place: abs(2 * place + 1 - taken))
    angles = (start + width * (place + 0.5) / taken for place in order)
    return [Spot(height * math.cos(angle), height * math.sin(angle)) for angle in angles]


def _nearest(start: Spot, control: Spot, end: Spot) -> float:
    """How near a quadratic curve comes to the middle."""
    found = math.inf
    for step in range(33):
        t = step / 32
        a, b, c = (1 - t) ** 2, 2 * t * (1 - t), t**2
        x = a * start.x + b * control.x + c * end.x
        y = a * start.y + b * control.y + c * end.y
        found = min(found, math.hypot(x, y))
    return found
