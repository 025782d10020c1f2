"""How a row of a list is shown: what the delegate paints and the screen reader says."""

from dataclasses import dataclass

from mentee_app.domain.areas import Colour


@dataclass(frozen=True)
class Look:
    """How a row is shown: two lines, a note at the right, a person's initials or a quiet sign in the area's colour.

    `due` stands in amber before the second line: what is late, in words.
    """

    title: str
    below: str
    aside: str = ""
    initials_of: str = ""
    colour: Colour | None = None
    faint: bool = False
    tooltip: str = ""
    due: str = ""

    @property
    def spoken(self) -> str:
        """The row in words, for screen readers."""
        return ", ".join(part for part in (self.title, self.due, self.below, self.aside) if part)
