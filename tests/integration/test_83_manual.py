"""accueil-vapi(7) says what each line of the log means, and no others do."""

import re

from server import SOURCE

EVENTS = [
    r'log_event\(\s*[^,]+,\s*"([A-Z_]+)"',
    r'"(CALLER_ID_PERSISTED\w*)"',
    r'"(\[QUALIF\] [^"]+)"',
]


def logged():
    source = "\n".join(path.read_text() for path in SOURCE.glob("src/**/*.c"))
    return {event for pattern in EVENTS
            for event in re.findall(pattern, source)}


def explained():
    manual = (SOURCE / "man/accueil-vapi.7").read_text()
    log = manual[manual.index(".Sh THE LOG"):manual.index(".Sh EXAMPLES")]
    return {event.replace(r"\(->", "→")
            for event in re.findall(r"^\.It Li (.+)$", log, re.M)}


def test_the_manual_explains_the_events_of_the_log():
    assert explained() == logged()
