"""Last: no number and no spoken words in any log of the whole run."""

import privacy


def test_the_check_itself_finds_what_it_looks_for():
    privacy.remember({"messages": [
        {"role": "user", "content": "Une phrase que personne ne dit"},
        {"customer": {"number": "+33199009999"}}]})
    for leak in ["say=une phrase QUE personne", "to=+33199009999",
                 "n=01 99 00 99 99", "n=0033199009999 x", "n=01.99.00.99.99"]:
        assert privacy.found_in(leak), leak
    assert not privacy.found_in("caller=+33•••••••99 state=START ms=199")


def test_no_log_of_the_run_holds_a_number_or_a_spoken_word(run_dir):
    logs = [path for path in run_dir.rglob("*.log*") if path.is_file()]
    numbers, rows = privacy.remembered()
    assert logs and numbers > 1 and rows > 1
    faults = {f"{path.parent.name}/{path.name}": found for path in logs
              if (found := privacy.found_in(path.read_text(errors="replace")))}
    assert faults == {}
