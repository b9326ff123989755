"""What callers' numbers and words were sent, and where they may not be found.

Every body that the tests send passes through remember(); at the end of the run
test_99_privacy.py asks found_in() about every log.
"""

import json
import re
import unicodedata

_numbers = set()   # the last nine digits of each
_shingles = set()  # three words in a row, of each sentence

SPOKEN = {"content", "message", "transcript", "input", "output", "summary"}
WORDS_IN_A_ROW = 3
# A number in any grouping: 9 digits or more with at most two separators
# between them.
NUMBER = re.compile(r"\d(?:[ .()/-]{0,2}\d){8,}")


def _digits(text):
    return re.sub(r"\D", "", text)


def _words(text):
    plain = unicodedata.normalize("NFKD", text.lower())
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    return re.findall(r"[a-z0-9]+", plain)


def _rows(text):
    words = _words(text)
    return {" ".join(words[i:i + WORDS_IN_A_ROW])
            for i in range(len(words) - WORDS_IN_A_ROW + 1)}


def _walk(value, key=""):
    if isinstance(value, dict):
        for name, member in value.items():
            yield from _walk(member, name)
    elif isinstance(value, list):
        for member in value:
            yield from _walk(member, key)
    elif isinstance(value, str):
        yield key, value


def remember(body):
    """Note the numbers and the sentences of a request's body."""
    if isinstance(body, (str, bytes)):
        try:
            body = json.loads(body)
        except ValueError:
            return
    for key, text in _walk(body):
        if re.search(r"\+\d{7}", text) or key in SPOKEN:
            _numbers.update(_digits(n)[-9:] for n in NUMBER.findall(text))
        if key in SPOKEN:
            _shingles.update(_rows(text))


def remembered():
    return len(_numbers), len(_shingles)


def found_in(log):
    """What a log should not hold: a list of its lines' faults, masked."""
    faults = []
    for number, line in enumerate(log.splitlines(), 1):
        for candidate in NUMBER.findall(line):
            digits = _digits(candidate)
            if any(known in digits for known in _numbers):
                faults.append(f"line {number}: a number ending in "
                              f"{digits[-2:]}")
        for row in _rows(line) & _shingles:
            faults.append(f"line {number}: words beginning {row[:4]}...")
    return faults
