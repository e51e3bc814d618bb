"""Stage 3: the facts. dbt's own graph as assets, one per model and seed."""

import sys
from collections.abc import Iterator, Mapping
from functools import cached_property
from importlib.metadata import version as installed
from typing import Any

from dagster import AssetExecutionContext, Output
from dagster_dbt import DagsterDbtTranslator, DbtCliResource, dbt_assets
from packaging.version import Version, parse

from pipeline import progress
from pipeline.assets.resources import RunSettings
from pipeline.quality.run import warm_up
from pipeline.settings import resolve
from pipeline.warehouse import transform
from pipeline.warehouse.load import row_counts

_defaults = resolve()
MANIFEST = transform.prepare_manifest(_defaults.build, _defaults.province)


class Translator(DagsterDbtTranslator):
    """Groups are the folders of the project."""

    def get_group_name(self, dbt_resource_props: Mapping[str, Any]) -> str | None:
        return {"seed": "seed"}.get(dbt_resource_props["resource_type"], dbt_resource_props["fqn"][1])


class Dbt(DbtCliResource):
    """dagster-dbt's resource without its two slow preparations: here dbt is installed beside Dagster, so its version is known
    without starting it (3 s), and no adapter is needed in this process (3 s): rows are counted once dbt has let go of the file."""

    @cached_property
    def _cli_version(self) -> Version:
        return parse(installed("dbt-core"))

    def _initialize_dbt_core_adapter(self, args: Any) -> None:
        return None


@dbt_assets(manifest=MANIFEST, exclude="resource_type:unit_test", dagster_dbt_translator=Translator(), name="facts")
def facts(context: AssetExecutionContext, run_settings: RunSettings) -> Iterator[Any]:
    settings = run_settings.settings()
    with progress.stage("facts"):
        warm_up()  # imports while dbt's own process works
        dbt = Dbt(project_dir=str(transform.PROJECT), dbt_executable=sys.executable, global_config_flags=list(transform.TETHERED))
        with transform.environ(settings.build, settings.province):
            call = dbt.cli(["build"], context=context, target_path=settings.work / "dbt", raise_on_error=False)
            events = list(call.stream())
        rows = row_counts(settings.build)
    for event in events:
        if isinstance(event, Output):
            key = context.asset_key_for_output(event.output_name).path
            event = event.with_metadata(
                {**event.metadata, "dagster/row_count": rows[key[0], key[-1]]} if (key[0], key[-1]) in rows else event.metadata
            )
        yield event
    if (error := call.get_error()) is not None:
        raise error
