"""Draws ``record.png``, a ruled form of a made-up company as a scanner gives it: turned by 1.5 degrees, with a red seal over its last row.

``python tests/reading/pictures/draw.py`` with WenQuanYi Zen Hei (GPL 2 with the font exception) at hand; the picture is committed.
"""

from __future__ import annotations

from pathlib import Path

from PIL import Image, ImageChops, ImageDraw, ImageFont

FONT = "/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc"
ROWS = (
    ("时间", ("2024年3月12日 15:00-16:30",)),
    ("接待人员", ("青禾软件 董事长 林以宁先生",)),
    ("主要内容", ("2023年公司实现营业收入12.6亿元,", "同比增长18.5%,毛利率达到41.2%。")),
    ("日期", ("2024年3月13日",)),
)
LEFT, MIDDLE, RIGHT, ROW, LINE = 40, 190, 700, 22, 38


def draw() -> Image.Image:
    page = Image.new("RGB", (740, 420), "white")
    pen = ImageDraw.Draw(page)
    font = ImageFont.truetype(FONT, 24)
    pen.text((150, 20), "青禾软件投资者关系活动记录表", font=ImageFont.truetype(FONT, 28), fill="black")
    top = 76
    pen.line((LEFT, top, RIGHT, top), fill="black", width=2)
    bottom = top
    for label, lines in ROWS:
        bottom = top + ROW + LINE * len(lines)
        pen.text((LEFT + 10, top + 14), label, font=font, fill="black")
        for number, line in enumerate(lines):
            # the text reaches the line between the columns, as it does in real forms
            pen.text((MIDDLE + 6, top + 14 + LINE * number), line, font=font, fill="black")
        pen.line((LEFT, bottom, RIGHT, bottom), fill="black", width=2)
        top = bottom
    for x in (LEFT, MIDDLE, RIGHT):
        pen.line((x, 76, x, bottom), fill="black", width=2)
    seal = Image.new("RGB", page.size, "white")
    stamp = ImageDraw.Draw(seal)
    stamp.ellipse((250, 290, 370, 410), outline=(225, 60, 60), width=6)
    stamp.text((280, 330), "青禾", font=ImageFont.truetype(FONT, 30), fill=(225, 60, 60))
    return ImageChops.multiply(page, seal).rotate(-1.5, Image.Resampling.BICUBIC, fillcolor="white")


if __name__ == "__main__":
    draw().quantize(24).save(Path(__file__).parent / "record.png", optimize=True)
