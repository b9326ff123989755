"""accueilctl hear: one JSON object a line, with these members and no other."""

import json
import subprocess

import pytest

from server import ACCUEILCTL

OFFER = "vendredi 14:00|lundi 09:00|mardi 16:00"
NOTHING = {"value": None, "sure": True}


def hear(*sentences):
    done = subprocess.run(
        [ACCUEILCTL, "hear", "--json", "--now", "2026-03-02T09:00:00+01:00",
         "--offer", OFFER], input="\n".join(sentences) + "\n",
        capture_output=True, text=True, check=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_each_line_is_one_object():
    heard = hear("oui", "", "bonjour")
    assert [one["text"] for one in heard] == ["oui", "", "bonjour"]
    assert all(list(one) == ["text", "phone", "email", "yesno", "intent",
                             "name", "when", "choice"] for one in heard)


@pytest.mark.parametrize("said, member, value", [
    ("zéro six trente-neuf quatre-vingt-dix-huit zéro un quatorze", "phone",
     {"value": "+33639980114", "sure": True}),
    ("bonjour", "phone", NOTHING),
    ("jean point dupont arobase gmail point com", "email",
     {"value": "jean.dupont@gmail.com", "sure": True}),
    ("c'est Jean Dupont", "name", {"value": "Jean Dupont", "sure": True}),
    ("je voudrais un rendez-vous", "name", NOTHING),
    ("absolument pas", "yesno", "no"),
    ("tout à fait", "yesno", "yes"),
    ("bonjour", "yesno", "unsure"),
    ("j'ai un empêchement", "intent", "CANCEL"),
    ("bonjour", "when", None),
    ("le deuxième", "choice", 2),
    ("aucun", "choice", None),
    ("oui", "choice", "unsure"),
    ("bonjour", "choice", None),
])
def test_what_is_heard(said, member, value):
    assert hear(said)[0][member] == value
