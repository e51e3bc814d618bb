"""hoptac: from the offices' files to the report of 15 December.

Folders are stages, in the order the data flow: intake, identity, (dbt_project), quality, reports.
"""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - who starts it with an older Python would meet a SyntaxError of some file
    sys.exit("hoptac: Python %d.%d quá cũ; hãy dùng Python 3.11 trở lên / too old; use 3.11 or later." % sys.version_info[:2])  # noqa: UP031
