"""The benchmark measures what it says."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest


@pytest.fixture(scope="module")
def bench() -> ModuleType:
    path = Path(__file__).parents[2] / "benchmarks" / "bench.py"
    spec = importlib.util.spec_from_file_location("bench", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_growth_is_the_exponent(bench: ModuleType) -> None:
    """Time in step with length grows with exponent 1, time with its square with 2."""
    sizes = (10, 100, 1000)
    assert bench.growth(sizes, [size * 3e-6 for size in sizes]) == pytest.approx(1)
    assert bench.growth(sizes, [size**2 * 3e-6 for size in sizes]) == pytest.approx(2)


def test_a_grown_document_never_repeats_its_figures(bench: ModuleType) -> None:
    """Its length is exact, its years stay years, and no copy has the numbers of another."""
    text = "2023年营收 36.8 亿元,同比增长 18.25%,芯片 6,000 张。\n"
    grown = bench.grown(text, 1000, seed=1)
    assert len(grown) == 1000
    copies = [line for line in grown.splitlines()[:-1] if line]
    assert len(set(copies)) == len(copies) > 20
    assert all(re.fullmatch(r"2023年营收 \d\d\.\d 亿元,同比增长 \d\d\.\d\d%,芯片 \d,\d{3} 张。", one) for one in copies)
