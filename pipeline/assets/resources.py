"""The run's settings as a Dagster resource. Empty fields fall back to the environment and the defaults of ``pipeline.settings``."""

from dagster import ConfigurableResource

from pipeline.settings import Settings, resolve
from pipeline.warehouse.load import run_year


class RunSettings(ConfigurableResource):
    """``raw``, ``out``, ``warehouse``, ``province``, ``releases``: paths. ``as_of``: ISO 8601, else now. ``year``: 0 is the newest."""

    raw: str = ""
    out: str = ""
    warehouse: str = ""
    as_of: str = ""
    lang: str = ""
    province: str = ""
    releases: str = ""
    year: int = 0

    def settings(self) -> Settings:
        return resolve(self.raw, self.out, self.warehouse, self.as_of, self.lang, self.province, self.releases)

    def report_year(self) -> int:
        """The year asked for, else the one that the build file was made for."""
        return self.year or run_year(self.settings().build)
