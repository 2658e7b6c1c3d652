"""How long a PDF of hundreds of pages takes and how much memory, for reading alone and for a whole run by rules.

    python benchmarks/pages.py [--pages 30 300] [--keep PATH]

The document is one long record: a ruled form whose content cell runs from page to page, every third page with a table of figures, a running
header and a page number on each. Each measurement is a process of its own, so that its peak memory is its own.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

FONT = Path("/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc")
"""Embedded where it is there, as most real documents embed theirs; else a font that the file only names."""
_SENTENCES = (
    "公司上半年实现营业收入{a}亿元，同比增长{b}%，其中海外收入占比提升至{c}%。",
    "毛利率为{c}%，较上年同期提高{d}个百分点，主要由于产品结构优化以及原材料价格回落。",
    "经营活动产生的现金流量净额为{a}亿元，上年同期为{d}亿元。",
    "公司将继续推进新工厂的建设，预计明年第四季度投产，届时产能提升约{b}%。",
    "研发费用为{d}亿元，占营业收入的{b}%，主要投向新一代产品与关键工艺。",
    "目前在手订单约{a}亿元，交付周期为{n}个月左右，客户结构保持稳定。",
)
_LEFT, _LABEL, _RIGHT, _TOP, _BOTTOM = 72.0, 160.0, 523.0, 770.0, 72.0


def draw(path: Path, pages: int, seed: int = 7) -> None:
    """Writes a record of ``pages`` pages."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

    if FONT.is_file():
        pdfmetrics.registerFont(TTFont("text", str(FONT), subfontIndex=0))
        font = "text"
    else:
        pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
        font = "STSong-Light"
    dice = random.Random(seed)
    canvas = Canvas(str(path), pageCompression=1, invariant=1)
    waiting: list[str] = []
    asked = 0
    for page in range(1, pages + 1):
        canvas.setFont(font, 9)
        canvas.drawString(_LEFT, 800, "证券代码：600999    证券简称：远山科技    公告编号：2025-031")
        canvas.drawCentredString(297, 40, f"- {page} -")
        canvas.setFont(font, 10.5)
        y = _TOP
        if page == 1:
            canvas.drawCentredString(297, y, "远山科技股份有限公司投资者关系活动记录表")
            y -= 12
            for label, value in (("时间", "2025年8月28日 15:00-16:30"), ("地点", "公司会议室")):
                canvas.drawString(_LEFT + 5, y - 14, label)
                canvas.drawString(_LABEL + 5, y - 14, value)
                _box(canvas, y, y - 20)
                y -= 20
            canvas.drawString(_LEFT + 5, 400, "投资者关系")
            canvas.drawString(_LEFT + 5, 386, "活动主要内")
            canvas.drawString(_LEFT + 5, 372, "容介绍")
        top = y
        y -= 16
        if page % 3 == 0:
            y = _figures(canvas, y, dice)
        while y > _BOTTOM + 8:
            if not waiting:
                asked += 1
                waiting = _wrapped(f"问题{asked}：请介绍公司业务的进展以及全年的目标？", 33)
                answer = "".join(
                    dice.choice(_SENTENCES).format(
                        a=f"{dice.uniform(1, 90):.2f}", b=f"{dice.uniform(1, 40):.1f}", c=f"{dice.uniform(10, 60):.1f}",
                        d=f"{dice.uniform(0.2, 9):.2f}", n=dice.randint(2, 12),
                    )
                    for _ in range(dice.randint(3, 9))
                )  # fmt: skip
                waiting += _wrapped("　　答：" + answer, 33)
            canvas.drawString(_LABEL + 5, y, waiting.pop(0))
            y -= 16
        _box(canvas, top, _BOTTOM)
        canvas.showPage()
    canvas.save()


def _box(canvas, top: float, bottom: float) -> None:  # type: ignore[no-untyped-def]  # reportlab has no types
    for x in (_LEFT, _LABEL, _RIGHT):
        canvas.line(x, top, x, bottom)
    for y in (top, bottom):
        canvas.line(_LEFT, y, _RIGHT, y)


def _figures(canvas, y: float, dice: random.Random) -> float:  # type: ignore[no-untyped-def]
    columns = (_LABEL + 12, 270.0, 355.0, 440.0, _RIGHT - 12)
    rows = ["项目", "本期（万元）", "上年同期（万元）", "同比"]
    for row in range(9):
        for column, cell in enumerate(rows):
            canvas.drawString(columns[column] + 3, y - 11, cell)
        for line in (y, y - 15):
            canvas.line(columns[0], line, columns[-1], line)
        for x in columns:
            canvas.line(x, y, x, y - 15)
        y -= 15
        rows = [f"产品{row + 1}收入", f"{dice.uniform(10, 99999):,.2f}", f"{dice.uniform(10, 99999):,.2f}", f"{dice.uniform(-30, 60):.1f}%"]
    return y - 20


def _wrapped(text: str, most: int) -> list[str]:
    lines, line, width = [], "", 0.0
    for character in text:
        wide = 1.0 if character > "\u2e7f" else 0.56
        if width + wide > most and character not in "，。、；：？！）%":
            lines.append(line)
            line, width = "", 0.0
        line, width = line + character, width + wide
    return [*lines, line]


def measure(path: Path, what: str) -> dict[str, float]:
    """Seconds and peak memory in megabytes, in this process."""
    from summarizer import Summarizer, read

    begun, worked = time.perf_counter(), time.process_time()
    document = read(path)
    characters = len(document.text)
    if what == "run":
        Summarizer(engine="rules").run(document)
    seconds, work = time.perf_counter() - begun, time.process_time() - worked
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)
    return {"seconds": seconds, "work": work, "megabytes": peak, "characters": characters}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", nargs="+", type=int, default=[30, 300])
    parser.add_argument("--keep", type=Path, help="a folder to leave the documents in")
    parser.add_argument("--measure", nargs=2, metavar=("PATH", "WHAT"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.measure:
        print(json.dumps(measure(Path(options.measure[0]), options.measure[1])))
        return
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.keep or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        for what in ("read", "run"):
            first: float | None = None
            for pages in options.pages:
                path = folder / f"pages_{pages}.pdf"
                if not path.exists():
                    draw(path, pages)
                done = subprocess.run(
                    [sys.executable, __file__, "--measure", str(path), what], check=True, capture_output=True, text=True
                )
                found = json.loads(done.stdout)
                each = found["work"] / pages  # of the processor: what the machine does else does not count
                first = first or each
                print(
                    f"{what:5}{pages:6} pages {int(found['characters']):9,} characters {found['seconds']:8.2f} s "
                    f"{found['work']:8.2f} s of processor time, {each:.3f} s a page {found['megabytes']:6.0f} MB   "
                    f"{each / first:4.2f} times the first's time a page"
                )


if __name__ == "__main__":
    main()
