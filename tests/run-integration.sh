#!/bin/sh
# Runs the integration tests: real nginx, real workers. Part of make check;
# alone: top_builddir=build tests/run-integration.sh [pytest's own options]
# Exit status: pytest's; 77 (skipped) when nginx, spawn-fcgi or pytest is not
# installed.
set -u

source_dir=$(cd "$(dirname "$0")" && pwd)
python=${PYTHON3:-/usr/bin/python3}
PATH=$PATH:/usr/sbin:/sbin

for tool in nginx spawn-fcgi; do
	command -v "$tool" >/dev/null || {
		echo "skipped: $tool is not installed"
		exit 77
	}
done
"$python" -c 'import pytest' 2>/dev/null || {
	echo "skipped: $python has no pytest"
	exit 77
}

ACCUEIL_SOURCE=$(dirname "$source_dir")
ACCUEIL_BUILD=$(cd "${top_builddir:-.}" && pwd)
export PATH ACCUEIL_SOURCE ACCUEIL_BUILD
export PYTHONDONTWRITEBYTECODE=1
exec "$python" -m pytest -p no:cacheprovider -q "$@" "$source_dir/integration"
