"""The agenda behind the tools, as the office sees it."""

import re
import subprocess

from server import ACCUEILCTL, CONFIGURATION
from test_83_tools import ask

AGENDA = CONFIGURATION.rstrip().removesuffix("}}") + """
    agenda = yes  notice = 0m
    hours {{ mon = "09:00-12:00" tue = "09:00-12:00" wed = "09:00-12:00"
             thu = "09:00-12:00" fri = "09:00-12:00" }}
}}
"""


def agenda_server(new_server):
    server = new_server()
    server.configure(AGENDA)
    return server.start()


def first_slot(server, call):
    line, error = ask(server, call, "slots", "get_slots",
                      text="le plus tôt possible")
    assert not error, line
    return re.search(r"\(slot (\S+)\)", line).group(1)


def test_what_is_booked_is_in_the_office_s_agenda(new_server):
    server = agenda_server(new_server)
    slot = first_slot(server, "a")
    line, error = ask(server, "a", "book", "book", slot=slot,
                      name="Claire Lefèvre", text="un vaccin")
    assert not error and "réservé" in line
    again, _ = ask(server, "a", "book", "book", slot=slot,
                   name="Claire Lefèvre", text="un vaccin")
    assert again == line
    listed = server.ctl("agenda", "list", "demo").stdout.splitlines()
    assert len(listed) == 1
    assert listed[0].startswith(slot.replace("T", " "))
    assert "Claire Lefèvre" in listed[0] and "un vaccin" in listed[0]
    calendar = server.ctl("agenda", "export", "demo").stdout
    assert calendar.startswith("BEGIN:VCALENDAR")
    assert slot.replace("-", "").replace(":", "") in calendar

    line, error = ask(server, "b", "late", "book", slot=slot, name="Paul Roi")
    assert error and "rien n'a été réservé" in line
    line, error = ask(server, "a", "undo", "cancel", name="Lefèvre")
    assert not error and "annulé" in line
    assert server.ctl("agenda", "list", "demo").stdout == ""


def test_busy_times_that_are_imported_are_not_offered(new_server):
    server = agenda_server(new_server)
    slot = first_slot(server, "a")
    start = slot.replace("-", "").replace(":", "")
    event = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//essai//FR",
             "BEGIN:VEVENT", "UID:1@example.org", f"DTSTAMP:{start}00Z",
             f"DTSTART;TZID=Europe/Paris:{start}00", "DURATION:PT30M",
             "SUMMARY:absent", "END:VEVENT", "END:VCALENDAR", ""]
    done = subprocess.run(
        [ACCUEILCTL, "-c", str(server.conf), "agenda", "import", "demo"],
        input="\r\n".join(event), capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert done.stdout == "1 busy times\n"
    assert first_slot(server, "b") != slot


def test_an_office_without_an_agenda_says_so(new_server):
    server = new_server().start()
    refused = server.ctl("agenda", "list", "demo")
    assert refused.returncode == 1
    assert "agenda = yes" in refused.stderr
