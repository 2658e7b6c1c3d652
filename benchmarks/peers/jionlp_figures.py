"""jionlp: the figures of each text, amounts of money and lengths of time, which is what its extractors know.

Traditional goes in as Simplified, and without the blanks beside Chinese characters (a letter-spaced text has nothing but those).
"""

import contextlib
import json
import re
import sys

CURRENCIES = {"元": "CNY", "人民币": "CNY", "美元": "USD", "港元": "HKD", "港币": "HKD", "日元": "JPY", "欧元": "EUR", "英镑": "GBP"}


def main() -> None:
    texts = json.load(sys.stdin)
    with contextlib.redirect_stdout(sys.stderr):
        import jionlp as jio

        answers = [spaced(jio, text) for text in texts]
    json.dump(answers, sys.stdout)


BLANK = re.compile(r"(?<=[一-鿿])\s+|\s+(?=[一-鿿])")


def spaced(jio, text):
    """The figures with their places in ``text``, found in it without its blanks."""
    left_out = {at for match in BLANK.finditer(text) for at in range(*match.span())}
    kept = [at for at in range(len(text)) if at not in left_out]
    squeezed = jio.tra2sim("".join(text[at] for at in kept), mode="char")
    return [
        {**one, "start": kept[one["start"]], "end": kept[one["end"] - 1] + 1} for one in figures(jio, squeezed)
    ]


def figures(jio, text):
    found = []
    for one in jio.ner.extract_money(text):
        num, unit = one["detail"]["num"], CURRENCIES.get(one["detail"]["case"], one["detail"]["case"])
        found.append(figure(one["offset"], num if isinstance(num, list) else [num], unit))
    for one in jio.ner.extract_time(text):
        if one["type"] != "time_delta":
            # points and spans of time are dates, and no figures
            continue
        times = one["detail"]["time"]
        ends = times if isinstance(times, list) else [times]
        units = {unit for end in ends for unit in end}
        if len(units) == 1:
            unit = units.pop()
            found.append(figure(one["offset"], [end[unit] for end in ends], unit))
    return found


def figure(offset, ends, unit):
    numbers = [float(end) for end in ends]
    return {
        "start": offset[0], "end": offset[1], "value": numbers[0], "value_max": numbers[1] if len(numbers) > 1 else None, "unit": unit,
    }


main()
