"""Gathers runs into Sources/Reporting/Judgement/references.json, by which reports say what is usual.

    scripts/make-references.py RUN...          (run folders; only Python's own library is needed)

Each run is one of `vae-viz train-and-report --dataset NAME --seed N` at default settings. Runs that differ in
their seeds alone make a group. Of a run that is finished everything is kept. To the groups come the test ELBOs
after each epoch that docs/results.md lists for further seeds. What is there already of groups that none of the runs
belongs to stays as it is; that of older images of a generated data set goes, where there are runs of its new ones.
"""

import json
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "Sources/Reporting/Judgement/references.json"


def rounded(value, digits=4):
    if isinstance(value, float):
        return round(value, digits)
    if isinstance(value, list):
        return [rounded(item, digits) for item in value]
    if isinstance(value, dict):
        return {key: rounded(item, digits) for key, item in value.items()}
    return value


def read(folder):
    """The run's group, and the run itself where it is finished."""
    record = json.loads((folder / "run.json").read_text())
    settings, dataset = record["configuration"], record["dataset"]
    group = {
        "dataset": dataset["name"], "title": dataset["title"], "sha256": dataset["sha256"],
        "train_count": dataset["train_count"], "test_count": dataset["test_count"],
        "latent_dim": settings["architecture"]["latent_dim"], "epochs": settings["epochs"],
        "batch_size": settings["batch_size"], "learning_rate": settings["learning_rate"],
        "beta": settings["beta"],
    }
    likelihood = settings["architecture"].get("likelihood", "bernoulli")
    if likelihood != "bernoulli":
        group["likelihood"] = likelihood
    if record["state"] != "finished":
        return group, None
    if "measurements" not in record:
        sys.exit(f"{folder}: not measured yet; do so by vae-viz report {folder}")
    rows = [json.loads(line) for line in (folder / "metrics.jsonl").read_text().splitlines()]
    return group, {
        "seed": settings["seed"], "steps": [row["step"] for row in rows],
        "elbo": [rounded(row["test_elbo"], 3) for row in rows],
        "reconstruction": [rounded(row["reconstruction"], 3) for row in rows],
        "kl": [rounded(row["kl"], 3) for row in rows], "measurements": rounded(record["measurements"]),
    }


def listed(group):
    """The runs of the first table of docs/results.md that belong to the group."""
    table = (ROOT / "docs/results.md").read_text().split("## Test ELBO")[1].split("TensorFlow")[0]
    steps = -(-group["train_count"] // group["batch_size"])
    for title, seed, cells in re.findall(r"^\| (.+), (\d+) \|(.+)\|$", table, re.MULTILINE):
        if title == group["title"] and group["latent_dim"] == 2:
            elbo = [float(cell.replace("\u2212", "-")) for cell in cells.split("|")]
            yield {"seed": int(seed), "steps": [steps * n for n in range(1, len(elbo) + 1)], "elbo": elbo}


groups = []
for group, run in (read(Path(name)) for name in sorted(sys.argv[1:])):
    known = next((g for g in groups if {k: v for k, v in g.items() if k != "runs"} == group), None)
    if known is None:
        groups.append(known := {**group, "runs": []})
    if run:
        known["runs"].append(run)
if not groups:
    sys.exit(__doc__)
for group in groups:
    whole = {run["seed"] for run in group["runs"]}
    group["runs"] += [run for run in listed(group) if run["seed"] not in whole]
    group["runs"].sort(key=lambda run: run["seed"])
    print(group["title"], "whole", sorted(whole), "all", [run["seed"] for run in group["runs"]])


def place(group):
    """What a group is of, whatever its images' bytes and its settings."""
    return tuple(group.get(key) for key in ("dataset", "train_count", "test_count", "latent_dim", "likelihood"))


groups = [group for group in groups if group["runs"]]
new = {place(group) for group in groups}
groups += [group for group in json.loads(TARGET.read_text())["groups"] if place(group) not in new]
groups.sort(key=lambda group: (group["dataset"], group["latent_dim"]))
# A line for each list of numbers.
text = json.dumps({"groups": groups}, indent=1)
text = re.sub(r"\[\s+([-\d.,\se]+?)\s+\]", lambda m: "[" + re.sub(r"\s+", " ", m[1]) + "]", text)
TARGET.write_text(text + "\n")
