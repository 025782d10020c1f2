"""Changes what the mentee says about themselves."""

from mentee_app.domain.about_me import AboutMeDraft
from mentee_app.domain.kinds import Kind
from mentee_app.queries import about_me
from mentee_app.services.records import Records


class AboutMe(Records[AboutMeDraft]):
    """There is one."""

    kind = Kind.ABOUT_ME
    draft_type = AboutMeDraft

    def write(self, draft: AboutMeDraft, origin: object = None) -> None:
        """Keep it. Raises Trouble."""
        base = about_me.kept_about_me()
        if base is None:
            self.add(draft, origin)
        else:
            self.save(base, draft, origin)
