"""One case: documents, the size of the screen, and what is done; to a file and back."""

import base64
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from random import Random

from tests.fuzz.documents import make_documents
from tests.fuzz.steps import Step, make_steps

_SIZES = ((80, 24), (120, 36), (40, 15), (100, 30), (200, 60), (20, 8), (1, 1), (7, 3), (300, 5))


@dataclass(frozen=True)
class Case:
    """What is read and done."""

    name: str
    """The seed and the number of the case."""
    size: tuple[int, int]
    """Columns and rows at the start."""
    documents: Mapping[str, bytes]
    """The files of the folder that is read, by name."""
    steps: tuple[Step, ...]

    def write(self, folder: Path) -> None:
        """Write the documents into a folder."""
        for name, data in self.documents.items():
            (folder / name).write_bytes(data)

    def save(self, path: Path) -> None:
        """Save the case to a file."""
        whole = asdict(self) | {"documents": {n: _text(d) for n, d in self.documents.items()}}
        path.write_text(json.dumps(whole, indent=1, default=_text), "ascii")

    @classmethod
    def load(cls, path: Path) -> "Case":
        """Return the case that was saved to a file."""
        whole = json.loads(path.read_text("ascii"))
        documents = {name: base64.b64decode(text) for name, text in whole["documents"].items()}
        steps = tuple(
            Step(kind, base64.b64decode(value) if kind == "write" else value)
            for kind, value in whole["steps"]
        )
        return cls(whole["name"], tuple(whole["size"]), documents, steps)


def make_case(seed: int, number: int, count: int) -> Case:
    """Return a case of some steps; the same for the same numbers."""
    random = Random(f"{seed}/{number}")
    documents = make_documents(random)
    steps = tuple(make_steps(random, next(iter(documents.values())), count))
    size = _SIZES[0] if random.random() < 0.5 else random.choice(_SIZES)
    return Case(f"{seed}-{number}", size, documents, steps)


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")
