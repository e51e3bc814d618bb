"""``python -m pipeline.config`` (``make declarations``): dbt's project takes over what the forms declare."""

from pipeline.config.dbt_files import files
from pipeline.config.form import read

for path, content in files(read()[0]).items():
    path.write_text(content, encoding="utf-8")
