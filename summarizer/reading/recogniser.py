"""The recogniser of letters: where text stands on a picture, and what it says. Its models lie in its wheel; nothing is fetched."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import InputError
from ..patterns import lazy
from .extras import INSTALL

if TYPE_CHECKING:
    from .straighten import Pixels

DETECTION_SIDE = 1760
"""Pixels of the longer side when text is looked for: A4 at 150 dpi. Letters are read at the full size."""
_TALL = 2.0
"""Times its width: what is higher is no page but a strip of several."""
_STRIPS = 6
_UPSIDE_DOWN = 0.9
_WEAK = 5
_AMBIGUOUS = lazy(r"(?<![\d.,])[1-9]\d{0,2}\.\d{3}(?![\d.])")
"""A point before three digits: small print makes a point of a comma, and the number a thousandth."""
_AMBIGUOUS_AT_MOST = 0.8
_NUMBER = lazy(r"\d(?:[.,，:：/%％-]?\d)*[%％]?")


@dataclass(frozen=True, slots=True)
class Recognised:
    """What a strip says."""

    text: str
    confidences: tuple[float, ...]
    """0 to 1, one a character."""
    columns: tuple[float, ...]
    """Where each character stands, as a share of the strip's width; empty where that is not known."""

    @property
    def mean(self) -> float:
        return sum(self.confidences) / len(self.confidences) if self.confidences else 0.0

    @property
    def weakest(self) -> float:
        """The mean of the least sure letters and digits in a row, or the least sure character of a number where that is less.

        A wrong letter in a long line hardly moves the line's mean, and a wrong digit is worth a look whatever stands around it.
        """
        letters = [sure for letter, sure in zip(self.text, self.confidences, strict=True) if letter.isalnum()]
        runs = [letters[at : at + _WEAK] for at in range(max(1, len(letters) - _WEAK + 1))] if letters else [list(self.confidences)]
        figures = [sure for number in _NUMBER.finditer(self.text) for sure in self.confidences[number.start() : number.end()]]
        if _AMBIGUOUS.search(self.text):
            figures.append(_AMBIGUOUS_AT_MOST)
        return min([self.mean, *figures, *(sum(run) / len(run) for run in runs if run)])


class Recogniser:
    """One set of loaded models. Calls from several threads wait for one another: each uses all cores anyway."""

    def __init__(self) -> None:
        import logging

        import rapidocr
        from omegaconf import flag_override

        models = Path(rapidocr.__file__).parent / "models"
        paths = {part: sorted(models.glob(f"*{part.lower()}*.onnx")) for part in ("Det", "Rec", "Cls")}
        if not all(paths.values()):
            # handed over loaded, a model is never downloaded
            raise InputError(f"the recogniser of images came without its models; mend it: {INSTALL} --force-reinstall")
        params = {
            "Global.log_level": "critical",
            "Global.max_side_len": 100_000,  # sizes are settled before
            "Global.return_word_box": True,
            "Rec.rec_batch_num": _STRIPS,
        }
        self._engine = rapidocr.RapidOCR(params=params)
        logging.getLogger("RapidOCR").setLevel(logging.CRITICAL)
        with flag_override(self._engine.cfg, "allow_objects", True):
            for part, found in paths.items():
                self._engine.cfg[part].session = _session(found[-1])
        self._lock = threading.Lock()

    def boxes(self, pixels: Pixels) -> Pixels:
        """Where lines of text stand: n × 4 corners, clockwise from the top left, in pixels."""
        import numpy as np

        found = []
        for top, bottom in _bands(pixels):
            quads = self._boxes(pixels[top:bottom])
            quads[:, :, 1] += top
            found.append(quads)
        return np.concatenate(found)

    def _boxes(self, pixels: Pixels) -> Pixels:
        import cv2
        import numpy as np

        scale = min(1.0, DETECTION_SIDE / max(pixels.shape[:2]))
        small = pixels if scale == 1.0 else cv2.resize(pixels, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
        with self._lock:
            # what it returns depends on what is asked of it
            found: Any = self._engine(np.ascontiguousarray(small), use_det=True, use_cls=False, use_rec=False)
        if found.boxes is None or not len(found.boxes):
            return np.zeros((0, 4, 2), np.float32)
        return np.asarray(found.boxes, dtype=np.float32) / np.float32(scale)

    def read(self, strips: Sequence[Pixels]) -> list[Recognised]:
        """What each strip says."""
        if not strips:
            return []
        with self._lock:
            result: Any = self._engine.recognize_txt(list(strips))
        read = []
        for text, score, words in zip(result.txts, result.scores, result.word_results, strict=True):
            confidences = tuple(words.confs) if text and len(words.confs) == len(text) else (float(score),) * len(text)
            columns = iter([column for word in words.word_cols for column in word])
            places = [None if letter.isspace() else next(columns, None) for letter in text]
            length = words.line_txt_len or 1.0
            known = all(place is not None or letter.isspace() for place, letter in zip(places, text, strict=True))
            read.append(Recognised(text, confidences, tuple((place or 0) / length for place in places) if known else ()))
        return read

    def upside_down(self, strips: Sequence[Pixels]) -> bool:
        """Whether most of the strips stand on their head."""
        if not strips:
            return False
        with self._lock:
            _, verdicts = self._engine.cls_and_rotate(list(strips))
        turned = sum(1 for label, score in verdicts.cls_res or () if "180" in label and score > _UPSIDE_DOWN)
        return turned * 2 > len(strips)


def _bands(pixels: Pixels) -> list[tuple[int, int]]:
    """Parts of a picture much higher than wide, a screen that was scrolled: cut between lines, each no higher than a page."""
    import numpy as np

    high, wide = pixels.shape[:2]
    if high <= _TALL * wide:
        return [(0, high)]
    light = pixels.min(axis=2)
    # how much of each row is no ground; a table's borders are in every row
    inked = (np.abs(light.astype(np.int16) - int(np.median(light[:: max(1, high // 500)]))) > 60).mean(axis=1)
    bands, top = [], 0
    while high - top > _TALL * wide:
        first, last = top + wide, top + int(_TALL * wide)
        window = inked[first:last]
        # of the emptiest rows the middle of the longest stretch
        empty = np.flatnonzero(window <= np.min(window) + 0.002)
        stretch = max(np.split(empty, np.flatnonzero(np.diff(empty) > 1) + 1), key=len)
        cut = first + int(stretch[len(stretch) // 2])
        bands.append((top, cut))
        top = cut
    return [*bands, (top, high)]


def _session(model: Path) -> Any:
    from onnxruntime import InferenceSession, SessionOptions  # type: ignore[import-untyped]  # comes without types

    options = SessionOptions()
    options.log_severity_level = 4
    options.enable_cpu_mem_arena = False  # twice the memory for nothing
    # threads that spin while they wait take the cores from whatever else runs, another document's recognition above all
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return InferenceSession(str(model), options, providers=["CPUExecutionProvider"])


@cache
def recogniser() -> Recogniser:
    """The one of this process: loading the models takes a second."""
    return Recogniser()
