"""The sector's words for its levels, and how each is inflected.

The words are those of municipalities in general; a word with another habit is added here.
"""

from collections.abc import Mapping
from enum import Enum


class Role(Enum):
    """What a level is: a field to act in, something to reach, something to do, something to measure with."""

    AREA = "area"
    GOAL = "goal"
    ACTION = "action"
    MEASURE = "measure"


ET = {"": (None, False), "et": (False, True), "en": (True, True), "ens": (True, True), "ets": (False, True)}
DE = {"": (False, False), "t": (False, True), "n": (True, False), "na": (True, True), "nas": (True, True)}
ER = {"": (False, False), "en": (False, True), "er": (True, False), "erna": (True, True)}
N_ER = {"": (False, False), "n": (False, True), "er": (True, False), "erna": (True, True)}
AR = {"": (False, False), "en": (False, True), "ar": (True, False), "arna": (True, True)}
E_ER = {"e": (False, False), "en": (False, True), "er": (True, False), "erna": (True, True)}
PE = {"e": (False, False), "en": (False, True), "ar": (True, False), "arna": (True, True)}

Forms = Mapping[str, tuple[bool | None, bool]]
NOUNS: dict[Role, dict[str, Forms]] = {
    Role.AREA: {
        f"{prefix}område": DE
        for prefix in (
            *("mål", "fokus", "utvecklings", "insats", "tema", "prioriterings", "strategi", "åtgärds", "del"),
            *("satsnings", "huvud", "kärn", "profil", "inriktnings", "målsättnings", "förbättrings", "sak"),
            *("kraftsamlings", "hållbarhets", "folkhälso", "omställnings", "framtids", "program", "uppdrags"),
        )
    },
    Role.GOAL: {"mål": ET, "målsättning": AR, "milstolp": PE, "ambition": ER, "målbild": ER},
    Role.ACTION: {
        **dict.fromkeys(("åtgärd", "insats", "aktivitet", "princip"), ER),
        "strategi": N_ER,
        "riktlinj": E_ER,
        **dict.fromkeys(("satsning", "prioritering", "åtgärdspunkt"), AR),
        **dict.fromkeys(("uppdrag", "arbetssätt", "initiativ", "vägval"), ET),
        **dict.fromkeys(("ställningstagande", "åtagande", "löfte"), DE),
    },
    Role.MEASURE: {
        **dict.fromkeys(("indikator", "målindikator"), N_ER),
        **dict.fromkeys(("nyckeltal", "mått", "styrtal", "mätetal", "måtetal"), ET),
    },
}
WEAK: dict[Role, dict[str, Forms]] = {
    Role.AREA: {
        **dict.fromkeys(("inriktning", "huvudinriktning", "utmaning"), AR),
        **dict.fromkeys(("perspektiv", "tema", "spår", "huvudspår", "fokus", "direktiv"), ET),
        **dict.fromkeys(("dimension", "position"), ER),
        "område": DE,
        "del": AR,
    },
    Role.GOAL: {"delstrategi": N_ER, "effekt": ER, "resultat": ET, "riktning": AR},
    Role.ACTION: {"punkt": ER, "steg": ET},
}
"""Words that name a level only where a number follows: "Inriktning 2", "Perspektiv A"."""
OPEN = {
    "mål": Role.GOAL,
    "målsättning": Role.GOAL,
    "strategi": Role.ACTION,
    "åtgärd": Role.ACTION,
    "insats": Role.ACTION,
    "aktivitet": Role.ACTION,
    "uppdrag": Role.ACTION,
    "åtagande": Role.ACTION,
    "indikator": Role.MEASURE,
    "mått": Role.MEASURE,
    "nyckeltal": Role.MEASURE,
}
"""Nouns that any other word may stand before, in one word with them."""
NO_LEVELS = (
    *(
        "föremål",
        "dröjsmål",
        "ändamål",
        "spörsmål",
        "klagomål",
        "önskemål",
        "brottmål",
        "tvistemål",
        "käromål",
        "huvudändamål",
    ),
    *(
        "dialektmål",
        "modersmål",
        "riksmål",
        "bokmål",
        "rättsmål",
        "skriftspråksmål",
        "morgonmål",
        "kvällsmål",
    ),
    *(
        "förtroendeuppdrag",
        "skrivuppdrag",
        "grunduppdrag",
        "tilläggsuppdrag",
        "utredningsuppdrag",
        "mellanmål",
    ),
    *(
        "hårdmått",
        "måttinsats",
        "räddningsinsats",
        "arbetsinsats",
        "straffmål",
        "överklagandemål",
        "måltidsmål",
    ),
    *("nämnduppdrag", "kärnuppdrag", "förordnandeuppdrag", "ramuppdrag", "målbild", "åskådningsmål"),
)
ADJECTIVES: dict[str, tuple[str, str]] = {
    # folded -> before a neuter noun, before another
    **dict.fromkeys(("prioriterad", "prioriterat", "prioriterade"), ("prioriterat", "prioriterad")),
    **dict.fromkeys(("strategisk", "strategiskt", "strategiska"), ("strategiskt", "strategisk")),
    **dict.fromkeys(("langsiktig", "langsiktigt", "langsiktiga"), ("långsiktigt", "långsiktig")),
    **dict.fromkeys(("kortsiktig", "kortsiktigt", "kortsiktiga"), ("kortsiktigt", "kortsiktig")),
    **dict.fromkeys(("ekonomiskt", "ekonomiska"), ("ekonomiskt", "ekonomisk")),
    **dict.fromkeys(("finansiellt", "finansiella"), ("finansiellt", "finansiell")),
    **dict.fromkeys(("kvantitativt", "kvantitativa"), ("kvantitativt", "kvantitativ")),
    **dict.fromkeys(("kvalitativt", "kvalitativa"), ("kvalitativt", "kvalitativ")),
    **dict.fromkeys(("socialt", "sociala"), ("socialt", "social")),
    **dict.fromkeys(("overgripande",), ("övergripande", "övergripande")),
    **{
        f"{of}overgripande": (f"{of}övergripande", f"{of}övergripande")
        for of in ("kommun", "stads", "region", "koncern", "namnd", "forvaltnings")
    },
    **dict.fromkeys(("kommungemensamt", "kommungemensamma"), ("kommungemensamt", "kommungemensam")),
    **dict.fromkeys(("kommunfullmaktiges",), ("kommunfullmäktiges", "kommunfullmäktiges")),
    **dict.fromkeys(("regionfullmaktiges",), ("regionfullmäktiges", "regionfullmäktiges")),
    **dict.fromkeys(("fullmaktiges",), ("fullmäktiges", "fullmäktiges")),
    **dict.fromkeys(("utpekat", "utpekade"), ("utpekat", "utpekad")),
    **dict.fromkeys(("viktigt", "viktiga"), ("viktigt", "viktig")),
    **dict.fromkeys(("konkret", "konkreta"), ("konkret", "konkret")),
    **dict.fromkeys(("operativt", "operativa"), ("operativt", "operativ")),
    **dict.fromkeys(("specifikt", "specifika"), ("specifikt", "specifik")),
    **dict.fromkeys(("lokalt", "lokala"), ("lokalt", "lokal")),
    **dict.fromkeys(("gemensamt", "gemensamma"), ("gemensamt", "gemensam")),
    **dict.fromkeys(("matbart", "matbara"), ("mätbart", "mätbar")),
    **dict.fromkeys(("planerad", "planerade"), ("planerat", "planerad")),
    **dict.fromkeys(("foreslagna",), ("föreslaget", "föreslagen")),
    **dict.fromkeys(("sarskilt", "sarskilda"), ("särskilt", "särskild")),
}
PLURAL_ADJECTIVES = {
    singular: neuter.removesuffix("at") + "ade" if neuter.endswith("at") else neuter.removesuffix("t") + "a"
    for neuter, other in ADJECTIVES.values()
    for singular in (neuter, other)
    if neuter.endswith("t")
} | {
    **dict.fromkeys(("konkret",), "konkreta"),
    **dict.fromkeys(("gemensamt", "gemensam"), "gemensamma"),
    **dict.fromkeys(("kommungemensamt", "kommungemensam"), "kommungemensamma"),
    **dict.fromkeys(("föreslaget", "föreslagen"), "föreslagna"),
}
KEPT_BEFORE_GOALS = frozenset(
    {
        "overgripande",
        *(f"{of}overgripande" for of in ("kommun", "stads", "region", "koncern", "namnd", "forvaltnings")),
        *("kommungemensamt", "kommungemensamma"),
        "kommunfullmaktiges",
        "fullmaktiges",
        "regionfullmaktiges",
        "strategisk",
        "strategiskt",
        "strategiska",
    }
) | frozenset(
    {"langsiktig", "langsiktigt", "langsiktiga", "kortsiktiga", "kortsiktigt", "operativt", "operativa"}
    | {"ekonomiskt", "ekonomiska", "finansiellt", "finansiella", "kvantitativt", "kvantitativa"}
    | {"kvalitativt", "kvalitativa", "socialt", "sociala"}
)
"""Adjectives that are part of a goal's name; before what is done they say nothing of its level."""
KEPT_BEFORE_TASKS = frozenset({"prioriterat", "prioriterade", "sarskilt", "sarskilda"})
LEADING = frozenset(
    {"kommunens", "stadens", "namndens", "regionens", "forbundets", "bolagets", "vara", "var"}
)
OF_COUNCIL = frozenset({"kommunfullmaktiges", "regionfullmaktiges", "fullmaktiges"})
AREA_ALONE = {
    "område": (False, False),
    "områden": (True, False),
    "områdena": (True, True),
    "området": (False, True),
}
SINGULAR = {"milstolp": "milstolpe", "riktlinj": "riktlinje"}
