"""Hypothesis plays the user over the services: whatever is done in whatever order, the notebook stays true."""

from hypothesis import HealthCheck, Phase, settings

from tests.services.meeting_play import MeetingPlay
from tests.services.network_play import NetworkPlay


class Play(MeetingPlay, NetworkPlay):
    """A whole mentee. `python -m tests.services.play` plays for longer."""


TestPlay = Play.TestCase
TestPlay.settings = settings(
    max_examples=30,
    stateful_step_count=40,
    derandomize=True,
    deadline=None,
    database=None,
    phases=(Phase.generate, Phase.shrink),  # to explain as well takes minutes
    suppress_health_check=list(HealthCheck),
)
