"""Schemas made for a text: what may be said, and what one wrong item costs."""

from __future__ import annotations

import re
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from summarizer.schemas import drafts
from summarizer.schemas.drafts import Answer, Failed, Slot, TopicList, answer_of, one, several
from summarizer.schemas.vocabulary import METRICS, TOPICS

POINT = drafts.point(["f1", "d1"], ["s1", "s2"], 60)
LABEL = drafts.labelled("f1", "营收达到{f1}", ["d1"])
ANSWER = answer_of({"f1": one(LABEL), "points": several(POINT, 2), "topics": TopicList})
GOOD: dict[str, Any] = {
    "f1": {"at": "营收达到{f1}", "name": "营收", "of": "", "when": "d1", "metric": "revenue"},
    "points": [{"text": "营收达到{f1}", "at": "s1"}],
    "topics": ["revenue"],
}


def kinds(said: object) -> dict[str, type]:
    """What each item of an answer came to."""
    answer = ANSWER.model_validate(said)
    return {name: type(item) for name, item in answer.items().items()}


def test_a_good_answer() -> None:
    """Each item under its name, those of a list counted from one."""
    answer = ANSWER.model_validate(GOOD)
    items = answer.items()
    assert list(items) == ["f1", "points[1]", "topics"]
    assert all(isinstance(items[name], Slot) for name in ("f1", "points[1]"))
    assert items["topics"] == ["revenue"]


@pytest.mark.parametrize(
    ("change", "failed"),
    [
        ({"f1": None}, {"f1"}),
        ({"f1": {"at": "毛利率{f1}", "name": "营收", "of": "", "when": "d1", "metric": "revenue"}}, {"f1"}),
        ({"f1": {**GOOD["f1"], "metric": "happiness"}}, {"f1"}),
        ({"f1": {**GOOD["f1"], "when": "d7"}}, {"f1"}),
        ({"points": [{"text": "营收100亿", "at": "s1"}, GOOD["points"][0]]}, {"points[1]"}),
        ({"points": [{"text": "营收{f7}", "at": "s1"}]}, {"points[1]"}),
        ({"points": [{"text": "好", "at": "s9"}]}, {"points[1]"}),
        ({"points": [{"at": "s1"}]}, {"points[1]"}),
        ({"points": ["营收增长"]}, {"points[1]"}),
        ({"points": [17, None]}, {"points[1]", "points[2]"}),
        ({"points": []}, {"points"}),
        ({"points": {"text": "好", "at": "s1"}}, {"points"}),
        ({"points": "营收增长"}, {"points"}),
        ({"topics": ["weather"]}, {"topics"}),
        ({"topics": []}, {"topics"}),
        ({"topics": "revenue"}, {"topics"}),
    ],
)
def test_one_wrong_item_costs_itself_alone(change: dict[str, Any], failed: set[str]) -> None:
    """The others are what they were."""
    found = kinds({**GOOD, **change})
    assert {name for name, kind in found.items() if kind is Failed} == failed
    assert "f1" in found


@pytest.mark.parametrize("name", list(GOOD))
def test_what_is_left_out_is_told(name: str) -> None:
    """A missing property is a failed one."""
    answer = ANSWER.model_validate({key: value for key, value in GOOD.items() if key != name})
    item = getattr(answer, name)
    assert isinstance(item, Failed)
    assert item.reason == "left out"


@pytest.mark.parametrize(
    "said", [{"answer": GOOD}, {"type": "object", "properties": GOOD}, {**GOOD, "remark": "好"}, {"a": 1, "b": GOOD}]
)
def test_a_wrapped_answer_is_unwrapped(said: dict[str, Any]) -> None:
    """Small models wrap and add; what was asked for is found."""
    assert Failed not in kinds(said).values()


@pytest.mark.parametrize("said", [[], [GOOD], "好", None, 7])
def test_what_is_no_object_is_no_answer(said: object) -> None:
    """Then there is nothing to keep, and all of it is asked for again."""
    with pytest.raises(ValidationError):
        ANSWER.model_validate(said)


def test_what_is_too_much_is_left_out() -> None:
    """More points or topics than were asked for cost nothing."""
    found = kinds({**GOOD, "points": GOOD["points"] * 9, "topics": list(TOPICS[:9])})
    assert list(found) == ["f1", "points[1]", "points[2]", "topics"]
    assert Failed not in found.values()


