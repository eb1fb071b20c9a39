"""Many independent runs of the program: `python -m vae_viz.sweep sweep.toml`."""

from __future__ import annotations

from .plan import Plan, Run, read_plan

__all__ = ["Plan", "Run", "read_plan"]
