"""About me: what I do, want to be known for, and bring. It feeds the ask and the first page of the PDF."""

from dataclasses import dataclass


@dataclass(frozen=True)
class AboutMeDraft:
    """The mentee's own words about themselves; every field may stay empty."""

    name: str = ""
    does: str = ""
    known_for: str = ""
    brings: str = ""
    industry: str = ""
    reach: str = ""
