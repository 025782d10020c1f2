"""The columns that hold words of ours which the file itself would take any other for, each with all that may stand in it."""

from mentee_app.domain.areas import Colour
from mentee_app.domain.goals import Wanted

_WANTED = frozenset(each.value for each in Wanted)

CODES = {
    ("area", "colour"): frozenset(each.value for each in Colour),
    ("goal", "wanted"): _WANTED,
    ("session", "wanted"): _WANTED,
}
"""By table and column; several words in one value are joined by commas."""
