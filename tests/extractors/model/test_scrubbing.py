"""Nothing that must not be kept is kept."""

from __future__ import annotations

import asyncio
import json
import re
import tempfile
from pathlib import Path
from typing import Any

import httpx2
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from summarizer.extractors.model.cassettes import RecordingTransport, ReplayingTransport
from summarizer.extractors.model.request_key import canonical, digest
from summarizer.extractors.model.scrubbing import Echoes, scrubbed, unescaped, without_material

TOKEN = st.text("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-", min_size=16, max_size=40).filter(
    lambda text: len(set(text)) > 6
)
SEGMENT = st.text("abcdefgh昆仑_-", min_size=3, max_size=8)
POSIX = st.builds(
    "/{}/{}/{}".format,
    st.sampled_from(["home", "Users", "root", "tmp", "var", "opt", "work", "data"]),
    SEGMENT,
    SEGMENT,
)
WINDOWS = st.builds(
    "{}:{}Users{}{}{}file".format, st.sampled_from("CDz"), *[st.sampled_from(["\\", "/"])] * 2, SEGMENT, st.just("\\")
)
AROUND = st.sampled_from(["", " ", "'", '"', "(", "file://", "在"])
PROSE = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=30)


def exchange(
    folder: str, headers: dict[str, str], response: httpx2.Response
) -> tuple[str, httpx2.Response, httpx2.Response]:
    """What a cassette holds of one exchange, and the answer when it is recorded and when it is replayed."""
    request = {"model": "m", "messages": [{"role": "user", "content": "x"}]}

    async def send(transport: httpx2.AsyncBaseTransport) -> httpx2.Response:
        async with httpx2.AsyncClient(transport=transport) as http:
            return await http.post("http://x/chat/completions", json=request, headers=headers)

    recorded = asyncio.run(send(RecordingTransport(httpx2.MockTransport(lambda _: response), folder)))
    text = (Path(folder) / "requests.yaml").read_text(encoding="utf-8")
    return text, recorded, asyncio.run(send(ReplayingTransport(folder)))


@settings(max_examples=40)
@given(
    key=TOKEN,
    cookie=TOKEN,
    organisation=TOKEN,
    path=st.one_of(POSIX, WINDOWS),
    around=AROUND,
    prose=PROSE,
    error=st.booleans(),
)
def test_no_secret_and_no_path_whatever_comes(
    key: str, cookie: str, organisation: str, path: str, around: str, prose: str, error: bool
) -> None:
    """Keys, cookies, organisations and absolute paths are in no cassette, be they in headers, in a message or in an answer."""
    said = f"{prose} {key} {around}{path} {cookie}; {organisation}"
    body: dict[str, Any] = {
        "choices": [{"message": {"content": json.dumps({"a": said})}}],
        "model": path,
        "path": path,
        "key": key,
    }
    if error:
        body = {"error": {"message": said, "code": key, "param": path, "type": organisation}}
    sent = {"authorization": f"Bearer {key}", "cookie": f"session={cookie}", "openai-organization": organisation}
    back = {
        "set-cookie": f"session={cookie}",
        "openai-organization": organisation,
        "x-path": key,
        "content-type": "application/json",
    }
    with tempfile.TemporaryDirectory() as folder:
        text, recorded, replayed = exchange(
            folder, sent, httpx2.Response(400 if error else 200, headers=back, json=body)
        )
    for secret in (key, cookie, organisation, path):
        assert secret not in text
        assert json.dumps(secret)[1:-1] not in text
    assert not re.search(r"(?:^|[\s'\"(])/(?:home|Users|root|tmp|var|opt|work|data)/", text)
    assert recorded.json() == replayed.json()


