"""Build hook: sees to it that the front-end assets are there before they are packed."""

import importlib.util
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class AssetHook(BuildHookInterface[Any]):
    """Runs `assets/build.py`, which does nothing when the assets are built already."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        del version, build_data
        script = Path(self.root) / "assets" / "build.py"
        spec = importlib.util.spec_from_file_location("fardplan_assets", script)
        if spec is None or spec.loader is None:
            sys.exit(f"{script}: the script that builds the front-end assets is missing")
        assets = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(assets)
        try:
            assets.build()
        except assets.AssetError as problem:
            sys.exit(str(problem))
