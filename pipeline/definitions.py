"""What Dagster loads: assets, checks, jobs, schedules, the sensor, the executor. It assembles and does nothing else."""

from dagster import AssetCheckKey, AssetKey, Definitions, in_process_executor

from pipeline.assets.facts import facts
from pipeline.assets.identity import identity
from pipeline.assets.intake import landing, register
from pipeline.assets.jobs import end_to_end, reminder, schedules, sensors, to_gate
from pipeline.assets.outputs import outputs
from pipeline.assets.quality import expectations, fct_finding, published
from pipeline.assets.resources import GuardedRun, RunSettings

STAGES = {
    "intake": [landing],
    "identity": [identity],
    "facts": [facts],
    "quality": [fct_finding],
    "publish": [published],
    "outputs": [outputs],
}
run_settings = RunSettings()

defs = Definitions(
    assets=[register, landing, identity, facts, fct_finding, published, outputs],
    asset_checks=[expectations],
    jobs=[end_to_end, to_gate, reminder],
    schedules=schedules,
    sensors=sensors,
    resources={"run_settings": run_settings, "run": GuardedRun(run_settings=run_settings)},
    executor=in_process_executor,
)


def from_stage(stage: str = "") -> tuple[set[AssetKey], set[AssetCheckKey]]:
    """The assets of a stage and of all after it (without one, of all), and the checks that are made with them."""
    names = list(STAGES)
    made = [definition for name in names[names.index(stage or names[0]) :] for definition in STAGES[name]]
    return {key for one in made for key in one.keys}, {key for one in made for key in one.check_keys}
