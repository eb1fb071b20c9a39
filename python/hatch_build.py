"""Puts the program into the wheel, from the folder that VAE_VIZ_BIN names.

It becomes vae_viz/bin, and the wheel one for this platform. Without it the wheel is of the package alone, for any.
"""

from __future__ import annotations

import os
import sysconfig
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class ProgramHook(BuildHookInterface):  # type: ignore[type-arg]
    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        folder = os.environ.get("VAE_VIZ_BIN")
        if not folder or version == "editable":
            return
        platform = sysconfig.get_platform().replace("-", "_").replace(".", "_")
        build_data["force_include"][folder] = "vae_viz/bin"
        build_data["pure_python"] = False
        build_data["tag"] = f"py3-none-{platform}"
