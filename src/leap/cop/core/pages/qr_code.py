"""An address as a picture that phones read."""

import segno


def qr_code(address: str) -> str:
    """Return the SVG of an address, to stand inside a page."""
    # Dark on light whatever the screen's colors are: phones want it so.
    return segno.make(address, error="m").svg_inline(
        border=4, dark="#000", light="#fff", omitsize=True, svgclass="cop-code"
    )
