"""When the stages run: the whole way for a year, the reminder, the closing, the gate, and the sensor on the register."""

from datetime import UTC, datetime
from hashlib import sha256

from dagster import (
    AssetSelection,
    DagsterRunStatus,
    MetadataValue,
    OpExecutionContext,
    RunRequest,
    RunsFilter,
    ScheduleEvaluationContext,
    SensorEvaluationContext,
    SkipReason,
    define_asset_job,
    job,
    op,
    schedule,
    sensor,
)

from pipeline.assets.resources import YEARS, RunSettings, said
from pipeline.quality.guarded_run import report_year
from pipeline.settings import resolve
from pipeline.system.errors import HoptacError
from pipeline.system.files import digest_of
from pipeline.system.raw_names import INCOMING, SIGNED

PROVINCE = resolve().province
_MENDED_AFTER = 600  # seconds

end_to_end = define_asset_job(
    "end_to_end",
    selection=AssetSelection.all(),
    description=said("Từ raw/ đến báo cáo của một năm. / From raw/ to the report of a year."),
)
to_gate = define_asset_job(
    "gate",
    selection=AssetSelection.all() - AssetSelection.groups("outputs"),
    description=said("Đọc, kiểm tra, công bố kho số liệu; chưa xuất báo cáo. / Everything up to the gate."),
)


@op
def remind(context: OpExecutionContext, run_settings: RunSettings) -> None:
    """Says who has not sent yet what is owed for the year, in the run's log and as metadata."""
    from pipeline.intake.reminders import outstanding
    from pipeline.reports.reminder.reminder_list import ReminderList

    settings, year = run_settings.settings(), int(context.partition_key)
    owed = outstanding(settings.raw, settings.province, year, settings.as_of)
    said = ReminderList(owed, settings.province, year, settings.as_of, settings.lang)
    for line in said.lines():
        context.log.warning(line)
    context.add_output_metadata({"outstanding": len(owed), "list": MetadataValue.text(said.text())})  # names are no markup


@job(partitions_def=YEARS, description=said("Ai chưa gửi báo cáo. / Who has not sent yet."))
def reminder() -> None:
    remind()


def _of_the_year(context: ScheduleEvaluationContext) -> RunRequest:
    moment = context.scheduled_execution_time or datetime.now(UTC)
    return RunRequest(partition_key=str(moment.astimezone(PROVINCE.tz).year))


@schedule(job=reminder, cron_schedule="0 8 1-9 12 *", execution_timezone=PROVINCE.time_zone)
def reminder_schedule(context: ScheduleEvaluationContext) -> RunRequest:
    """Each morning of 1–9 December: who has not sent yet."""
    return _of_the_year(context)


@schedule(job=to_gate, cron_schedule="5 0 10 12 *", execution_timezone=PROVINCE.time_zone)
def closing_schedule(context: ScheduleEvaluationContext) -> RunRequest:
    """Just after the agencies' deadline: what arrived is closed and checked."""
    return _of_the_year(context)


@schedule(job=end_to_end, cron_schedule="0 6 10-14 12 *", execution_timezone=PROVINCE.time_zone)
def report_schedule(context: ScheduleEvaluationContext) -> RunRequest:
    """Each morning of 10–14 December: the gate and the report, draft or final."""
    return _of_the_year(context)


@sensor(job=to_gate, minimum_interval_seconds=60)
def register_sensor(context: SensorEvaluationContext, run_settings: RunSettings) -> RunRequest | SkipReason:
    """A run for the newest year whenever what came in, or what people signed, is otherwise than at the last; again where that run failed.

    A gate that holds a report back is no failure.
    """
    settings = run_settings.settings()
    if not (settings.raw / INCOMING).exists():
        return SkipReason(f"Chưa có sổ văn bản đến: {settings.raw / INCOMING}")
    names = (INCOMING, *SIGNED)
    digest = sha256(
        "".join(f"{name}\0{digest_of(settings.raw / name)}\n" for name in names if (settings.raw / name).exists()).encode()
    ).hexdigest()
    if digest == context.cursor and not _has_failed(context):
        return SkipReason("Sổ văn bản đến và các sổ ký chưa có gì mới.")
    try:
        year = report_year(settings, None)
    except HoptacError as error:
        return SkipReason(str(error))
    context.update_cursor(digest)
    return RunRequest(partition_key=str(year))  # without a key: what is as it was two states ago runs again


def _has_failed(context: SensorEvaluationContext) -> bool:
    """Whether the last run that this sensor asked for could not run, and had time to be mended."""
    asked = RunsFilter(job_name=to_gate.name, tags={"dagster/sensor_name": register_sensor.name})
    last = next(iter(context.instance.get_run_records(asked, limit=1)), None)
    if last is None or last.dagster_run.status is not DagsterRunStatus.FAILURE:
        return False
    return last.end_time is None or datetime.now(UTC).timestamp() - last.end_time > _MENDED_AFTER


schedules = [reminder_schedule, closing_schedule, report_schedule]
sensors = [register_sensor]
