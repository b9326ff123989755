#!/bin/sh
# usage: tests/lint.sh SOURCE_DIR LIBRARY
# What a compiler does not say: clang-tidy, shellcheck, mandoc, and some rules
# of the house. LIBRARY is the built libaccueil.a. Exit status: 0 when nothing
# was found. A tool that is missing is a finding: ./bootstrap deps installs them
# all. Part of make lint.
set -u

library=$(realpath "$2") && cd "$1" || exit 2
found=0

# Run one tool; its output is its finding.
look() {
	what=$1
	shift
	if output=$("$@" 2>&1) && [ -z "$output" ]; then
		echo "ok   $what"
	else
		found=$((found + 1))
		printf 'FAIL %s\n%s\n' "$what" "$output"
	fi
}

# Every source, test and header is in a list of Makefile.am.
listed() {
	find src tests -name '*.[ch]' -o -name '*.def' -o -name '*.inc' |
	while read -r file; do
		name=${file%.c}
		grep -qE "(^|[[:space:]])$name(\.c)?([[:space:]]|\$)" Makefile.am ||
		    echo "$file: not in Makefile.am"
	done
}

# A lower room never includes a higher one: "room: what it may not include".
uphill() {
	while IFS=: read -r room higher; do
		[ -d "src/$room" ] || continue
		grep -rnE "#include \"($higher)/" "src/$room"
	done <<-'ROOMS'
		base:store|tenants|agenda|dialog|calls|vapi|gateway|ctl
		store:tenants|agenda|dialog|calls|vapi|gateway|ctl
		tenants:agenda|dialog|calls|vapi|gateway|ctl
		agenda:dialog|calls|vapi|gateway|ctl
		dialog:store|tenants|agenda|calls|vapi|gateway|ctl
		calls:vapi|gateway|ctl
		vapi:gateway|ctl
		gateway:ctl
		ctl:gateway
	ROOMS
	return 0
}

# A foreign library belongs to one room: "header: where it may be included".
fenced() {
	while IFS=: read -r header allowed; do
		grep -rlE "#include <$header>" src | grep -vE "^($allowed)"
	done <<-'LIBRARIES'
		lmdb.h:src/store/
		fcgiapp.h|fcgi_stdio.h:src/gateway/
		libical/ical.h:src/agenda/
		confuse.h:src/tenants/
		curl/curl.h:src/ctl/
	LIBRARIES
	return 0
}

# Nothing of ours has the name of a function of libc: whoever links with both
# would call the wrong one.
shadows() {
	libc=$("${CC:-gcc}" -print-file-name=libc.so.6)
	{
		nm -g --defined-only "$library" | awk 'NF == 3 { print $3 }' |
		    sort -u
		nm -D --defined-only "$libc" | sed 's/.* //; s/@.*//' | sort -u
	} | sort | uniq -d
}

# .clang-tidy says what it looks for. It counts the system's own warnings aloud.
tidy() {
	find src -name '*.c' -print0 |
	    xargs -0 -n 4 -P "$(nproc)" sh -c '
		clang-tidy --quiet "$@" -- -std=c11 -D_GNU_SOURCE -Isrc' sh 2>&1 |
	    grep -vE '^[0-9]+ warnings?( treated as errors)?( generated)?\.?$'
	return 0
}

look "lists of Makefile.am" listed
look "includes run downhill" uphill
look "libraries stay in their rooms" fenced
look "names of libc are left alone" shadows
look clang-tidy tidy
look shellcheck shellcheck bootstrap .ci/run tests/*.sh
look mandoc mandoc -T lint -W warning man/*.[1-8]

[ "$found" -eq 0 ]
