"""Somebody who saves one text after another until they are stopped, and tells of each that was saved."""

import json
import sys
from pathlib import Path

import django


def main(told: str) -> None:
    django.setup()
    from fardplan.usecases.homes import Home
    from tests.at_work.scene import Scene, activities
    from tests.at_work.test_at_once import telling

    asked = json.loads(told)
    scene = Scene(Home(Path(asked["home"]), asked["city"]), asked["settings"], lambda settings, _: settings)
    with scene.open():
        ref, me = activities()[0], scene.actor("controller")
        number = asked["from"]
        while True:
            number += 1
            telling(scene, me, ref, f"Text {number}", asked["revision"] + number - asked["from"] - 1)()
            print(number, flush=True)  # noqa: T201, heard by whoever stops this


if __name__ == "__main__":
    main(sys.argv[1])
