"""What ``docs/model.md`` says of models is so."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from summarizer import Summarizer
from summarizer.extractors.model.ladder import Mode
from summarizer.reading import from_text
from summarizer.settings import PREFIX, Settings
from summarizer.tables import table
from summarizer.testing import FakeModel
from tests.pipeline.model_answers import TEXT, quoting

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "model.md").read_text(encoding="utf-8")
ROWS = {name: (default, meaning) for name, default, meaning in re.findall(rf"^\| `{PREFIX}(\w+)` \| (.*?) ?\| (.*?) ?\|$", PAGE, re.M)}
BLOCKS = re.findall(r"^```python\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)


def test_every_setting_is_listed() -> None:
    """One row a field, in the order of the fields, and no row without one."""
    assert sorted(ROWS) == sorted(name.upper() for name in Settings.model_fields)


@pytest.mark.parametrize("name", ["timeout", "attempts", "tries", "temperature", "allow_requests"])
def test_defaults_are_the_settings_own(name: str) -> None:
    """Those that are not a preset's."""
    default, _ = ROWS[name.upper()]
    assert json.loads(default) == Settings.model_fields[name].default


def test_what_a_preset_decides_has_no_default() -> None:
    """`by preset` and an empty cell stand where the settings hold nothing."""
    for name, (default, _) in ROWS.items():
        if default in ("", "by preset", "found out"):
            assert not Settings.model_fields[name.lower()].default, name


def test_presets_modes_and_labels_are_all_named() -> None:
    """The closed lists on the page are those of the code."""
    named = {name: set(re.findall(r"`(\w+)`", meaning)) for name, (_, meaning) in ROWS.items()}
    assert named["ENDPOINT"] == set(table("extractors.model", "endpoints"))
    assert named["MODE"] == {str(mode.value) for mode in Mode}
    assert named["LABELS"] == {"unsure", "all", "none"}


def test_the_checks_it_names_exist() -> None:
    """Codes that a reader may look for."""
    known = set(table("", "checks"))
    named = set(re.findall(r"`((?:model|usage)_\w+)`", PAGE))
    assert named >= {"model_unavailable", "model_failed", "model_left_out", "usage_estimated"}
    assert named <= known
    assert any(code.startswith("heads_differ_") for code in known)


@pytest.mark.parametrize("code", BLOCKS, ids=range(len(BLOCKS)))
def test_the_pages_code_runs(code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each block as it stands, its assertions included."""
    monkeypatch.chdir(ROOT)
    exec(compile(code, "docs/model.md", "exec"), {})


@pytest.mark.parametrize("labels", ["all", "none"])
def test_what_leaves_the_machine(labels: str) -> None:
    """Sentences and a card; not who took part, nor where, nor a figure's value, nor the name of the file."""
    model = FakeModel(answers=quoting)
    settings = Settings.load(model="m", base_url="http://model/v1", labels=labels)
    with Summarizer(engine="model", settings=settings, transport=model) as summarizer:
        summarizer.run(from_text(TEXT, source="/home/somebody/secret-name.txt"))
    sent = "\n".join(json.dumps(request.body, ensure_ascii=False) for request in model.history)
    assert "减速器业务" in sent
    assert "远山精工" in sent
    for hidden in ("李文", "赵敏", "周正", "甲辰证券", "会议室", "36.8", "4.2", "84%", "三成", "secret-name", "somebody", "2024-007"):
        assert hidden not in sent, hidden
