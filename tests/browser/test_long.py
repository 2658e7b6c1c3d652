"""A source of three hundred pages."""

from __future__ import annotations

from .conftest import OpenReport
from .documents import long
from .reader import spans


def test_three_hundred_pages(open_report: OpenReport) -> None:
    """600,000 characters with 3,000 places open, and the first, the middle and the last item lead to the right characters, and back."""
    reader = open_report(long())
    reader.page.set_default_timeout(30_000)
    assert len(reader.told.text) > 590_000
    items = reader.items()
    assert sum(len(one.evidence) for one in items) >= 3_000
    kpis, exchanges = ([one for one in items if one.section == section] for section in ("kpis", "qa"))
    for one in (kpis[0], kpis[len(kpis) // 2], kpis[-1], exchanges[-1]):
        reader.item(one.key).click(position={"x": 14, "y": 8})
        assert reader.spans() == spans(one.evidence)
        assert reader.sees(reader.page.locator("mark.lit"))
    reader.page.locator("mark.lit").first.click()
    assert any(reader.sees(reader.item(key)) for key in reader.lit_items())
    reader.page.fill("#search", "Revenue 299")
    reader.page.wait_for_timeout(300)
    found = reader.shown()
    assert kpis[-8].key in found
    assert len(found) < 10
