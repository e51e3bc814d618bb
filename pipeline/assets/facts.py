"""Stage 3: the facts. dbt's own graph as assets, one per model and seed."""

from collections.abc import Iterator, Mapping
from typing import Any

from dagster import AssetExecutionContext
from dagster_dbt import DagsterDbtTranslator, DbtCliResource, dbt_assets

from pipeline import progress
from pipeline.assets.resources import RunSettings
from pipeline.quality.run import warm_up
from pipeline.settings import resolve
from pipeline.warehouse import transform

_defaults = resolve()
MANIFEST = transform.prepare_manifest(_defaults.build, _defaults.province)


class Translator(DagsterDbtTranslator):
    """Groups are the folders of the project."""

    def get_group_name(self, dbt_resource_props: Mapping[str, Any]) -> str | None:
        return {"seed": "seed"}.get(dbt_resource_props["resource_type"], dbt_resource_props["fqn"][1])


@dbt_assets(manifest=MANIFEST, exclude="resource_type:unit_test", dagster_dbt_translator=Translator(), name="facts")
def facts(context: AssetExecutionContext, run_settings: RunSettings) -> Iterator[Any]:
    settings = run_settings.settings()
    with progress.stage("facts"):
        warm_up()  # imports while dbt's own process works
        dbt = DbtCliResource(project_dir=str(transform.PROJECT), dbt_executable=transform.executable())
        target = settings.work / "dbt"
        with transform.environ(settings.build, settings.province):
            yield from dbt.cli(["build"], context=context, target_path=target).stream()
