"""fardplan compute: what a statistician reads when registers are counted."""

import polars as pl
import pytest

from tests.counting_city import residents, write_counting_city, write_registers


@pytest.fixture(scope="session")
def counting_city(tmp_path_factory):
    return write_counting_city(tmp_path_factory.mktemp("counting") / "lillkoping")


@pytest.fixture
def counting(no_home, counting_city):
    no_home.told("init", "--city", counting_city)
    return no_home


@pytest.fixture
def registers(tmp_path):
    folder = tmp_path / "registers"
    write_registers(folder)
    return folder


def lines_of(told):
    return told.replace("\u00a0", " ").replace("\u202f", " ").splitlines()


def test_a_register_is_told_with_its_rows_its_figures_and_its_report(counting, registers):
    lines = lines_of(
        counting.told("compute", "boende", "--register", f"invanare={registers}/invanare.parquet")
    )
    assert lines[:7] == [
        "Invånarregistret",
        "Inget märker registret som simulerat: dess siffror tas för verkliga.",
        "420 rader, varav 418 räknades.",
        "  Äldre än 110 år: 2",
        "Indikator  Uppgifter  Visas inte  År",
        "─────────  ─────────  ──────────  ─────────",
        "boende     8          0           2019–2020",
    ]
    assert lines[7].startswith("Skyddsrapport ")
    assert lines[7].endswith(": 0 uppgifter visas inte, och allt som visas har klarat granskningen.")
    assert lines[8:] == [""]


def test_a_folder_of_registers_is_counted_whole(counting, registers):
    lines = lines_of(counting.told("compute", "--registers", registers))
    assert [line for line in lines if line in ("Arbetsställen", "Invånarregistret")] == [
        "Arbetsställen",
        "Invånarregistret",
    ]
    again = lines_of(counting.told("compute", "--registers", registers))
    assert again[-1] == "Uppgifterna är desamma som förut."


def test_a_file_that_is_called_like_no_register_is_told(counting, registers):
    (registers / "invanare.parquet").rename(registers / "invanare-2020.parquet")
    result = counting("compute", "--registers", registers)

    assert result.exit_code == 0
    assert result.stderr.splitlines() == [
        "Inte lästa, eftersom inget register heter så: invanare-2020.parquet.",
        "Räknar arbetsstallen …",
        "Skyddar arbetsstallen …",
        "Skyddar arbetsstallen … 50%",
    ]


def test_a_folder_without_registers_says_what_they_are_called(counting, tmp_path):
    assert counting.refused("compute", "--registers", tmp_path) == (
        f"{tmp_path}: there is no register in the folder\n"
        "Registers there are called arbetsstallen.parquet, invanare.parquet."
    )


def test_a_register_that_has_nothing_for_the_years_stops_no_other(counting, registers):
    """As a survey of every third year among registers of every year."""
    path = registers / "invanare.parquet"
    pl.read_parquet(path).with_columns(pl.col("year") - 10).write_parquet(path)
    lines = lines_of(counting.told("compute", "--registers", registers, "--period", "2019-2020"))

    assert "Arbetsställen" in lines
    assert "Inte räknade, eftersom de saknar uppgifter för de år som efterfrågas: invanare." in lines


def test_a_simulated_register_says_so(counting, tmp_path):
    write_registers(tmp_path / "made-up", simulated=True)
    lines = lines_of(counting.told("compute", "boende", "--registers", tmp_path / "made-up"))
    assert "Registret är simulerat: inget i det är verkligt, och varje uppgift ur det säger det." in lines


def test_a_simulated_register_that_was_saved_anew_says_so_by_its_column(counting, registers):
    residents().with_columns(simulated=True).write_parquet(registers / "invanare.parquet")
    lines = lines_of(counting.told("compute", "boende", "--registers", registers))
    assert "Registret är simulerat: inget i det är verkligt, och varje uppgift ur det säger det." in lines
    assert not any("verkliga" in line for line in lines)


def test_what_a_register_bears_is_warned_of(counting, registers):
    rows = residents()
    pl.concat([rows, rows.head(1)]).write_parquet(registers / "invanare.parquet")
    lines = lines_of(counting.told("compute", "boende", "--registers", registers))
    assert "  ! 1 rader som står två gånger" in lines


def test_the_plan_and_the_queries_are_shown(counting, registers):
    told = counting.told("compute", "sysselsatta", "--registers", registers, "--explain")
    assert told.splitlines()[0] == "invanare"
    assert "GROUP BY" in told
    assert "inga uppgifter" in counting.told("evidence", "list")


def test_the_privacy_report_is_told_when_it_is_asked_for(counting, registers):
    short = lines_of(counting.told("compute", "sysselsatta", "--registers", registers))
    long = lines_of(counting.told("compute", "sysselsatta", "--registers", registers, "--privacy"))
    assert len(long) > len(short) + 3


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--register", "invanare"], "'invanare' does not name a register and its files"),
        (["--registers", "/no/such/folder"], "there is no such folder"),
        (["--registers", "{registers}", "--period", "2020-2019"], "the span 2020-2019 ends before it begins"),
        (["--registers", "{registers}", "--period", "i fjol"], "'i fjol' is not a span of years"),
        (["boende", "--register", "invanare=/no/such/file"], "/no/such/file"),
        ([], "no register is named"),
    ],
)
def test_what_cannot_be_understood_is_told(counting, registers, arguments, said):
    given = [argument.format(registers=registers) for argument in arguments]
    assert said in counting.refused("compute", *given)


def test_methods_are_laid_side_by_side_and_nothing_is_kept(counting, registers):
    told = counting.told("compute", "sysselsatta", "--registers", registers, "--methods")
    lines = told.splitlines()
    assert lines[0] == "Invånarregistret, 2020"
    said = " ".join(told.split())
    for name in ("Undertryckning", "Brus genom cellnyckel", "Avrundning till närmaste", "Slumpmässig"):
        assert name.split()[0] in said
    assert {line.split()[0] for line in lines if " av " in line} >= {"Brus", "Slumpmässig"}
    assert "inga uppgifter" in counting.told("evidence", "list")
