"""Counts lines of table cells that end inside a word. Each row of a file is a text and, behind a tab, the numbers of
characters at which its lines end. Words are Janome's (the IPA dictionary)."""

import sys
from collections import Counter

from janome.tokenizer import Tokenizer

# Of all wraps, in hundredths.
MOST = 4.0


def inside(tokenizer, text, ends):
    """The ends that stand inside a word, each with the word."""
    start = 0
    for word in tokenizer.tokenize(text, wakati=True):
        stop = start + len(word)
        for end in ends:
            # A run that the dictionary does not know is a word where it is of letters alone.
            if start < end < stop and word.isalpha():
                yield end, word
        start = stop


def main(paths):
    tokenizer = Tokenizer()
    wraps, torn = 0, Counter()
    for path in paths:
        for row in open(path, encoding="utf-8"):
            text, _, ends = row.rstrip("\n").partition("\t")
            ends = [int(end) for end in ends.split(",") if end]
            wraps += len(ends)
            for end, word in inside(tokenizer, text, ends):
                torn[f"{text[:end]}|{text[end:]} ({word})"] += 1
    count = sum(torn.values())
    share = 100 * count / max(wraps, 1)
    for text, times in torn.most_common(20):
        print(f"  {times} x {text}")
    print(f"wraps: {count} of {wraps} inside a word ({share:.2f} %, at most {MOST} %)")
    return 0 if wraps and share <= MOST else 1


if __name__ == "__main__":
    if len(sys.argv) < 2:
        print("usage: wraps cells.tsv...", file=sys.stderr)
        sys.exit(2)
    sys.exit(main(sys.argv[1:]))
