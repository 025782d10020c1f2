"""The fit check: asked after a held session while there is no answer or an unsure one, and never else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentee_app.domain import fitting
from mentee_app.domain.relationships import Fit

fits = st.none() | st.sampled_from(Fit)


@given(fits, st.booleans())
def test_nothing_is_asked_before_a_session_was_held(fit, answered):
    assert not fitting.asks_fit(fit, 0, answered)


@given(fits, st.integers(0, 500))
def test_an_answer_is_not_asked_for_twice_after_one_session(fit, held):
    assert not fitting.asks_fit(fit, held, True)


@given(st.integers(0, 500), st.booleans())
def test_a_clear_answer_ends_the_asking(held, answered):
    assert not fitting.asks_fit(Fit.GOOD, held, answered)
    assert not fitting.asks_fit(Fit.NOT, held, answered)


@pytest.mark.parametrize("fit", [None, Fit.UNSURE])
@given(held=st.integers(1, 500))
def test_no_answer_and_an_unsure_one_are_asked_again_after_each_session(fit, held):
    assert fitting.asks_fit(fit, held, False)
