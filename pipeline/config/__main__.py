"""``python -m pipeline.config`` (``make declarations``): dbt's project takes over what the forms declare."""

import sys

from pipeline.config.dbt_files import files
from pipeline.config.form import read
from pipeline.system.errors import ConfigError, describe

try:
    for path, content in files(read()[0]).items():
        path.write_text(content, encoding="utf-8")
except ConfigError as error:
    sys.exit(str(error))
except OSError as error:
    sys.exit(describe(error))
