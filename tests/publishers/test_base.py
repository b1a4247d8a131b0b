from __future__ import annotations

import pytest
from deliveries import delivery
from records import record

from gatekeeper.publishers.base import Publisher


def test_a_publisher_has_both_methods() -> None:
    with pytest.raises(NotImplementedError):
        Publisher().wanted(delivery(record()))
    with pytest.raises(NotImplementedError):
        Publisher().deliver(delivery(record()))
