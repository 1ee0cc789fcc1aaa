"""A QR code made here, never by a service outside."""

from __future__ import annotations

import io

import segno

_QUIET = 4  # modules of white around it, as the standard asks


def svg(address: str) -> str:
    """The code as inline SVG, dark on white whatever the page's theme is. Raises ValueError."""
    code = segno.make(address, error="m", micro=False)
    return code.svg_inline(border=_QUIET, dark="#101820", light="#FFFFFF", omitsize=True)


def png(address: str, pixels: int = 600) -> bytes:
    """The code as a PNG at least `pixels` wide. Raises ValueError for what fits no code."""
    code = segno.make(address, error="m", micro=False)
    scale = -(-pixels // code.symbol_size(border=_QUIET)[0])
    out = io.BytesIO()
    code.save(out, kind="png", scale=scale, border=_QUIET, dark="#101820", light="#FFFFFF")
    return out.getvalue()
