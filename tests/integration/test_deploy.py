"""The files of `deploy/`: what they name is there."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import kubernetes_validate
import pytest
import yaml
from prometheus_client.exposition import generate_latest
from prometheus_client.parser import text_string_to_metric_families

from monitor.config import Settings, load_config
from monitor.health import Health
from monitor.store.alerts import save_alert
from monitor.store.articles import mark_checked, save_article
from monitor.store.database import Store
from monitor.store.feeds import save_feed
from tests.integration.store_samples import FEED, NOW, an_alert, an_article

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"


@pytest.fixture
def metrics(store: Store) -> dict[str, set[str]]:
    """Every metric of a daemon that has done a little of everything, with its labels' names."""
    with store.begin() as tx:
        save_feed(tx, FEED)
        saved = save_article(tx, an_article("https://news.example/1"), now=NOW)
        mark_checked(tx, an_article("https://news.example/1").url, saved.version, now=NOW)
        save_alert(tx, an_alert())
    # What has no sample yet (no digest was sent) has its labels all the same.
    health = Health(store, clock=lambda: NOW + timedelta(hours=1), silent=timedelta(days=14))
    health.observe("fetch", 0.1, failed=False)
    page = generate_latest(health.registry).decode()
    found = {m.name: set(getattr(m, "_labelnames", ())) for m in health.registry.collect()}
    for family in text_string_to_metric_families(page):
        for sample in family.samples:
            found.setdefault(sample.name, set()).update(sample.labels)
    return found


def _expressions() -> list[str]:
    rules = yaml.safe_load((DEPLOY / "alerts.yaml").read_text("utf-8"))
    board = json.loads((DEPLOY / "grafana.json").read_text("utf-8"))
    return [rule["expr"] for group in rules["groups"] for rule in group["rules"]] + [
        target["expr"] for panel in board["panels"] for target in panel["targets"]
    ]


def test_rules_and_dashboard_ask_only_for_metrics_there_are(metrics: dict[str, set[str]]) -> None:
    wrong, expressions = [], _expressions()
    assert len(expressions) > 20
    for expression in expressions:
        named = re.findall(r"\b((?:monitor|process)_\w+)(?:\{(\w+)=)?", expression)
        assert named or expression.startswith("up{"), expression
        for name, label in named:
            if name not in metrics or (label and label not in metrics[name]):
                wrong.append((expression, name, label))
    assert wrong == []


def test_the_containers_name_settings_that_there_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = [(DEPLOY / name).read_text("utf-8") for name in ("Dockerfile", "compose.yaml")]
    kubernetes = list(yaml.safe_load_all((DEPLOY / "kubernetes.yaml").read_text("utf-8")))
    names = set(re.findall(r"\bMONITOR_[A-Z_]+", "\n".join(texts)))
    names |= set(next(d for d in kubernetes if d["kind"] == "Secret")["stringData"])
    for name in names - {"MONITOR_CONFIG"}:
        model: Any = Settings
        for part in name.removeprefix("MONITOR_").lower().split("__"):
            assert part in model.model_fields, name
            model = model.model_fields[part].annotation

    for name in [n for n in os.environ if n.startswith("MONITOR_")]:
        monkeypatch.delenv(name)
    settings = next(d for d in kubernetes if d["kind"] == "ConfigMap")["data"]["monitor.toml"]
    (tmp_path / "monitor.toml").write_text(settings, "utf-8")
    assert load_config(tmp_path / "monitor.toml").settings.health.port == 9108


