"""``hoptac``: a thin face on the jobs. Parses words, calls one function, prints one line for one failure. Heavy imports wait inside."""

import click

from pipeline.cli import doctor, documents, lineage, published, questions, report
from pipeline.cli.language import BilingualGroup
from pipeline.cli.options import LANG


@click.group(
    cls=BilingualGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 80},
)
@click.version_option(package_name="hoptac", message="hoptac %(version)s")
@LANG
def main(lang: str | None) -> None:
    """hoptac: từ tệp của các cơ quan đến báo cáo kinh tế tập thể ngày 15 tháng 12."""


for command in (
    report.run,
    report.gate,
    documents.templates,
    documents.check,
    documents.receive,
    documents.remind,
    lineage.explain,
    lineage.trace,
    questions.query,
    questions.compare,
    published.approve,
    published.release,
    published.replay,
    published.publish_public,
    doctor.doctor,
):
    main.add_command(command)
