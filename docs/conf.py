"""How the documentation is built: Sphinx with MyST; a warning is an error."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "_ext"))

import fardplan

project = "Färdplan"
author = "The Färdplan contributors"
copyright = "the Färdplan contributors, EUPL-1.2"
version = release = fardplan.__version__

extensions = ["myst_parser", "rooms", "states", "mathml", "command_line", "personal", "states", "chain"]
exclude_patterns = ["_build"]
source_suffix = {".md": "markdown"}
myst_enable_extensions = ["deflist", "colon_fence", "dollarmath"]
myst_heading_anchors = 4

html_theme = "furo"
html_title = "Färdplan"
html_copy_source = False
html_show_sphinx = False
html_math_renderer = "mathml"
