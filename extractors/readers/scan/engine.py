"""The recogniser: pictures of pages in, quadrilaterals of lines; pictures of lines in, text out.

RapidOCR with the PP-OCR models of its own wheel on ONNX Runtime: the most exact of the engines
that run offline on one core. Both are optional. Models are named by path, so that nothing is
ever downloaded. One thread: pages are shared out over processes.
"""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Grey = NDArray[np.uint8]

NEEDED = ("rapidocr", "onnxruntime", "cv2")
DETECTION = "PP-OCRv6_det_small.onnx"
RECOGNITION = "PP-OCRv6_rec_small.onnx"

# Longest side of the picture in which lines are sought. An A4 page at 200 dpi has 2339: at 960
# its 9 pt print is 10 px high and still found; more costs a third of a second and finds nothing
# more. What is overlooked at this size in cells, a lone sign, is sought by `leftover`.
DETECTION_SIDE = 960
# The recogniser pads narrower lines to this width over height. Its own 320 spends half of
# the time on the white beside short cells.
LEAST_WIDTH = 96
LINE_HEIGHT = 48


@dataclass(frozen=True, slots=True)
class Mark:
    """One recognised character: where its middle stands in its line's width, and how sure."""

    text: str
    middle: float  # from 0 (left edge) to 1
    score: float


def is_available() -> bool:
    """Whether pictures can be recognised on this machine."""
    return all(find_spec(name) is not None for name in NEEDED) and all(
        (_models() / name).is_file() for name in (DETECTION, RECOGNITION)
    )


@cache
def revision() -> str:
    """What recognises, as a hash: engine, models and this package's own code."""
    digest = hashlib.sha256()
    for name in ("rapidocr", "onnxruntime", "opencv-python-headless", "opencv-python", "numpy"):
        try:
            digest.update(f"{name} {version(name)}\n".encode())
        except PackageNotFoundError:
            digest.update(f"{name} none\n".encode())
    digest.update(f"{DETECTION} {RECOGNITION}\n".encode())
    for source in sorted(files("extractors.readers.scan").iterdir(), key=lambda part: part.name):
        if source.name.endswith(".py"):
            digest.update(source.name.encode() + b"\0" + source.read_bytes())
    return digest.hexdigest()[:16]


class Engine:
    """The loaded models."""

    def __init__(self) -> None:
        # OpenCV brings its own OpenBLAS, which reserves 170 MB of addresses for threads that
        # nothing here uses; it asks the environment when it is first loaded.
        os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
        import cv2
        import onnxruntime
        from rapidocr import RapidOCR

        # Some builds count their uses in a file of the home and send it; nothing here may.
        onnxruntime.disable_telemetry_events()
        cv2.setNumThreads(1)
        one = "EngineConfig.onnxruntime."
        self._ocr: Any = RapidOCR(
            params={
                "Global.log_level": "critical",
                "Global.use_cls": False,
                "Global.use_preprocess_img": False,
                "Global.use_vertical_padding": False,
                "Det.model_path": str(_models() / DETECTION),
                "Det.limit_type": "max",
                "Det.limit_side_len": DETECTION_SIDE,
                "Rec.model_path": str(_models() / RECOGNITION),
                "Rec.rec_img_shape": [3, LINE_HEIGHT, LEAST_WIDTH],
                one + "intra_op_num_threads": 1,
                one + "inter_op_num_threads": 1,
            }
        )

    def lines(self, grey: Grey) -> list[NDArray[np.float32]]:
        """The corners of each line seen, in pixels: four points clockwise from the top left."""
        import cv2

        found = self._ocr(cv2.cvtColor(grey, cv2.COLOR_GRAY2BGR), use_det=True, use_rec=False)
        return [] if found.boxes is None else list(found.boxes)

    def text(self, grey: Grey) -> tuple[Mark, ...]:
        """What one line says."""
        import cv2

        colour = cv2.cvtColor(grey, cv2.COLOR_GRAY2BGR)
        found = self._ocr(colour, use_det=False, use_rec=True, return_word_box=True)
        if not found.txts or not found.txts[0].strip():
            return ()
        info = found.word_results[0]
        columns = [column for word in info.word_cols for column in word]
        return _marks(found.txts[0], columns, info.confs, info.line_txt_len)


def _marks(text: str, columns: list[int], scores: list[float], width: float) -> tuple[Mark, ...]:
    """Characters with their places; a blank, which has none of its own, stands half way."""
    marks: list[Mark] = []
    places = iter(columns)
    ahead = [
        None if character.isspace() else (next(places) + 0.5) / max(width, 1.0)
        for character in text
    ]
    for index, (character, score) in enumerate(zip(text, scores, strict=True)):
        middle = ahead[index]
        if middle is not None:
            marks.append(Mark(character, min(1.0, middle), score))
            continue
        after = next((place for place in ahead[index:] if place is not None), None)
        if marks and after is not None and marks[-1].text != " ":
            marks.append(Mark(" ", (marks[-1].middle + min(1.0, after)) / 2, score))
    return tuple(marks)


@cache
def engine() -> Engine:
    """The engine, loaded when it is first asked for and kept for the process."""
    return Engine()


def _models() -> Path:
    spec = find_spec("rapidocr")
    if spec is None or spec.origin is None:
        return Path()
    return Path(spec.origin).parent / "models"
