"""The programs' own switches and exit statuses."""

import re
import subprocess

import pytest

from server import ACCUEILCTL, ACCUEILD, SOURCE


def run(*args):
    return subprocess.run(args, capture_output=True, text=True)


def test_a_good_configuration_passes(new_server):
    assert run(ACCUEILD, "-t", "-c", new_server().conf).returncode == 0


@pytest.mark.parametrize("bad", ['nonsense = 1', 'worker {{ threads = 0 }}',
                                 'tenant "x" {{ numbers = {{ "12" }} }}'])
def test_a_bad_configuration_is_refused_with_its_line(new_server, bad):
    server = new_server()
    server.configure("auth = none\n\n" + bad + "\n")
    tested = run(ACCUEILD, "-t", "-c", server.conf)
    assert tested.returncode == 1
    assert "accueil.conf:3" in tested.stderr


def test_the_configuration_in_force_can_be_read_back(new_server):
    server = new_server()
    printed = run(ACCUEILD, "-T", "-c", server.conf)
    assert printed.returncode == 0
    server.conf.write_text(printed.stdout)
    again = run(ACCUEILD, "-T", "-c", server.conf)
    assert (again.returncode, again.stdout) == (0, printed.stdout)


@pytest.mark.parametrize("program", [ACCUEILD, ACCUEILCTL])
def test_help_and_version_are_told(program):
    told = run(program, "--help")
    assert told.returncode == 0 and "usage" in told.stdout.lower()
    told = run(program, "--version")
    assert told.returncode == 0 and "0.1.0" in told.stdout


@pytest.mark.parametrize("program", [ACCUEILD, ACCUEILCTL])
def test_wrong_usage_exits_2(program):
    assert run(program, "--no-such-option").returncode == 2


def test_check_looks_at_the_store(server):
    assert server.ctl("check").returncode == 0


def test_an_unknown_call_is_not_shown(server):
    assert server.ctl("call", "show", "no-such-call").returncode == 1


def test_say_takes_a_turn_without_http(server, call_id):
    server.call(call_id, "+33639980171")
    said = server.ctl("say", call_id, "Bonjour, je voudrais un rendez-vous")
    assert said.returncode == 0, said.stderr
    kept = server.session(call_id)
    assert (kept["state"], kept["turns"]) == ("QUALIF_NAME", 1)


def test_the_manual_describes_every_setting(server):
    printed = run(ACCUEILD, "-T", "-c", server.conf).stdout
    settings = set(re.findall(r"^\s*(\w+)\s*=", printed, re.M))
    manual = (SOURCE / "man/accueil.conf.5").read_text()
    described = set(" ".join(re.findall(r"^\.It Ic (.*)", manual, re.M))
                    .replace(",", " ").split())
    assert settings and settings - described == set()
