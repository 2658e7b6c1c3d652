"""Web pages as they were saved: their contents without the site around them, the title and the day of publication that they state.

Nothing is ever fetched. A page that was saved as one file (MHTML) is a message whose parts are the page and its pictures.
"""

from __future__ import annotations

import codecs
import contextlib
from typing import Any

from ..errors import DecodingError, EmptyInputError, InputError
from ..patterns import lazy
from .encodings import decode
from .registry import Extracted, OnPage
from .rows import text_of
from .web_choice import contents
from .web_layout import Piece, pieces
from .web_stated import published_in, title_in

_LARGEST_JUDGED = 40_000
"""Tags of a page past which it is a document, not an article amid a site: its contents are all that it shows."""
_NAME = r"([A-Za-z0-9_\-:.]{2,30})"
_DECLARED = lazy(rf"(?i)<meta[^>]{{0,200}}?charset\s*=\s*[\"']?\s*{_NAME}|<\?xml[^>]{{0,100}}?encoding\s*=\s*[\"']{_NAME}")
_DECLARATION = lazy(r"<\?xml[^>]{0,200}\?>")
_TAG = lazy(r"(?i)<(?:!doctype\s+html|html|head|body|p|div|table|tr|td|br|span|font|h[1-6]|ul|ol|li|article|section|pre|a)\b[^<>]{0,2000}>")
_NO_TEXT = lazy("[\x00-\x08\x0b\x0c\x0e-\x1f\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]")
_MOST_CONTROLS = 0.01
_MOST_BAD = 0.01
"""Share of characters that may be of no encoding in a page that is in the one it declares."""
_HIDES = lazy(r"(?i)display\s*:\s*none|\shidden[\s=>/]")
_SCRIPTED = lazy(r"(?i)<script\b|<noscript\b")


def read_web(data: bytes, *, encoding: str | None, name: str, on_page: OnPage | None = None) -> Extracted:
    text, used = _decoded(data, encoding, name)
    return _read(text, used, name)


def read_saved_page(data: bytes, *, encoding: str | None, name: str, on_page: OnPage | None = None) -> Extracted:
    import email.policy

    message = email.message_from_bytes(data, policy=email.policy.default)
    for part in message.walk():
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            page = part.get_payload(decode=True)
            if not isinstance(page, bytes) or not page:
                continue
            declared = part.get_param("charset", None)
            text, used = _decoded(page, encoding, name, str(declared) if declared else None)
            return _read(text, used, name)
    raise InputError(f"{name}: holds no web page; save the page anew, as HTML")


def _decoded(data: bytes, encoding: str | None, name: str, declared: str | None = None) -> tuple[str, str]:
    """The page's source. What it declares of its encoding is believed where it fits: pages declared as Western hold anything."""
    if encoding is not None:
        return decode(data, encoding, name=name)
    found = _DECLARED.search(data[:4096].decode("latin-1"))
    declared = _wider(declared or (next(filter(None, found.groups()), None) if found else None))
    if declared is not None and declared != "cp1252" and not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        with contextlib.suppress(DecodingError):
            return decode(data, declared, name=name)
        text = data.decode(declared, "replace")
        if text.count("\ufffd") <= _MOST_BAD * len(text):  # one bad byte in a page must not cost the page
            return text, declared
    try:
        return decode(data, name=name)
    except DecodingError:
        if declared is None:
            raise
        return data.decode(declared, "replace"), declared


def _wider(declared: str | None) -> str | None:
    """The encoding that pages declared so are in; ``None`` of none that exists."""
    try:
        known = codecs.lookup(declared or "").name
        "".encode(known)  # refuses the codecs that are not of text
    except (LookupError, ValueError):
        return None
    if known.startswith("utf-16") or known.startswith("utf-32"):
        return None  # the declaration could be read: it is in neither
    wider = {"gb2312": "gb18030", "gbk": "gb18030", "big5": "big5hkscs", "iso8859-1": "cp1252", "ascii": "cp1252"}
    return wider.get(known, known)


def _read(source: str, encoding: str, name: str) -> Extracted:
    controls = len(_NO_TEXT.findall(source))
    if controls > _MOST_CONTROLS * len(source):
        raise InputError(f"{name}: is binary, not a web page ({controls} control characters); save the page anew, as HTML")
    source = _NO_TEXT.sub("", source).lstrip()
    if (declaration := _DECLARATION.match(source)) is not None:
        source = source[declaration.end() :]
    if not source.strip():
        raise EmptyInputError(f"{name}: holds no text, only white space; save the page anew, as HTML")
    if not _TAG.search(source):
        what = "JSON" if source.lstrip()[:1] in "{[" else "text without any tags of HTML"
        raise InputError(f"{name}: is {what}, not a web page; give it the suffix of what it is")
    root = _parsed(source, name)
    found = pieces(root)
    if _HIDES.search(source):
        behind = pieces(root, hidden=True)
        found = behind if _letters(behind) > 2 * _letters(found) else found  # shown when somebody clicks
    chosen = contents(found, _main_text(source) if source.count("<") <= _LARGEST_JUDGED else "") or found
    text = text_of([piece.block for piece in chosen])
    if not text.strip():
        scripted = "; its text is made by scripts in a browser" if _SCRIPTED.search(source) else ""
        raise EmptyInputError(f"{name}: holds no text{scripted}; open it in a browser and save it as PDF or as one file (MHTML)")
    return Extracted(text, encoding, title=title_in(root), published=published_in(root))


def _parsed(source: str, name: str) -> Any:
    from lxml import etree, html

    parser = html.HTMLParser(huge_tree=True, no_network=True)
    try:
        root = html.document_fromstring(source, parser=parser)
    except (etree.LxmlError, ValueError, AssertionError):
        raise InputError(f"{name}: cannot be read as a web page; open it in a browser and save it anew") from None
    if any("excessive depth" in error.message.lower() for error in parser.error_log):  # what lies deeper is lost
        raise InputError(f"{name}: its elements are nested too deep; open it in a browser and save it as PDF")
    return root


def _letters(found: list[Piece]) -> int:
    return sum(len(piece.block.text) for piece in found)


def _main_text(source: str) -> str:
    """What trafilatura takes for the page's contents; empty where it finds none or fails."""
    import trafilatura

    try:
        found = trafilatura.bare_extraction(source, favor_recall=True, include_comments=False, include_tables=True, deduplicate=False)
    except Exception:  # it meets pages that its parsers do not survive: then everything that shows is read
        return ""
    return (found.text or "") if isinstance(found, trafilatura.settings.Document) else ""
