"""How wide a text becomes, so that labels find room without a browser to ask."""

_WIDTHS = (
    (28, " !',.:;|ijlI\u00a0\u202f"),
    (41, '()/[]\\{}"rft-–”“’'),
    (55, "Jsxz^*`"),
    (61, "Lakcvyeéhnuoåäö17EF"),
    (67, "23456890bdgpqPZ$#RSTBXK+<=>~−&_"),
    (72, "ADVYÅÄCHGNU"),
    (80, "OQÖ%w…"),
    (95, "mM"),
    (105, "W@"),
)
"""Hundredths of the size, measured on Inter semi-bold with figures of one width and rounded upwards."""

_BY_CHARACTER = {character: width for width, characters in _WIDTHS for character in characters}
_OTHER = 72
_SPARE = 1.04  # another font stands in until the page's own is there


def text_width(text: str, size: float) -> float:
    """The width of `text` at `size`, in the same unit, a little more rather than less."""
    return _SPARE * size * sum(_BY_CHARACTER.get(character, _OTHER) for character in text) / 100


def wrapped(text: str, size: float, width: float) -> tuple[str, ...]:
    """`text` in lines no wider than `width`, broken between words; a longer word stands alone."""
    lines: list[str] = []
    for word in text.split(" "):
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(joined, size) <= width:
            lines[-1] = joined
        else:
            lines.append(word)
    return tuple(lines)
