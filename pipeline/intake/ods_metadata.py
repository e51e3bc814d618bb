"""The second look at an ``.ods``: rows and columns that are hidden or filtered away or have no height, cells and parts of cells struck out.

Its whole sheet is one part, ``content.xml``, which ``package`` has unpacked with care. What the cells hold is the fast reader's business.
"""

import io
from collections.abc import Callable
from xml.etree import ElementTree

from pipeline.intake.xlsx_metadata import Look
from pipeline.intake.xlsx_styles import tag_of

_MOST_ROWS, _MOST_COLUMNS = 1_048_576, 16_384
_MOST_NOTED = 20_000  # rows alike that hold something


def looks(content: bytes) -> dict[str, Look]:
    """A Look by sheet name. Raises ElementTree.ParseError or ValueError for what no program wrote."""
    reader = _Reader()
    for event, element in ElementTree.iterparse(io.BytesIO(content), ("start", "end")):
        reader.take(event, tag_of(element), element)
    return reader.found


def _attribute(element: ElementTree.Element, name: str, default: str = "") -> str:
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == name), default)


class _Reader:
    def __init__(self) -> None:
        self.found: dict[str, Look] = {}
        self.look = Look()
        self.row = self.column = self.depth = 0
        self.lined: set[str] = set()
        self.flat: set[str] = set()
        self.column_styles: list[str] = []

    def take(self, event: str, tag: str, element: ElementTree.Element) -> None:
        if event == "start":
            if tag == "table":
                self.depth += 1
                if self.depth == 1:
                    self.look = self.found.setdefault(_attribute(element, "name"), Look())
                    self.row, self.column, self.column_styles = 0, 0, []
            return
        steps: dict[str, Callable[[ElementTree.Element], None]] = {
            "style": self._style,
            "table-column": self._column,
            "table-row": self._row,
        }
        if tag == "table":
            self.depth -= 1
        elif tag in steps and self.depth < 2:  # a table within a cell is none of the sheet's
            steps[tag](element)

    def _style(self, element: ElementTree.Element) -> None:
        name = _attribute(element, "name")
        for part in element:
            line = _attribute(part, "text-line-through-style") or _attribute(part, "text-line-through-type")
            if line and line != "none":
                self.lined.add(name)
            size = _attribute(part, "row-height") or _attribute(part, "column-width")
            if size and not float(size.rstrip("abcdefghijklmnopqrstuvwxyz%") or 1):
                self.flat.add(name)

    def _is_hidden(self, element: ElementTree.Element) -> bool:
        return _attribute(element, "visibility", "visible") != "visible" or _attribute(element, "style-name") in self.flat

    def _column(self, element: ElementTree.Element) -> None:
        last = min(self.column + int(_attribute(element, "number-columns-repeated", "1")), _MOST_COLUMNS)
        if self._is_hidden(element):
            self.look.hidden_columns.update(range(self.column, last))
        self.column_styles += [_attribute(element, "default-cell-style-name")] * (last - self.column)
        self.column = last

    def _row(self, element: ElementTree.Element) -> None:
        count = int(_attribute(element, "number-rows-repeated", "1"))
        filled = [cell for cell in element if tag_of(cell) == "table-cell" and (len(cell) or _attribute(cell, "value-type"))]
        rows = range(self.row + 1, min(self.row + count, self.row + _MOST_NOTED) + 1) if filled else range(0)
        if self._is_hidden(element):
            self.look.hidden_rows.update(rows)
        column = 0
        for cell in element if filled and self.lined else ():
            repeated = min(int(_attribute(cell, "number-columns-repeated", "1")), _MOST_COLUMNS)
            if len(cell) and self._is_struck(cell, column):
                self.look.struck.update((row, place) for row in rows for place in range(column, column + repeated))
            column += repeated
        self.row = min(self.row + count, _MOST_ROWS)
        element.clear()

    def _is_struck(self, cell: ElementTree.Element, column: int) -> bool:
        style = _attribute(cell, "style-name") or (self.column_styles[column] if column < len(self.column_styles) else "")
        return style in self.lined or any(_attribute(part, "style-name") in self.lined for part in cell.iter() if tag_of(part) == "span")
