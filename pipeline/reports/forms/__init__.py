"""Blank workbooks for every sender (``hoptac templates``), made from the forms' definitions."""
