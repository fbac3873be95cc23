"""List marks as a program draws them: 1, a, A, i, I, and the forms that Word has besides."""

BULLET = "•"
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_MOST_ROMAN = 3999
_MOST_LETTERS = 780  # the letter thirty times; Word starts over there
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def roman(number: int) -> str:
    """Small Roman numerals; ordinary figures where there are none."""
    if not 0 < number <= _MOST_ROMAN:
        return str(number)
    drawn = ""
    for worth, letters in _ROMAN:
        while number >= worth:
            drawn, number = drawn + letters, number - worth
    return drawn


def letters_as_word(number: int) -> str:
    """Small letters as Word counts with them: a … z, aa, bb … zz, aaa."""
    if number < 1:
        return str(number)
    place = (number - 1) % _MOST_LETTERS
    return chr(ord("a") + place % 26) * (place // 26 + 1)


def letters_as_web(number: int) -> str:
    """Small letters as a web page counts with them: a … z, aa, ab …"""
    if number < 1:
        return str(number)
    drawn = ""
    while number > 0:
        number, place = divmod(number - 1, 26)
        drawn = chr(ord("a") + place) + drawn
    return drawn


def raised(number: int) -> str:
    """The figures of a note's mark."""
    return str(number).translate(_RAISED)
