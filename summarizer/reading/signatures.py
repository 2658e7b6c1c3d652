"""Formats told by how their bytes begin, so that a file that is no text can be named."""

from __future__ import annotations

from ..patterns import lazy

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How the container of old Office documents begins; encrypted new ones lie in it as well."""
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

_BEGINNINGS = (
    (b"%PDF-", "application/pdf", "a PDF"),
    (b"\x89PNG\r\n\x1a\n", "image/png", "a PNG image"),
    (b"\xff\xd8\xff", "image/jpeg", "a JPEG image"),
    (b"GIF87a", "image/gif", "a GIF image"),
    (b"GIF89a", "image/gif", "a GIF image"),
    (b"II*\x00", "image/tiff", "a TIFF image"),
    (b"MM\x00*", "image/tiff", "a TIFF image"),
    (b"II+\x00", "image/tiff", "a TIFF image"),
    (b"MM\x00+", "image/tiff", "a TIFF image"),
    (b"\x00\x00\x00\x0cjP  ", "image/jp2", "a JPEG 2000 image"),
    (OLE, "application/x-ole-storage", "an old Office document (XLS, PPT)"),
    (b"{\\rtf", "application/rtf", "an RTF document"),
    (b"\x1f\x8b", "application/gzip", "a gzip archive"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed", "a 7z archive"),
    (b"Rar!\x1a\x07", "application/vnd.rar", "a RAR archive"),
    (b"SQLite format 3\x00", "application/vnd.sqlite3", "an SQLite database"),
    (b"ID3", "audio/mpeg", "an MP3 recording"),
    (b"OggS", "audio/ogg", "an Ogg recording"),
)
_PHOTOGRAPHS = (b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"avif", b"avis")
_INSIDE_ZIP = (
    (b"word/", _WORD, "a DOCX document"),
    (b"xl/", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "an XLSX workbook"),
    (b"ppt/", "application/vnd.openxmlformats-officedocument.presentationml.presentation", "a PPTX presentation"),
    (b"application/epub+zip", "application/epub+zip", "an EPUB book"),
)
_SAVED_PAGE = lazy(r"(?i)(?:from|mime-version|content-type|subject|date|message-id|x-[a-z-]{1,30}|snapshot-[a-z-]{1,30}):")
_WEB = lazy(r"(?i)(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--[^>]{0,400}-->\s*){0,3}(?:<!doctype\s+html|<html[\s>])")


def _stream(name: str) -> bytes:
    """A stream's name as the container's directory writes it."""
    return name.encode("utf-16-le")


def is_encrypted_office(data: bytes) -> bool:
    """True of the container of an Office document that has a password."""
    return data.startswith(OLE) and _stream("EncryptedPackage") in data


def recognise(data: bytes) -> tuple[str, str] | None:
    """Media type and name (``a PDF``) of a format that is not text; ``None`` where the bytes may be text."""
    head = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    if data.startswith(b"PK\x03\x04"):
        for part, media_type, called in _INSIDE_ZIP:
            if part in data:
                return media_type, called
        return "application/zip", "a ZIP archive"
    if data[4:8] == b"ftyp" and data[8:12] in _PHOTOGRAPHS:
        return "image/heif", "a HEIC or AVIF photograph"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp", "a WEBP image"
    if data[4:8] == b"ftyp" or (data[:4] == b"RIFF" and data[8:12] in (b"WAVE", b"AVI ")):
        return "application/octet-stream", "a recording"
    if data.startswith(b"BM") and data[6:10] == bytes(4) and data[15:18] == bytes(3):
        return "image/bmp", "a BMP image"  # two letters alone would be the beginning of many a text
    if data.startswith(OLE) and (is_encrypted_office(data) or _stream("WordDocument") in data):
        return _WORD, "a Word document"  # its reader knows what to say of these
    if _WEB.match(head.decode("latin-1")):
        return "text/html", "a web page"
    if _SAVED_PAGE.match(head.decode("latin-1")) and b"multipart/related" in data[:4096].lower():
        return "multipart/related", "a web page saved as one file"
    for beginning, media_type, called in _BEGINNINGS:
        if data.startswith(beginning) or (beginning.isascii() and beginning.startswith((b"%", b"{")) and head.startswith(beginning)):
            return media_type, called
    return None
