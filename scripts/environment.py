"""Make the environment in .venv: everything pinned, leap.cop itself editable.

Runs with the Python the environment is for, before anything is installed. Packages
come by uv, which takes seconds; where uv is not to be had or does not manage, by
plain pip, which takes a minute or two. What the two say goes to .make/install.log.
"""

from pathlib import Path
from steps import run
from steps import step
from steps import StepFailed

import ast
import os
import subprocess
import sys


ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
LOG = ROOT / ".make" / "install.log"
TOOLS = ("pip", "setuptools", "wheel")
#: pip's settings that say where packages come from, and uv's variables for the same.
PIP_TO_UV = {
    "index-url": "UV_DEFAULT_INDEX",
    "extra-index-url": "UV_INDEX",
    "find-links": "UV_FIND_LINKS",
    "trusted-host": "UV_INSECURE_HOST",
    "cert": "SSL_CERT_FILE",
}


def uv_settings(pip_config: str) -> dict[str, str]:
    """Translate the output of ``pip config list`` into uv's variables.

    uv does not read pip's configuration; behind a company's mirror it would look
    for packages where there are none. Later lines win, as they do for pip.
    """
    settings = {}
    for line in pip_config.splitlines():
        key, separator, value = line.partition("=")
        name = PIP_TO_UV.get(key.rpartition(".")[2])
        if not separator or name is None:
            continue
        values = str(ast.literal_eval(value)).split()
        settings[name] = ("," if name == "UV_FIND_LINKS" else " ").join(values)
    if settings:
        # pip takes the best version of all indexes; uv by default the first index.
        settings["UV_INDEX_STRATEGY"] = "unsafe-best-match"
    return settings


def uv_environment() -> dict[str, str]:
    """Give the variables uv runs with; what the user set for uv stays."""
    config = subprocess.run(
        [PYTHON, "-m", "pip", "config", "list"], capture_output=True, text=True
    )
    return {
        **(uv_settings(config.stdout) if config.returncode == 0 else {}),
        "UV_PYTHON_DOWNLOADS": "never",
        **os.environ,
    }


def make_venv() -> None:
    """Make .venv, unless there is one for this very Python."""
    version = ".".join(map(str, sys.version_info[:2]))
    ask = "import sys; print(*sys.version_info[:2], sep='.')"
    try:
        there = subprocess.run([PYTHON, "-c", ask], capture_output=True, text=True)
    except OSError:
        there = None
    if there and there.returncode == 0 and there.stdout.strip() == version:
        return
    with step(f"Making an environment in .venv with Python {version}"):
        run([sys.executable, "-m", "venv", "--clear", VENV], LOG)


def install(packages: list[str]) -> None:
    """Install packages at the versions of the lock, by uv or else by pip."""
    options = ["--no-build-isolation", "-c", "constraints.txt", *packages]
    pip = [PYTHON, "-m", "pip", "install", "--disable-pip-version-check", "--no-input"]
    with step("Installing the tools (pip, setuptools, wheel)"):
        run([*pip, "-c", "constraints.txt", *TOOLS], LOG, cwd=ROOT)
    try:
        with step("Installing uv"):
            run([*pip, "-c", "constraints.txt", "uv"], LOG, cwd=ROOT)
        with step("Installing Plone and what leap.cop needs, by uv"):
            uv = [VENV / "bin" / "uv", "pip", "install", "--python", PYTHON]
            command = [*uv, "--compile-bytecode", *options]
            run(command, LOG, cwd=ROOT, env=uv_environment())
    except (StepFailed, OSError):
        print("  uv did not manage; plain pip takes over (this takes some minutes)")
        with step("Installing Plone and what leap.cop needs, by pip"):
            run([*pip, *options], LOG, cwd=ROOT)


def main() -> int:
    """Make the environment with the extras named on the command line."""
    extras = ",".join(sys.argv[1:]) or "test,dev"
    LOG.unlink(missing_ok=True)
    try:
        make_venv()
        install(["-e", f".[{extras}]", "Plone"])
    except StepFailed as failure:
        print(f"The environment could not be made: {failure}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
