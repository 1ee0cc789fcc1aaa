"""Who may change data. Until people sign in, only whoever sits at the machine itself."""

from __future__ import annotations

import getpass
import ipaddress

import streamlit as st

_FORWARDED = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip")
_LOCAL_NAMES = ("localhost", "127.0.0.1", "[::1]")


def may_write() -> bool:
    """Whether this visitor may upload, publish, undo and pin: a loopback peer, a local name in the
    address, nothing in between, and an app that listens to this machine alone. In doubt: no.
    """
    headers = {name.lower(): value for name, value in st.context.headers.to_dict().items()}
    host = headers.get("host", "").rsplit(":", 1)[0] if headers else ""
    return (
        host in _LOCAL_NAMES
        and not any(name in headers for name in _FORWARDED)
        and _is_loopback(st.get_option("server.address"))
        and (st.context.ip_address is None or _is_loopback(st.context.ip_address))
    )


def _is_loopback(address: str | None) -> bool:
    if address == "localhost":
        return True
    try:
        return ipaddress.ip_address(address or "").is_loopback
    except ValueError:
        return False


def default_name() -> str:
    """The person at this machine, as its system knows them."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return ""
