"""Only the person at the machine itself may write while no sign-in is configured."""

import pytest

from dashboard.writing import is_local

HOST = {"Host": "127.0.0.1:8501"}


@pytest.mark.parametrize(
    ("peer", "headers", "bound", "allowed"),
    [
        (None, HOST, "127.0.0.1", True),
        ("127.0.0.1", {"host": "localhost:8501"}, "localhost", True),
        ("::1", {"Host": "[::1]:8501"}, "::1", True),
        ("192.168.1.7", HOST, "127.0.0.1", False),
        (None, HOST, "0.0.0.0", False),
        (None, HOST, None, False),
        (None, {"Host": "plans.example.vn"}, "127.0.0.1", False),
        (None, {}, "127.0.0.1", False),
        (None, {**HOST, "X-Forwarded-For": "1.2.3.4"}, "127.0.0.1", False),
    ],
)
def test_who_may_write(peer, headers, bound, allowed):
    assert is_local(peer, headers, bound) is allowed
