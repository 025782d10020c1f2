"""After faults: opens what a session left with the real app, and compares it with what was acknowledged."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.soak import session, whole
from tests.soak.whole import Tally


def look(root: Path, said: Sequence[dict[str, Any]], tally: Tally, where: str) -> None:
    """The file must be whole, and all that was acknowledged in it; so must the PDF."""
    try:
        found = whole.look_into(root / "data")
    except Exception as error:
        tally.unopenable += 1
        tally.miss(where, f"does not open: {whole.why(error)}")
        return
    if found.wrong:
        tally.half += 1
        tally.miss(where, "; ".join(found.wrong))
    moments = [line["digest"] for line in said if "digest" in line]
    pdfs = [line["pdf"] for line in said if "pdf" in line]
    if moments and whole.digest(found.rows) != moments[-1]:
        tally.lost += 1
        tally.miss(where, "what was acknowledged last is not in the file")
    if pdfs and whole.sha(root / "out" / session.PDF) != pdfs[-1]:
        tally.lost += 1
        tally.miss(where, "the acknowledged PDF is not there")
