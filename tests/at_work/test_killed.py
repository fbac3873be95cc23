"""The program is killed (SIGKILL) while it saves: what it said was saved is there, and nothing is half."""

import json
import os
import subprocess
import sys
import time

from fardplan.store import models
from tests.at_work.scene import BOARD, T1, Scene, activities
from tests.at_work.test_at_once import telling

PAUSES = (0.05, 0.21)


def test_what_was_saved_outlives_the_program_that_saved_it(scene: Scene) -> None:
    with scene.open():
        ref = activities()[0]
        telling(scene, scene.actor("controller"), ref, "Text 0", 0)()
    number, revision = 0, 1
    for pause in PAUSES:
        said = killed_after(scene, number, revision, pause)
        scene.check()
        with scene.open():
            row = models.FollowUp.objects.get(
                step__key="t1", step__year__year=T1.year, organisation__key=BOARD
            )
            kept = row.revisions.order_by("-revision").values_list("revision", "content")[0]
        found = int(row.text.removeprefix("Text "))
        assert found in (said, said + 1)
        assert kept == (row.revision, {**kept[1], "text": row.text})
        number, revision = found, row.revision
        with scene.open():
            telling(scene, scene.actor("controller"), ref, f"Text {number + 1}", revision)()
        number, revision = number + 1, revision + 1


def killed_after(scene: Scene, number: int, revision: int, pause: float) -> int:
    """The last text that the program said was saved, before it was killed in the middle of something."""
    plain = {**scene.settings, "NAME": str(scene.settings["NAME"])}
    asked = {"home": str(scene.home.path), "city": scene.home.city_source, "settings": plain}
    told = json.dumps({**asked, "from": number, "revision": revision})
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "fardplan.config.settings",
        "FARDPLAN_HOME": str(scene.home.path),
        "FARDPLAN_SECRET_KEY": "only for tests",
    }
    command = [sys.executable, "-m", "tests.at_work.busy", told]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as program:
        assert program.stdout is not None
        first = program.stdout.readline()
        assert first, "it ended before it had saved anything"
        time.sleep(pause)
        program.kill()
        rest = program.stdout.read().split()
    return int(rest[-1] if rest else first)
