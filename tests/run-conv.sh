#!/bin/sh
# Plays every conversation script against a throw-away store. Exit status: 0
# when all of them went as written, 1 when one did not. Part of make check;
# alone: top_builddir=build tests/run-conv.sh [FILE.conv ...]
set -u

source_dir=$(cd "$(dirname "$0")" && pwd)
accueilctl=${top_builddir:-.}/accueilctl
passed=0
failed=0

[ $# -gt 0 ] || set -- "$source_dir"/conv/*.conv
for script in "$@"; do
	if output=$("$accueilctl" play "$script" 2>&1); then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		printf 'FAILED %s\n%s\n' "$script" "$output"
	fi
done

echo "conversations: $passed passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
