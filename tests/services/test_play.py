"""Hypothesis plays the user over the services: whatever is done in whatever order, the notebook stays true."""

from hypothesis import HealthCheck, settings

from tests.services.meeting_play import MeetingPlay
from tests.services.network_play import NetworkPlay


class Play(MeetingPlay, NetworkPlay):
    """A whole mentee. `python -m tests.services.play` plays for longer."""


TestPlay = Play.TestCase
TestPlay.settings = settings(
    max_examples=25,
    stateful_step_count=25,
    derandomize=True,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
