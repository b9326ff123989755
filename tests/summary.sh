#!/bin/sh
# usage: tests/summary.sh BUILD_DIR
# What make check ran in BUILD_DIR: each runner's own closing line, what the
# modules of hear/ counted over their tables, then one line of sums, "N passed,
# N failed". Exit status: 1 when a test failed or was skipped, or when there was
# none.
set -eu

cd "$1"
for log in tests/*.log; do
	[ -e "$log" ] || continue
	grep -v "(exit status: " "$log" | tail -n 1 | sed "s|^|${log%.log}: |"
done

echo
grep -h "^hear/" tests/*.log || true
echo

count() {
	cat tests/*.trs 2>/dev/null | grep -c "^:test-result: $1" || true
}
passed=$(count PASS)
failed=$(($(count FAIL) + $(count ERROR)))
skipped=$(count SKIP)

echo "$passed passed, $failed failed, $skipped skipped"
[ "$passed" -gt 0 ] && [ "$failed" -eq 0 ] && [ "$skipped" -eq 0 ]
