"""How much the reader of council documents finds, and how much of it is right, over a corpus.

Recall and precision per kind of item, and how often what else is said of an item agrees. Run:
make bench-reader (CORPUS=folder measures another; MISSES=1 lists what was missed and what differs;
RECORD=1 writes what was measured beside the documents, where the tests look).
"""

import argparse
import sys
import time
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from tests.reader.scoring import MEASURED, counts, documents, table, whole  # noqa: E402, the scoring lies with the tests


def main() -> int:
    """Print the scores of each set of the corpus."""
    asked = _arguments()
    for folder in asked.folders:
        paths = [path for path in documents(folder) if asked.only in path.name]
        start = time.process_time()
        scores = whole(paths)
        print(
            f"\n{folder.name}: {len(paths)} documents, {time.process_time() - start:.1f} s of processor time"
        )
        print("\n".join(table(scores)))
        if asked.record:
            found = {kind: counts(score) for kind, score in scores.items()}
            (folder / MEASURED).write_text(yaml.safe_dump(found, sort_keys=False), encoding="utf-8")
        if asked.misses:
            for kind, score in scores.items():
                print("\n".join([f"\n{kind}", *score.missed]))
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", type=Path, nargs="*", help="folders with documents and what they say")
    parser.add_argument("--only", default="", help="documents whose name holds this")
    parser.add_argument("--misses", action="store_true", help="list what differs")
    parser.add_argument("--record", action="store_true", help="write what was measured beside the documents")
    asked = parser.parse_args()
    corpus = ROOT / "tests" / "reader" / "corpus"
    asked.folders = asked.folders or sorted(path for path in corpus.iterdir() if path.is_dir())
    return asked


if __name__ == "__main__":
    raise SystemExit(main())
