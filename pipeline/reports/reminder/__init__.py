"""The list of reports still owed (``hoptac remind``)."""
