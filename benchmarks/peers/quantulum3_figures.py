"""quantulum3: the quantities of each text. A range comes as its middle and half its width, and is told by its ends."""

import json
import sys
import warnings

warnings.simplefilter("ignore")
UNITS = {"percentage": "%", "dollar": "USD", "dimensionless": None, "basis point": "bps"}


def main() -> None:
    from quantulum3 import parser

    json.dump([[figure(one) for one in parser.parse(text)] for text in json.load(sys.stdin)], sys.stdout)


def figure(one):
    wide = one.uncertainty or 0
    unit = UNITS.get(one.unit.name, one.unit.name)
    return {
        "start": one.span[0], "end": one.span[1], "unit": unit,
        "value": one.value - wide, "value_max": one.value + wide if wide else None,
    }


main()
