"""Changes what the mentee says about themselves."""

from mentee_app.domain.about_me import AboutMeDraft
from mentee_app.domain.kinds import Kind
from mentee_app.queries import about_me
from mentee_app.queries.kept import Kept
from mentee_app.services.records import Records


class AboutMe(Records[AboutMeDraft]):
    """There is one."""

    kind = Kind.ABOUT_ME
    draft_type = AboutMeDraft

    def write(
        self, draft: AboutMeDraft, origin: object = None, base: AboutMeDraft | None = None
    ) -> Kept[AboutMeDraft]:
        """Keep `draft`; where it was made from `base`, joined with what came meanwhile. Raises Trouble."""
        now = about_me.kept_about_me()
        if now is None:
            return self.add(draft, origin)
        if base in (None, now.draft):
            return self.save(now, draft, origin)
        return self.save(now.as_it_was(base), draft, origin)