def test_a_reason_says_where_and_what() -> None:
    """In words that a model can follow."""
    answer = ANSWER.model_validate({**GOOD, "points": [{"text": "营收100亿", "at": "s1"}, {"text": "好", "at": "s9"}]})
    reasons = [item.reason for item in answer.items().values() if isinstance(item, Failed)]
    assert reasons == ["text: a digit, or an id that is not in these sentences", "at: not as it stands there, or an id that does not exist"]


@pytest.mark.parametrize(
    "text",
    [*"1 １ 100亿 {f2} {f1 f1} {f1}{f2} ｛f1｝ \" \\ <b>".split(), "{ f1 }", "a\nb", "a\rb", "好\n", "好" * 61, "{f1}" * 9],
)
def test_prose_leaves_no_digit_and_no_foreign_id(text: str) -> None:
    """Neither does it run on, nor break out of its string or line."""
    with pytest.raises(ValidationError):
        TypeAdapter(drafts.prose(["f1"], 60)).validate_python(text)


@pytest.mark.parametrize("text", ["", "营收增长", "营收{f1}", "{f1}{f1}", "好" * 60 + "{f1}" + "好" * 60, "it's “so”, up"])
def test_prose_holds_words_and_ids(text: str) -> None:
    """Whatever else is written stands."""
    assert TypeAdapter(drafts.prose(["f1"], 60)).validate_python(text) == text
    with pytest.raises(ValidationError):
        TypeAdapter(drafts.prose([], 60)).validate_python(text + "{f1}")


# -- the JSON Schema that is sent ---------------------------------------------------------------------------------------

OVERVIEW, THEME = drafts.drawn("overview", ["f1"], ["p1", "p2"], 60), drafts.drawn("t1", [], ["p1"], 60)
DRAWN = answer_of({"overview": several(OVERVIEW, 3), "t1": one(THEME)})
STATED = answer_of({"statements": several(drafts.statement([], ["s1"], 60), 4)})
KEYWORDS = {
    "$defs", "$ref", "title", "type", "properties", "required", "additionalProperties", "items", "minItems", "maxItems", "enum", "const",
    "pattern", "description",
}  # fmt: skip
"""What of Draft 2020-12 these schemas use; servers that turn schemas into grammars know these."""


def parts(schema: dict[str, Any]) -> list[dict[str, Any]]:
    """A schema and every schema in it."""
    held = [*schema.get("properties", {}).values(), *schema.get("$defs", {}).values()]
    held += [schema["items"]] if "items" in schema else []
    return [schema, *(part for one_held in held for part in parts(one_held))]


@pytest.mark.parametrize("answer", [ANSWER, DRAWN, STATED])
def test_the_schema_is_plain_draft_2020_12(answer: type[Answer]) -> None:
    """Objects closed and with all their properties required, references within, patterns that compile, closed lists of distinct values."""
    schema = answer.model_json_schema()
    for part in parts(schema):
        assert part.keys() <= KEYWORDS
        if part.get("type") == "object":
            assert part["additionalProperties"] is False
            assert part["required"] == list(part["properties"])
        if "$ref" in part:
            assert part["$ref"].removeprefix("#/$defs/") in schema["$defs"]
        if "pattern" in part:
            assert part["pattern"][0] + part["pattern"][-1] == "^$"
            assert not re.search(part["pattern"], "7")
        if "enum" in part:
            assert len(set(part["enum"])) == len(part["enum"])
        if part.get("type") == "array":
            assert 1 <= part.get("minItems", 1) <= part["maxItems"]


@pytest.mark.parametrize("answer", [ANSWER, DRAWN, STATED])
def test_the_schema_has_no_titles_but_the_answers_own(answer: type[Answer]) -> None:
    """They would double a prompt; the answer's names the tool to call."""
    schema = answer.model_json_schema()
    assert schema["title"] == "Answer"
    assert [part["title"] for part in parts(schema)[1:] if "title" in part] == []


def test_closed_lists_are_the_contracts_own() -> None:
    """Metrics and topics are those of the vocabulary, and `none` where none fits."""
    schema = ANSWER.model_json_schema()
    label = schema["$defs"]["Label_f1"]["properties"]
    assert label["metric"]["enum"] == [*METRICS, "none"]
    assert label["when"]["enum"] == ["d1", "none"]
    assert label["at"]["const"] == "营收达到{f1}"
    assert next(iter(label)) == "at"
    assert schema["properties"]["topics"]["items"]["enum"] == list(TOPICS)
