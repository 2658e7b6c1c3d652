"""Words that begin a movement from one level to another, for use in regular expressions on folded text."""

from __future__ import annotations

# not 由于, 自由, 理由, 自身 and their like
FROM = "(?:从|(?<![自理缘事])由(?!于|此)|自(?!主|身|动|有|研|由|营|然|我|己|愿|筹|建|产))"
