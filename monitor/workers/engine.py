"""Which engine runs the jobs: the one that the settings name."""

from __future__ import annotations

from monitor.errors import ConfigError
from monitor.pipeline import Pipeline
from monitor.words import say
from monitor.workers.embedded import Embedded
from monitor.workers.jobs import Engine, make_jobs


def require_engine() -> None:
    """Raise ConfigError where the packages of the distributed engine are not installed."""
    try:
        import procrastinate  # noqa: F401 - an extra, and a second to load
        import psycopg_pool  # noqa: F401
    except ModuleNotFoundError as e:
        raise ConfigError([say("worker.no_extra", module=e.name)]) from e


def open_engine(pipeline: Pipeline) -> Engine:
    """Return the engine of the settings; ConfigError where its packages are not installed."""
    if pipeline.config.settings.workers.engine == "embedded":
        return Embedded(make_jobs(pipeline))
    require_engine()
    from monitor.workers.distributed import Distributed

    return Distributed(pipeline, make_jobs(pipeline))
