"""Programs of tests/integration/node, run by Node with the npm packages that
bootstrap puts into the build directory."""

import json
import os
import shutil
import subprocess

import pytest

from server import BUILD, SOURCE

SCRIPTS = SOURCE / "tests/integration/node"
PACKAGES = BUILD / "node"

needs_node = pytest.mark.skipif(
    shutil.which("node") is None or not (PACKAGES / "node_modules").is_dir(),
    reason="node, or its packages (./bootstrap check), are not here")


def run(script, *arguments, given, **environment):
    """What the script prints, given this on its standard input: both JSON."""
    done = subprocess.run(
        ["node", str(SCRIPTS / script), *map(str, arguments)],
        input=json.dumps(given), capture_output=True, text=True, timeout=120,
        env={**os.environ, "ACCUEIL_NODE": str(PACKAGES), **environment})
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)
