"""Changes requests: runs of the wizard, half done and finished, and what came of them."""

import dataclasses

from mentee_app.domain.kinds import Kind
from mentee_app.domain.requests import RequestDraft
from mentee_app.queries.kept import Kept
from mentee_app.services.records import Records


class Requests(Records[RequestDraft]):
    """What the mentee asked for."""

    kind = Kind.REQUESTS
    draft_type = RequestDraft
    placing = frozenset({"outcome", "finished_at", "own_choice", "answer"})

    def retake(self, request: Kept[RequestDraft], origin: object = None) -> Kept[RequestDraft]:
        """Begin the wizard again with the same words; the earlier run is kept as it is. Raises Trouble."""
        return self.add(RequestDraft(own_words=request.draft.own_words, parent=request.id), origin)

    def point_to(
        self,
        request: int,
        person: int | None = None,
        relationship: int | None = None,
        goal: int | None = None,
        origin: object = None,
    ) -> Kept[RequestDraft]:
        """Note what came of it (ids); what is None stays as it is. Raises Vanished, Trouble."""
        now = self.current(request)
        came = dataclasses.replace(
            now.draft,
            person=person or now.draft.person,
            relationship=relationship or now.draft.relationship,
            goal=goal or now.draft.goal,
        )
        return self.save(now, came, origin)
