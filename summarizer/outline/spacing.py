"""Spaces that stand inside Chinese words: letter-spaced lines and the traces of old line breaks."""

from __future__ import annotations

import re

from .script import CJK_MARKS, HAN

_GAP = re.compile(f"(?<=[{HAN}{CJK_MARKS}·])[ \u00a0\u3000]{{1,2}}(?=[{HAN}{CJK_MARKS}·])")
_ANY_GAP = re.compile(f" (?<=[{HAN}] )[ \u00a0\u3000]?(?=[{HAN}])")
_MARKS = frozenset(CJK_MARKS + "·")
_TOUCHING = re.compile(f"[{HAN}](?=[{HAN}])")
_DOUBLE = re.compile(r"(?<=[A-Za-z\d,.])  (?=[A-Za-z\d(])")
_RUN = re.compile(f"(?<![{HAN}])[{HAN}](?:[ \u00a0]{{1,2}}[{HAN}·・‧](?![{HAN}])){{3,}}")
_LABEL_OF_TWO = re.compile(f"^[ \t\u3000]*([{HAN}])([ \u00a0\u3000]{{1,6}})([{HAN}])(?=[ \t\u3000：:|]|$)")
_LABELS_OF_TWO = frozenset(
    ("时间", "時間", "地点", "地點", "日期", "编号", "編號", "方式", "形式", "附件", "单位", "單位", "姓名", "主题", "主題", "问题", "問題", "备注", "備註", "主持", "记录", "記錄", "类别", "類別")
)
_SENTENCE_MARK = re.compile("[。！？!?；;]|[，,].*[，,]")
_LABEL = re.compile(r"[^，,。；;！？!?]{0,30}?[：:]")
_LISTED = re.compile(r"\s*(?:[（(]?[一二三四五六七八九十\d]{1,3}[)）、.．]|第[一二三四五六七八九十\d]{1,3}[部章节項项])[^，,。；;：:！？!?]{0,24}?(?=[ \u00a0\u3000])")
_NAME_AFTER = re.compile(f"(?<=[{HAN}])[ \u00a0]{{1,2}}[{HAN}]{{2,3}}(?=[、，,；;。\\s]|$)")


def find_spaces(text: str) -> list[tuple[int, int]]:
    """Spans of spaces in one line that are no spaces: between the letters of a letter-spaced line, and between words of Chinese prose."""
    if (label := _LABEL_OF_TWO.match(text)) and label[1] + label[3] in _LABELS_OF_TWO:
        return [label.span(2)]
    if not _ANY_GAP.search(text):
        return []
    gaps = [match.span() for match in _GAP.finditer(text)]
    between = [gap for gap in gaps if text[gap[1]] not in _MARKS and text[gap[0] - 1] not in _MARKS]
    if len(between) >= 2 and len(between) >= 3 * sum(1 for _ in _TOUCHING.finditer(text)):
        return sorted(gaps + [(m.start() + 1, m.end()) for m in _DOUBLE.finditer(text)])
    found = {m.span() for run in _RUN.finditer(text) for m in _GAP.finditer(text, *run.span())}
    between = [gap for gap in between if gap not in found]
    if between and _SENTENCE_MARK.search(text) and 2 * sum(1 for _ in _NAME_AFTER.finditer(text)) <= len(between):
        label_end, listed = _LABEL.match(text), _LISTED.match(text)
        protected = max(label_end.end() if label_end else 0, listed.end() + 1 if listed else 0)
        found.update(gap for gap in between if gap[0] >= protected)
    return sorted(found)
