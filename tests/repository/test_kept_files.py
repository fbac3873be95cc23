"""What git keeps: no machine's paths, no registry's address, nothing that can be made again."""

import re
from pathlib import Path

import yaml

REGISTRIES = (
    "pypi" + r"\.org", "pythonhosted" + r"\.org", "registry\\." + "npmjs", "npmjs" + r"\.com/package",
    "registry\\." + "yarnpkg", "deb\\." + "debian", "proxy\\." + r"golang",
)  # fmt: skip
MACHINE = r"(?<![\w.:/~-])/(?:work|root|home/\w+|Users/\w+)/\w"
FORBIDDEN = re.compile("|".join((*REGISTRIES, MACHINE)))
MADE_AGAIN = re.compile(r"(^|/)(uv\.lock|node_modules|__pycache__|\.venv|static/vendor|_build)(/|$)|\.pyc$")
LARGEST_BYTES = 600_000
DELIBERATELY_BROKEN = "broken"


def texts(tracked: tuple[Path, ...]) -> list[tuple[Path, str]]:
    found = []
    for path in tracked:
        try:
            found.append((path, path.read_text(encoding="utf-8")))
        except UnicodeDecodeError:
            continue  # a picture, a font, or a test's file in another encoding
    return found


def test_no_file_names_a_machine_or_a_registry(root: Path, tracked: tuple[Path, ...]) -> None:
    naming = [
        f"{path.relative_to(root)}:{number}: {line.strip()[:80]}"
        for path, text in texts(tracked)
        for number, line in enumerate(text.splitlines(), start=1)
        if FORBIDDEN.search(line)
    ]
    assert naming == []


def test_nothing_is_kept_that_can_be_made_again(root: Path, tracked: tuple[Path, ...]) -> None:
    kept = [str(path.relative_to(root)) for path in tracked]
    assert [name for name in kept if MADE_AGAIN.search(name)] == []


def test_no_file_is_large(root: Path, tracked: tuple[Path, ...]) -> None:
    large = {
        str(path.relative_to(root)): size for path in tracked if (size := path.stat().st_size) > LARGEST_BYTES
    }
    assert large == {}


def test_every_yaml_file_can_be_read(root: Path, tracked: tuple[Path, ...]) -> None:
    unreadable = []
    for path in tracked:
        if path.suffix in (".yaml", ".yml") and DELIBERATELY_BROKEN not in path.stem:
            try:
                yaml.safe_load(path.read_text(encoding="utf-8"))
            except (yaml.YAMLError, UnicodeDecodeError) as problem:
                unreadable.append(f"{path.relative_to(root)}: {problem}")
    assert unreadable == []


def test_every_text_ends_with_one_newline_and_has_unix_lines(tracked: tuple[Path, ...], root: Path) -> None:
    """What we write by hand; what a test expects word for word is as the program writes it."""
    ours = {".py", ".md", ".html", ".css", ".yaml", ".yml", ".toml", ".sh", ".po"}
    untidy = [
        str(path.relative_to(root))
        for path, text in texts(tracked)
        if path.suffix in ours and path.stem != "expected"
        if text and (not text.endswith("\n") or text.endswith("\n\n") or "\r" in text)
    ]
    assert untidy == []
