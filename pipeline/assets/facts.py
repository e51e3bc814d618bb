"""Stage 3: the facts. dbt's own graph as assets, one per model and seed."""

import importlib
from collections.abc import Iterator, Mapping
from importlib.metadata import version
from typing import Any

from dagster import AssetExecutionContext, MetadataValue, Output, ResourceParam
from dagster_dbt import DagsterDbtTranslator, DbtCliInvocation, dbt_assets
from dagster_dbt.asset_utils import get_updated_cli_invocation_params_for_context
from packaging.version import Version

from pipeline.assets.resources import POOL, YEARS, said
from pipeline.quality.guarded_run import Run
from pipeline.quality.stages import stage
from pipeline.settings import Settings, resolve
from pipeline.system.child_process import meanwhile
from pipeline.warehouse import dbt_process, transform
from pipeline.warehouse.load import first_rows, row_counts

_defaults = resolve()
MANIFEST = transform.prepare_manifest(_defaults.build, _defaults.province)


LATER = (
    "great_expectations.core.expectation_suite",
    "great_expectations.execution_engine",
    "pipeline.reports.export",
    "pipeline.reports.summary",
)


class Translator(DagsterDbtTranslator):
    """Groups by stage: seed, staging, intermediate, marts, checks. Descriptions in the language that is set, then the SQL."""

    def get_group_name(self, dbt_resource_props: Mapping[str, Any]) -> str:
        return {"seed": "seed"}.get(dbt_resource_props["resource_type"], dbt_resource_props["fqn"][1])

    def get_description(self, dbt_resource_props: Mapping[str, Any]) -> str:
        about, english = dbt_resource_props["description"], dbt_resource_props["config"].get("meta", {}).get("en")
        sql = dbt_resource_props.get("raw_code") or ""
        return said(f"{about} / {english}" if english else about) + (f"\n\n```sql\n{sql}\n```" if sql else "")


def _build(context: AssetExecutionContext, settings: Settings) -> DbtCliInvocation:
    """``dbt build`` of what is selected, in the process that waits for it; dagster-dbt turns what it says into events."""
    chosen = get_updated_cli_invocation_params_for_context(context, {}, Translator())
    target = settings.work / "dbt"
    process = dbt_process.take(settings.build, settings.province, target)
    tests = ["--indirect-selection", chosen.indirect_selection] if chosen.indirect_selection else []
    dbt_process.say(process, ["build", *chosen.selection_args, *tests])
    return DbtCliInvocation(
        process=process,
        manifest=chosen.manifest,
        dagster_dbt_translator=chosen.dagster_dbt_translator,
        project_dir=transform.PROJECT,
        target_path=target,
        raise_on_error=False,
        cli_version=Version(version("dbt-core")),
        context=context,
    )


def _what_comes_next() -> None:
    """The later stages' imports, in the order in which a run needs them, and the drawing engine: seconds in all."""
    for name in LATER:
        importlib.import_module(name)
    from pipeline.reports.official import charts

    charts.begin()


@dbt_assets(
    manifest=MANIFEST,
    exclude="resource_type:unit_test tag:grain",
    dagster_dbt_translator=Translator(),
    name="facts",
    partitions_def=YEARS,
    pool=POOL,
)
def facts(context: AssetExecutionContext, run: ResourceParam[Run]) -> Iterator[Any]:
    is_whole = context.selected_asset_keys == context.assets_def.keys
    with stage(run.settings, run.year, "facts", whole=is_whole) as settings:
        meanwhile(_what_comes_next)  # while dbt's own process works
        call = _build(context, settings)
        events = list(call.stream())
        rows, keeps_events = row_counts(settings.build), not context.instance.is_ephemeral
        for event in events:
            if isinstance(event, Output):
                key = context.asset_key_for_output(event.output_name).path
                count: dict[str, Any] = {"dagster/row_count": rows[key[0], key[-1]]} if (key[0], key[-1]) in rows else {}
                if keeps_events and key[0] == "mart":
                    count["preview"] = MetadataValue.md(first_rows(settings.build, key[0], key[-1]))
                event = event.with_metadata({**event.metadata, **count})
            yield event
        if (error := call.get_error()) is not None:
            raise transform.failure(call.target_path, str(error)) from error
