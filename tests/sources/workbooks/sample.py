"""A form as a board would take it away, small enough to read."""

from datetime import date

from fardplan.boards.forms import CellKind, Choice, Form, FormField, FormRow, FormTable

STATES = (
    Choice(value="not_begun", label="Ej påbörjad"),
    Choice(value="under_way", label="Pågår"),
    Choice(value="done", label="Klar"),
)
READY = (Choice(value="yes", label="Ja"), Choice(value="no", label="Nej"))

FOLLOW_UP = FormTable(
    key="activities",
    title="Aktiviteter",
    intro="En rad för varje aktivitet som ni ansvarar för.",
    fields=(
        FormField(name="title", heading="Aktivitet", kind=CellKind.FIXED, width=40),
        FormField(name="ends", heading="Slutdatum", kind=CellKind.FIXED, width=14),
        FormField(
            name="state",
            heading="Läge",
            kind=CellKind.CHOICE,
            choices=STATES,
            width=16,
            required_when="ready=yes",
            hint="Hur långt aktiviteten har kommit.",
        ),
        FormField(
            name="new_end",
            heading="Nytt slutdatum",
            kind=CellKind.DAY,
            low="2027-01-01",
            high="2030-12-31",
            width=16,
        ),
        FormField(
            name="share", heading="Andel klart, procent", kind=CellKind.NUMBER, low="0", high="100", width=14
        ),
        FormField(
            name="text",
            heading="Kommentar",
            kind=CellKind.TEXT,
            width=60,
            longest=2000,
            required_when="ready=yes",
        ),
        FormField(name="ready", heading="Klar?", kind=CellKind.CHOICE, choices=READY, width=10),
    ),
    rows=(
        FormRow(
            id="a1",
            revision=3,
            values={
                "title": "Öka närvaron i årskurs 7–9",
                "ends": "2027-06-30",
                "state": "under_way",
                "text": "=1+1 är inte en formel\nTvå rader",
                "ready": "no",
            },
        ),
        FormRow(
            id="a2",
            revision=1,
            values={
                "title": "Matcha till praktik",
                "ends": "2027-12-31",
                "new_end": "2028-01-31",
                "share": "12.5",
            },
        ),
        FormRow(id="a3", revision=2, values={"title": "Avslutad förra året", "state": "done"}, closed=True),
    ),
)

PLAN = FormTable(
    key="plan",
    title="Plan: mål/aktiviteter",
    intro="Nya rader fylls i längst ner.",
    fields=(
        FormField(
            name="kind",
            heading="Slag",
            kind=CellKind.CHOICE,
            choices=(
                Choice(value="board_goal", label="Nämndmål"),
                Choice(value="board_activity", label="Nämndaktivitet"),
            ),
            only_new=True,
            required=True,
        ),
        FormField(name="title", heading="Lydelse", kind=CellKind.TEXT, required=True, longest=400, width=50),
    ),
    rows=(
        FormRow(id="p1", revision=1, values={"kind": "board_goal", "title": "Alla barn når sin potential"}),
    ),
    spare=3,
)


def sample(**changed: object) -> Form:
    form = Form(
        kind="follow_up",
        organisation="farsta",
        name="Farsta stadsdelsnämnd",
        year=2027,
        step="t1",
        step_name="Tertialrapport 1",
        made=date(2027, 4, 2),
        language="sv",
        instructions=("Lämna in senast den 20 maj 2027.",),
        tables=(FOLLOW_UP, PLAN),
    )
    return form.model_copy(update=changed)
