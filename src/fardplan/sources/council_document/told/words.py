"""Words that several kinds of telling share, folded: bodies, names for the document itself, what is made."""

BODY = (
    r"(?<!\w)(?:\w*fullmaktige\w?|\w*styrelsens?|\w*namnden?s?|\w*namnderna|direktionen|\w*beredningen|landstinget"
    r"|\w*stamman|\w*utskottet|regeringen|forbundsdirektionen)"
)
DOCUMENT = (
    r"(?:\w*program(?:met)?|\w*plan(?:en)?|\w*strategi(?:n)?|\w*policy(?:n)?|\w*riktlinjer(?:na)?"
    r"|\w*riktlinje(?:n)?"
    r"|dokumentet|agendan?|\w*overenskommelse(?:n)?|forslag(?:et)?|\w*reglemente(?:t)?|styrdokument(?:et)?"
    r"|\w*direktiv(?:et)?|\w*modell(?:en)?)"
)
MADE_LATER = (
    r"(?:ta(?:r)? fram|utarbeta|uppratta|revidera|foresla|arbeta fram|lagga fram|se over|uppdatera"
    r"|lamna (?:ett )?forslag"
    r"|aterkomma med|paborja|utforma|formulera|forbereda|initiera|utveckla|skriva|sammanstalla|aktualisera"
    r"|ta fram)"
)
