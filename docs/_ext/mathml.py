"""Formulas as MathML, which every browser draws by itself: no script, nothing fetched from elsewhere."""

from typing import Any

from docutils import nodes
from docutils.utils.math import MathError
from docutils.utils.math.latex2mathml import tex2mathml
from sphinx.application import Sphinx
from sphinx.util import logging

LOG = logging.getLogger(__name__)


def inline(writer: Any, node: nodes.math) -> None:
    writer.body.append(_drawn(node, as_block=False))
    raise nodes.SkipNode


def block(writer: Any, node: nodes.math_block) -> None:
    writer.body.append(_drawn(node, as_block=True))
    raise nodes.SkipNode


def _drawn(node: nodes.Element, *, as_block: bool) -> str:
    try:
        drawn: str = tex2mathml(node.astext(), as_block=as_block)
    except MathError as problem:
        LOG.warning("the formula '%s' cannot be drawn: %s", node.astext(), problem, location=node)
        return ""
    return drawn


def setup(app: Sphinx) -> dict[str, Any]:
    app.add_html_math_renderer("mathml", inline_renderers=(inline, None), block_renderers=(block, None))
    return {"parallel_read_safe": True}
