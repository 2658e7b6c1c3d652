"""Word documents put together by hand: what Word writes, and no more of it than a test needs."""

from __future__ import annotations

import io
import zipfile

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
)
_ROOTS = {"styles": "styles", "numbering": "numbering", "footnotes": "footnotes", "header": "hdr", "footer": "ftr"}


def word(body: str, *, content_type: str = "document", entity: str = "", **parts: str) -> bytes:
    """The bytes of a document: ``body`` and the ``parts`` (styles, numbering, footnotes, header, footer) are what stands in their roots."""
    document = f"{entity}<w:document {_SPACES}><w:body>{body}<w:sectPr/></w:body></w:document>"
    main = f"application/vnd.openxmlformats-officedocument.wordprocessingml.{content_type}.main+xml"
    if content_type.startswith("macro"):
        main = "application/vnd.ms-word.document.macroEnabled.main+xml"
    types = f'<Override PartName="/word/document.xml" ContentType="{main}"/>'
    related = ""
    files = {"word/document.xml": document}
    for number, (name, inside) in enumerate(parts.items()):
        files[f"word/{name}.xml"] = f"<w:{_ROOTS[name]} {_SPACES}>{inside}</w:{_ROOTS[name]}>"
        kind = f"application/vnd.openxmlformats-officedocument.wordprocessingml.{name}+xml"
        types += f'<Override PartName="/word/{name}.xml" ContentType="{kind}"/>'
        related += f'<Relationship Id="r{number}" Type="{_OFFICE}/{name}" Target="{name}.xml"/>'
    files["[Content_Types].xml"] = (
        f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>{types}</Types>'
    )
    files["_rels/.rels"] = _relations(f'<Relationship Id="r" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>')
    files["word/_rels/document.xml.rels"] = _relations(related)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(zipfile.ZipInfo(name), text)
    return buffer.getvalue()


def _relations(inside: str) -> str:
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{inside}</Relationships>'


def p(*runs: str, settings: str = "") -> str:
    """A paragraph of texts and runs."""
    inside = "".join(run if run.startswith("<") else r(run) for run in runs)
    return f"<w:p>{f'<w:pPr>{settings}</w:pPr>' if settings else ''}{inside}</w:p>"


def r(text: str, settings: str = "") -> str:
    """A run."""
    return f'<w:r>{f"<w:rPr>{settings}</w:rPr>" if settings else ""}<w:t xml:space="preserve">{text}</w:t></w:r>'


def table(*rows: str) -> str:
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


def c(*inside: str, settings: str = "") -> str:
    """A cell of texts, paragraphs and tables."""
    content = "".join(one if one.startswith("<") else p(one) for one in inside)
    return f"<w:tc><w:tcPr>{settings}</w:tcPr>{content or '<w:p/>'}</w:tc>"


def listed(number: int, level: int = 0) -> str:
    """Settings of a paragraph that belongs to a list."""
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'


def numbering(**lists: tuple[str, str] | list[tuple[str, str]]) -> str:
    """Lists ``n1``, ``n2``, … of levels: the manner of counting and the text of the number."""
    definitions = numbers = ""
    for name, levels in lists.items():
        at = name[1:]
        inside = "".join(
            f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{manner}"/><w:lvlText w:val="{text}"/></w:lvl>'
            for level, (manner, text) in enumerate(levels if isinstance(levels, list) else [levels])
        )
        definitions += f'<w:abstractNum w:abstractNumId="{at}">{inside}</w:abstractNum>'
        numbers += f'<w:num w:numId="{at}"><w:abstractNumId w:val="{at}"/></w:num>'
    return definitions + numbers
