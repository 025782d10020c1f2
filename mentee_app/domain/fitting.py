"""When the mentee is asked whether the relationship still fits. Private; never in an export."""

from mentee_app.domain.relationships import Fit


def asks_fit(fit: Fit | None, held: int, answered_since: bool) -> bool:
    """Whether to ask after a held session: `fit` was never answered, or is unsure and not answered since that session.

    `held` is how many sessions were held in the relationship.
    """
    return held > 0 and not answered_since and fit in (None, Fit.UNSURE)
