"""The fakes as commands: they answer until they are stopped."""

import json
import subprocess
import sys
from pathlib import Path
from urllib.request import urlopen

PROGRAM = Path(sys.executable).with_name("fardplan")


def test_a_fake_pxweb_answers_with_its_tables_and_limits(tmp_path: Path) -> None:
    command = [PROGRAM, "--home", tmp_path, "sources", "fake", "pxweb", "--port", "0", "--cells", "500"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as running:
        try:
            assert running.stdout is not None
            first, second = running.stdout.readline(), running.stdout.readline()
            address = next(word for word in first.split() if word.startswith("http"))
            with urlopen(f"{address}/config", timeout=10) as answer:
                limits = json.loads(answer.read())
        finally:
            running.terminate()
    assert limits["maxDataCells"] == 500
    assert second.endswith(f"{address}/tables/TAB1/metadata\n")