@settings(max_examples=40)
@given(
    st.text(
        st.characters(codec="utf-8", include_characters="昆仑萬億％𠮷😀", exclude_categories=["Cs", "Cc", "Zl", "Zp"]),
        max_size=60,
    ).filter(lambda answer: not re.search(r"\\[A-Za-z][^\\]+\\", answer))  # what looks like a server's folder is scrubbed
)
@example("\\0\\")
def test_answers_are_kept_to_the_letter_and_legible(answer: str) -> None:
    """Whatever a model writes comes back as it was; whatever can be read is not escaped."""
    content = json.dumps({"gist": answer}, ensure_ascii=False)
    with tempfile.TemporaryDirectory() as folder:
        text, _, replayed = exchange(
            folder, {}, httpx2.Response(200, json={"choices": [{"message": {"content": content}}]})
        )
    assert replayed.json()["choices"][0]["message"]["content"] == content
    assert "!!" not in text.replace(answer, "")
    for character in set(answer) & set("昆仑萬億％𠮷😀"):
        assert character in text


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=10,
)


@given(JSON, st.randoms())
def test_the_canonical_form_knows_no_order_of_keys(value: Any, random: Any) -> None:
    """Nor any white space; it is JSON of the same value."""

    def shuffled(part: Any) -> Any:
        if isinstance(part, dict):
            items = [(name, shuffled(inner)) for name, inner in part.items()]
            random.shuffle(items)
            return dict(items)
        return [shuffled(inner) for inner in part] if isinstance(part, list) else part

    other = json.loads(json.dumps(shuffled(value), indent=random.choice([None, 1, 4])))
    assert canonical(other) == canonical(value)
    assert digest(other) == digest(value)
    assert json.loads(canonical(value)) == value


@pytest.mark.parametrize(
    "text",
    [
        "B端/C端/G端 增长 35%/年",
        "收入/利润 /data 与 https://a.example/home/index.html",
        "Bearer bonds and key-performance indicators",
        "Q:\\n回答 A:\\temp",
        "about 1/2 of it, and/or/both",
    ],
)
def test_prose_is_left_alone(text: str) -> None:
    """What only looks like a path or a key stays."""
    assert scrubbed(text) == text


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("/home/me/models/small.gguf", "…/small.gguf"),
        ("in /home/me, (/Users/me/a b)", "in …, (…/a b)"),
        ("C:\\Users\\me\\x.txt", "…/x.txt"),
        ('{"p": "C:\\\\Users\\\\me\\\\x.txt"}', '{"p": "…/x.txt"}'),
        ("\\\\server\\share\\x", "…/x"),
        ("key sk-abcdefgh12345678.", "key [key]."),
        ("half \ud800 a pair", "half \ufffd a pair"),
    ],
)
def test_what_is_scrubbed(text: str, left: str) -> None:
    """Of a path its last part stays, so that a model's file still has a name."""
    assert scrubbed(text) == left


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ('"\\u6bdb\\u5229\\ud842\\udfb7"', '"毛利𠮷"'),
        ('"\\\\u6bdb \\u0022\\u000a\\u200b \\ud842 \\u004"', '"\\\\u6bdb \\"\\n\\u200b \\ud842 \\u004"'),
    ],
)
def test_what_can_be_read_is_not_escaped(text: str, read: str) -> None:
    """Some models escape every character; their answers are the same without."""
    assert unescaped(text) == read


def test_echoes_come_back() -> None:
    """A constant of the schema is told by its digest, and put back for whoever has the schema."""
    constant = '他说"好"，\n增长 35%'
    echoes = Echoes({"properties": {"f1": {"const": constant}, "kind": {"enum": ["level", "两 词"]}}})
    answer = json.dumps({"f1": constant, "kind": "level", "more": "两 词"}, ensure_ascii=False)
    hidden = echoes.hidden(answer)
    assert "增长" not in hidden
    assert "level" in hidden
    assert "两" not in hidden
    assert echoes.shown(hidden) == answer


def test_a_message_does_not_repeat_the_material() -> None:
    """A run of a dozen characters of it is taken out, a shorter one is a word."""
    assert (
        without_material("bad input: 'the quarterly revenue rose' here", "… the quarterly revenue rose by")
        == "bad input: '[…]' here"
    )
    assert without_material("response_format", "format") == "response_format"
