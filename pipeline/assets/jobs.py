"""When the stages run: the whole way for a year, the reminder, the closing, the gate, and the sensor on the register."""

import hashlib
from collections.abc import Iterator
from datetime import UTC, datetime

from dagster import (
    AssetSelection,
    DefaultScheduleStatus,
    MetadataValue,
    OpExecutionContext,
    RunRequest,
    ScheduleEvaluationContext,
    SensorEvaluationContext,
    SkipReason,
    define_asset_job,
    job,
    op,
    schedule,
    sensor,
)

from pipeline import config
from pipeline.assets.resources import RunSettings

TIME_ZONE = config.load().time_zone

end_to_end = define_asset_job(
    "end_to_end",
    selection=AssetSelection.all(),
    description="Từ raw/ đến báo cáo của một năm. / From raw/ to the report of a year.",
)
to_gate = define_asset_job(
    "gate",
    selection=AssetSelection.all() - AssetSelection.groups("release"),
    description="Đọc, kiểm tra, công bố kho số liệu; chưa xuất báo cáo. / Everything up to the gate.",
)


@op
def remind(context: OpExecutionContext, run_settings: RunSettings) -> None:
    """Says who has not sent yet what is owed for the current year, in the run's log and as metadata."""
    from pipeline.intake.reminders import outstanding
    from pipeline.reports.reminder import reminder_list

    settings = run_settings.settings()
    year = run_settings.year or settings.as_of.astimezone(settings.province.tz).year
    owed = outstanding(settings.raw, settings.province, year, settings.as_of)
    for line in reminder_list.lines(owed, year, settings.as_of, settings.lang):
        context.log.warning(line)
    table = reminder_list.text(owed, settings.province, year, settings.as_of, settings.lang)
    context.add_output_metadata({"outstanding": len(owed), "list": MetadataValue.md(f"```\n{table}\n```")})


@job(description="Ai chưa gửi báo cáo. / Who has not sent yet.")
def reminder() -> None:
    remind()


def _year_of(context: ScheduleEvaluationContext) -> str:
    moment = context.scheduled_execution_time or datetime.now(UTC)
    return str(moment.astimezone(config.load().tz).year)


@schedule(job=reminder, cron_schedule="0 8 1-9 12 *", execution_timezone=TIME_ZONE, default_status=DefaultScheduleStatus.STOPPED)
def reminder_schedule(context: ScheduleEvaluationContext) -> RunRequest:
    """Each morning of 1–9 December: who has not sent yet."""
    return RunRequest(tags={"reference_year": _year_of(context)})


@schedule(job=to_gate, cron_schedule="5 0 10 12 *", execution_timezone=TIME_ZONE, default_status=DefaultScheduleStatus.STOPPED)
def closing_schedule(context: ScheduleEvaluationContext) -> RunRequest:
    """Just after the agencies' deadline: what arrived is closed and checked."""
    return RunRequest(tags={"reference_year": _year_of(context)})


@schedule(job=end_to_end, cron_schedule="0 6 10-14 12 *", execution_timezone=TIME_ZONE, default_status=DefaultScheduleStatus.STOPPED)
def gate_schedule(context: ScheduleEvaluationContext) -> RunRequest:
    """Each morning of 10–14 December: the gate and the report, draft or final."""
    return RunRequest(partition_key=_year_of(context), tags={"reference_year": _year_of(context)})


@sensor(job=to_gate, minimum_interval_seconds=60)
def register_sensor(context: SensorEvaluationContext, run_settings: RunSettings) -> Iterator[RunRequest | SkipReason]:
    """A run whenever the register of incoming documents changed."""
    register = run_settings.settings().raw / "incoming.csv"
    if not register.exists():
        yield SkipReason(f"Chưa có sổ văn bản đến: {register}")
        return
    digest = hashlib.sha256(register.read_bytes()).hexdigest()
    if digest == context.cursor:
        yield SkipReason("Sổ văn bản đến chưa có gì mới.")
        return
    context.update_cursor(digest)
    yield RunRequest(run_key=digest)


jobs = [to_gate, reminder]
schedules = [reminder_schedule, closing_schedule, gate_schedule]
sensors = [register_sensor]
