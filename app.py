"""The ASGI app: Streamlit's shell behind a middleware that makes the document speak the language.

Run it with `streamlit run app.py` (or `make run`).
"""

from __future__ import annotations

import logging
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware

from dashboard.document import DocumentLanguage
from dashboard.routes import ROUTES
from messages import t

ROOT = Path(__file__).resolve().parent
_LOG = logging.getLogger("dashboard")


def on_script_error(error: Exception) -> bool:
    """Say in words that the screen failed; the cause goes to the log, never to the reader."""
    _LOG.error("a page failed", exc_info=error)
    st.error(t("shell.error"))
    return True


app = st.App(
    ROOT / "dashboard" / "shell.py",
    routes=ROUTES,
    middleware=[Middleware(DocumentLanguage)],
    on_script_error=on_script_error,
)
