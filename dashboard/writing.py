"""Who may write: with no sign-in configured, the one person at the machine itself, nobody else."""

from __future__ import annotations

import getpass
import ipaddress
from collections.abc import Mapping

import streamlit as st

LOCAL = "local"  # who, in the audit trail, where the system knows no name
_FORWARDED = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via")
_HOSTS = ("localhost", "127.0.0.1", "[::1]")


def allowed() -> bool:
    """Whether this session may write to the store."""
    context = st.context
    return is_local(context.ip_address, dict(context.headers), st.get_option("server.address"))


def who() -> str:
    """The person at this machine as its system knows them: noted with what is written."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return LOCAL


def is_local(peer: str | None, headers: Mapping[str, str], bound: str | None) -> bool:
    """A loopback peer on a loopback address, a localhost Host, and nothing that forwards.

    `peer` is None where Streamlit hides the address of a loopback peer.
    """
    lower = {name.lower(): value for name, value in headers.items()}
    host = lower.get("host", "").rpartition(":")[0] or lower.get("host", "")
    return (
        _loopback(bound)
        and (peer is None or _loopback(peer))
        and host in _HOSTS
        and not any(name in lower for name in _FORWARDED)
    )


def _loopback(address: str | None) -> bool:
    if address == "localhost":
        return True
    try:
        return ipaddress.ip_address(address or "").is_loopback
    except ValueError:
        return False
