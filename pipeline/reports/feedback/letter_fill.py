"""One Word template, filled many times: its tags are read once, then each letter costs a few milliseconds.

docxtpl makes Word's XML readable to Jinja; pictures and tables of changing width, for which it would open the file each time, are not
for letters. What a letter says is in ``letter``.
"""

import zipfile
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from xml.sax.saxutils import escape

import jinja2
from docxtpl import DocxTemplate

from pipeline.office.plain_text import one_line
from pipeline.system.errors import HoptacError
from pipeline.system.files import rezip

_CORE = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>{title}</dc:title><dc:creator>{author}</dc:creator>'
    "<cp:lastModifiedBy>{author}</cp:lastModifiedBy><cp:revision>1</cp:revision>"
    '<dcterms:created xsi:type="dcterms:W3CDTF">{moment}</dcterms:created>'
    '<dcterms:modified xsi:type="dcterms:W3CDTF">{moment}</dcterms:modified></cp:coreProperties>'
)


class LetterError(HoptacError):
    """The letter's template cannot be filled; one line says what is wrong with it."""


class LetterTemplate:
    """A Word file with Jinja tags. Raises LetterError where it cannot be opened or its tags cannot be read."""

    def __init__(self, path: Path) -> None:
        self.path = path
        environment = jinja2.Environment(undefined=jinja2.StrictUndefined, autoescape=True)
        patch = DocxTemplate(path).patch_xml
        try:
            self._data = path.read_bytes()
            with zipfile.ZipFile(path) as package:
                parts = {name: package.read(name).decode() for name in package.namelist() if _may_have_tags(name)}
            self._parts = {name: environment.from_string(patch(xml)) for name, xml in parts.items()}
        except (OSError, zipfile.BadZipFile, UnicodeDecodeError, jinja2.TemplateError) as error:
            raise self._error(error) from error

    def fill(self, context: Mapping[str, Any], title: str, author: str, moment: datetime) -> bytes:
        """The letter's bytes, the same for the same values; no value is ever read as a tag or as XML. Raises LetterError."""
        values = one_line(context)
        replaced = {}
        try:
            for name, template in self._parts.items():
                replaced[name] = template.render(values).encode()
                ElementTree.fromstring(replaced[name])
        except (jinja2.TemplateError, ElementTree.ParseError) as error:
            raise self._error(error) from error
        stamp = moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        core = _CORE.format(title=escape(one_line(title)), author=escape(one_line(author)), moment=stamp)
        return rezip(self._data, replaced | {"docProps/core.xml": core.encode()})

    def _error(self, error: Exception) -> LetterError:
        return LetterError("{}: không điền được mẫu công văn ({}).", self.path, error)


def _may_have_tags(name: str) -> bool:
    return name == "word/document.xml" or name.startswith(("word/header", "word/footer"))
