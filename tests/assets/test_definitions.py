"""The engineer's seat: what Dagster shows and when it acts."""

import shutil
import tempfile
from datetime import datetime
from pathlib import Path

import pytest
from dagster import AssetKey, DagsterInstance, TextMetadataValue, build_schedule_context, build_sensor_context

from pipeline.assets import jobs
from pipeline.assets.resources import POOL, YEARS, RunSettings
from pipeline.config import suites
from pipeline.definitions import defs, from_stage
from pipeline.settings import SUITES

ROOT = Path(__file__).resolve().parents[2]
GRAPH = defs.resolve_asset_graph()
TZ = "Asia/Ho_Chi_Minh"


def test_the_graph_goes_by_stages_from_the_register_to_the_outputs() -> None:
    groups = {GRAPH.get(key).group_name for key in GRAPH.get_all_asset_keys()}
    assert {"raw", "intake", "identity", "staging", "intermediate", "marts", "checks", "quality", "outputs"} <= groups
    above = GRAPH.get_ancestor_asset_keys(AssetKey(["outputs", "report"]))
    for key in (
        ["raw", "incoming"],
        ["landing", "unit_report"],
        ["identity", "unit_link"],
        ["mart", "fct_indicator"],
        ["mart", "fct_finding"],
    ):
        assert AssetKey(key) in above, key


def test_a_group_can_be_launched_alone_from_the_page() -> None:
    for made in GRAPH.assets_defs:
        assert made.can_subset or len(set(made.group_names_by_key.values())) <= 1, made.keys


def test_every_rule_is_a_check_on_the_table_it_guards() -> None:
    expected = {(AssetKey(suite.table.split(".")), rule.rule) for suite in suites.read(SUITES) for rule in suite.rules}
    assert expected <= {(key.asset_key, key.name) for key in GRAPH.asset_check_keys}


def test_the_command_line_runs_every_asset_and_all_checks_but_the_rules_own_which_are_for_the_page() -> None:
    assets, checks = from_stage()
    assert assets == GRAPH.executable_asset_keys
    rules = {rule.rule for suite in suites.read(SUITES) for rule in suite.rules}
    assert {key.name for key in GRAPH.asset_check_keys - checks} == rules
    outputs, _ = from_stage("outputs")
    assert outputs < from_stage("publish")[0] < assets


def test_deadlines_and_partitions() -> None:
    arrival = GRAPH.get(AssetKey(["landing", "submission"])).freshness_policy
    report = GRAPH.get(AssetKey(["outputs", "report"])).freshness_policy
    assert (arrival.deadline_cron, arrival.timezone) == ("0 0 10 12 *", TZ)
    assert (report.deadline_cron, report.timezone) == ("0 0 15 12 *", TZ)


def test_the_partition_is_the_year_in_every_stage_and_all_stages_share_the_warehouse() -> None:
    stages = [key for key in GRAPH.get_all_asset_keys() if key != AssetKey(["raw", "incoming"])]
    assert {GRAPH.get(key).partitions_def for key in stages} == {YEARS} and "2019" in YEARS.get_partition_keys()
    nodes = [node for job in ("end_to_end", "gate") for node in defs.resolve_job_def(job).nodes]
    assert {node.definition.pool for node in nodes} == {POOL}
    assert all("run" in node.definition.required_resource_keys for node in nodes)


def test_an_instance_of_the_checkout_runs_one_at_a_time() -> None:
    with tempfile.TemporaryDirectory() as home:
        shutil.copy(ROOT / ".dagster" / "dagster.yaml", home)
        with DagsterInstance.from_config(home) as instance:
            pools = instance.get_concurrency_config().pool_config
            assert (pools.pool_granularity.value, pools.default_pool_limit) == ("run", 1)


def test_what_people_read_is_in_the_language_that_is_set() -> None:
    for key in GRAPH.get_all_asset_keys():
        about = (GRAPH.get(key).description or "").split("```")[0]
        assert about and " / " not in about, key
    checks = [GRAPH.get(key.asset_key).check_keys and defs for key in GRAPH.asset_check_keys]
    assert checks and "{" not in "".join(spec.description or "" for made in GRAPH.assets_defs for spec in made.check_specs)


def test_a_models_sql_is_shown_below_what_it_is() -> None:
    said, _, sql = (GRAPH.get(AssetKey(["mart", "fct_indicator"])).description or "").partition("\n\n```sql\n")
    assert said and "select" in sql and sql.endswith("\n```")
    assert "```" not in (GRAPH.get(AssetKey(["seed", "indicator"])).description or "")


def test_the_sensor_asks_for_a_run_once_for_each_state_of_the_register(tmp_path: Path) -> None:
    resources = {"run_settings": RunSettings(raw=str(tmp_path))}
    cursor, repository = None, defs.get_repository_def()

    def runs_asked_for() -> list[str]:
        nonlocal cursor
        with (
            DagsterInstance.ephemeral() as instance,
            build_sensor_context(instance=instance, cursor=cursor, resources=resources, repository_def=repository) as context,
        ):
            tick = jobs.register_sensor.evaluate_tick(context)
            cursor = tick.cursor
            return [request.partition_key for request in tick.run_requests]

    assert runs_asked_for() == []
    shutil.copy(ROOT / "raw" / "incoming.csv", tmp_path)
    assert (runs_asked_for(), runs_asked_for()) == (["2019"], [])
    first = (tmp_path / "incoming.csv").read_bytes()
    (tmp_path / "incoming.csv").write_bytes(first + b"\n")
    assert (runs_asked_for(), runs_asked_for()) == (["2019"], [])
    (tmp_path / "incoming.csv").write_bytes(first)  # as it was before: a third run
    assert (runs_asked_for(), runs_asked_for()) == (["2019"], [])
    (tmp_path / "waivers.csv").write_text("year,reason,signed_by\n2019,x,A\n", encoding="utf-8")
    assert (runs_asked_for(), runs_asked_for()) == (["2019"], [])
    (tmp_path / "incoming.csv").write_text("received_at\n", encoding="utf-8")
    assert runs_asked_for() == []


def test_each_schedule_runs_the_years_own_partition_by_the_provinces_clock() -> None:
    moment = datetime.fromisoformat("2019-12-10T06:00:00+07:00")
    for schedule in jobs.schedules:
        assert schedule(build_schedule_context(scheduled_execution_time=moment)).partition_key == "2019"
    assert {schedule.execution_timezone for schedule in jobs.schedules} == {TZ}


@pytest.mark.parametrize(("as_of", "count"), [("2019-12-10T23:59:59+07:00", 1), ("2019-12-11T23:59:59+07:00", 0)])
def test_the_reminder_names_who_has_not_sent_yet(as_of: str, count: int) -> None:
    with DagsterInstance.ephemeral() as instance:
        result = jobs.reminder.execute_in_process(
            instance=instance, partition_key="2019", resources={"run_settings": RunSettings(raw=str(ROOT / "raw"), as_of=as_of)}
        )
        event = next(event for event in result.all_events if event.event_type_value == "STEP_OUTPUT")
    metadata = event.step_output_data.metadata
    assert metadata["outstanding"].value == count
    assert isinstance(metadata["list"], TextMetadataValue)  # whatever an office is called, its name is no markup
    assert ("Ia H'Drai" in metadata["list"].value and "đã quá hạn 1 ngày làm việc" in metadata["list"].value) is bool(count)