def test_the_workers_of_a_cluster_have_settings_of_many_machines(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [n for n in os.environ if n.startswith("MONITOR_")]:
        monkeypatch.delenv(name)
    parts = list(yaml.safe_load_all((DEPLOY / "kubernetes-workers.yaml").read_text("utf-8")))
    settings = next(d for d in parts if d["kind"] == "ConfigMap")["data"]["monitor.toml"]
    (tmp_path / "monitor.toml").write_text(settings, "utf-8")
    for name, value in next(d for d in parts if d["kind"] == "Secret")["stringData"].items():
        if value:
            monkeypatch.setenv(name, value)
    assert load_config(tmp_path / "monitor.toml").settings.workers.engine == "distributed"
    started = {
        container["args"][0]
        for part in parts
        if part["kind"] == "Deployment"
        for container in part["spec"]["template"]["spec"]["containers"]
    }
    assert started == {"run", "worker"}
    services = yaml.safe_load((DEPLOY / "compose.yaml").read_text("utf-8"))["services"]
    assert services["worker"]["command"] == ["worker"]
    assert services["scheduler"]["command"] == ["run"]
    assert services["worker"]["environment"]["MONITOR_WORKERS__ENGINE"] == "distributed"


def _kubernetes_parts() -> list[tuple[str, dict[str, Any]]]:
    files = sorted(DEPLOY.glob("kubernetes*.yaml"))
    parts = [(f.stem, part) for f in files for part in yaml.safe_load_all(f.read_text("utf-8"))]
    return [(f"{stem} {part['kind']} {part['metadata']['name']}", part) for stem, part in parts]


# The newest that is known, and one that clusters of before still run.
_CLUSTERS = (kubernetes_validate.latest_version(), "1.29")


@pytest.mark.parametrize(
    "part", [pytest.param(part, id=name) for name, part in _kubernetes_parts()]
)
def test_kubernetes_knows_every_word_of_its_files(part: dict[str, Any]) -> None:
    for version in _CLUSTERS:
        assert kubernetes_validate.validate(part, version, strict=True)


def test_kubernetes_would_not_take_a_word_of_a_container_that_it_does_not_know() -> None:
    (worker,) = (part for name, part in _kubernetes_parts() if name.endswith("monitor-worker"))
    worker["spec"]["template"]["spec"]["containers"][0]["imagePullPolice"] = "Always"
    with pytest.raises(kubernetes_validate.ValidationError, match="imagePullPolice"):
        kubernetes_validate.validate(worker, _CLUSTERS[0], strict=True)


def _compose(file: Path) -> subprocess.CompletedProcess[str]:
    """Hold a file against the schema of the Compose specification."""
    words = ["check_jsonschema", "--builtin-schema", "vendor.compose-spec", str(file)]
    return subprocess.run([sys.executable, "-m", *words], capture_output=True, text=True)


def test_compose_knows_every_word_of_its_file_and_all_that_it_names_is_there(
    tmp_path: Path,
) -> None:
    file = DEPLOY / "compose.yaml"
    done = _compose(file)
    assert done.returncode == 0, done.stdout
    wrong = tmp_path / "compose.yaml"
    wrong.write_text(file.read_text("utf-8").replace("restart:", "restrat:"), "utf-8")
    assert "restrat" in _compose(wrong).stdout
    # What a schema cannot say.
    whole = yaml.safe_load(file.read_text("utf-8"))
    services = whole["services"]
    for name, service in services.items():
        profiles = set(service.get("profiles", ()))
        for other, how in service.get("depends_on", {}).items():
            # Who is needed is started with whoever needs it.
            is_there = profiles and profiles <= set(services[other].get("profiles", ()))
            assert is_there or not how.get("required", True), f"{name} needs {other}"
            assert "healthcheck" in services[other]
        for volume in service.get("volumes", ()):
            source = volume.partition(":")[0]
            assert source in whole["volumes"] or source.startswith(("$", ".", "/")), source
        assert "build" in service or service["image"] in {"figure-monitor", "postgres:17"}


def test_the_image_is_made_of_files_that_there_are() -> None:
    lines = (DEPLOY / "Dockerfile").read_text("utf-8").splitlines()
    sources = [
        word
        for line in lines
        if line.startswith("COPY ") and "--from" not in line
        for word in line.split()[1:-1]
    ]
    let_in = (ROOT / ".dockerignore").read_text("utf-8").splitlines()
    assert sources
    for source in sources:
        assert (ROOT / source).exists()
        assert f"!{source}" in let_in


def test_the_unit_starts_stops_and_reloads_as_the_daemon_does() -> None:
    unit = (DEPLOY / "monitor.service").read_text("utf-8")
    assert "Type=notify" in unit
    assert "ExecReload=kill -HUP $MAINPID" in unit
    assert re.search(r"^WatchdogSec=", unit, re.M)
