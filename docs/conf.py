"""How the documentation is built: `make docs`."""

from pathlib import Path

import re


_package = Path(__file__).resolve().parent.parent / "src/leap/cop/__init__.py"
_version = re.search(r'__version__ = "(.+)"', _package.read_text(encoding="utf-8"))

project = "leap.cop"
author = "The leap.cop team"
project_copyright = "The leap.cop team, GPL version 2"
version = release = _version[1] if _version else ""
language = "en"

extensions = [
    "myst_parser",
    "sphinx_design",
    "sphinxcontrib.mermaid",
]
source_suffix = {".md": "markdown"}
exclude_patterns = ["_build"]

myst_enable_extensions = ["colon_fence", "deflist"]
# Diagrams stand in plain fences, so that other readers of Markdown draw them, too.
myst_fence_as_directive = ["mermaid"]
myst_heading_anchors = 3

html_theme = "plone_sphinx_theme"
html_title = "leap.cop"
html_show_sourcelink = False
html_theme_options = {"use_download_button": False, "use_fullscreen_button": False}
