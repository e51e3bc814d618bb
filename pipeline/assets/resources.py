"""A run's settings and the guard that every run passes, as Dagster resources."""

from collections.abc import Iterator
from contextlib import contextmanager

from dagster import ConfigurableResource, InitResourceContext, ResourceDependency, StaticPartitionsDefinition

from pipeline.lineage.conditions import check_seed
from pipeline.quality.guarded_run import Run, guarded_run
from pipeline.settings import Settings, resolve
from pipeline.system.errors import HoptacError

POOL = "warehouse"
"""What all stages share. Its limit in an instance is one run at a time (``.dagster/dagster.yaml``); the guard holds in any."""

YEARS = StaticPartitionsDefinition([str(row.reference_year) for row in resolve().province.reference_years])
_PARTITION = "dagster/partition"


def said(text: str) -> str:
    """Of a text in both languages, ``Vietnamese / English``, the one that is set (HOPTAC_LANG)."""
    vi, _, en = text.partition(" / ")
    return en or vi if resolve().lang == "en" else vi


class RunSettings(ConfigurableResource):
    """``raw``, ``out``, ``warehouse``, ``province``, ``releases``: paths. ``as_of``: ISO 8601, else now.

    Empty fields fall back to the environment and the defaults of ``pipeline.settings``. For what only reads: the sensor, the reminder.
    """

    raw: str = ""
    out: str = ""
    warehouse: str = ""
    as_of: str = ""
    lang: str = ""
    province: str = ""
    releases: str = ""

    def settings(self) -> Settings:
        return resolve(self.raw, self.out, self.warehouse, self.as_of, self.lang, self.province, self.releases)


class GuardedRun(ConfigurableResource[Run]):
    """The run that a partition asks for, its year's, once it has the warehouse to itself; ``wait``: queue for it."""

    run_settings: ResourceDependency[RunSettings]
    wait: bool = True

    @contextmanager
    def yield_for_execution(self, context: InitResourceContext) -> Iterator[Run]:
        partition = context.run.tags.get(_PARTITION) if context.run else None
        if partition is None:
            raise HoptacError("Chưa chọn năm báo cáo: hãy chạy theo phân vùng (partition) của một năm.")
        told = context.log.info if context.log else None
        settings = self.run_settings.settings()
        check_seed(settings.province)
        with guarded_run(settings, int(partition), wait=self.wait, told=told) as run:
            yield run
