"""Say no to the gigabytes of CUDA packages that a plain `pip install torch` brings on Linux.

    python tools/no_cuda.py planned     before the install: what would pip bring?
    python tools/no_cuda.py installed   after it: what came?

Further arguments go to pip. Exit status 1 when an `nvidia-*` package would come or came.
"""

import json
import subprocess
import sys
from importlib.metadata import distributions

ADVICE = """\
{count} NVIDIA packages ({first}, ...) {tense} with torch: gigabytes that this project never uses.
What to do: name an index that has CPU builds of torch, as README.md ("Set-up") shows:

    make {target} TORCH_INDEX=<address of PyTorch's CPU wheels>
"""


def planned() -> list[str]:
    """Names that pip would install for the torch pinned in constraints.txt."""
    command = [
        sys.executable,
        "-m",
        "pip",
        "install",
        "--dry-run",
        "--quiet",
        "--report",
        "-",
        "-c",
        "constraints.txt",
        "torch",
    ]
    answer = subprocess.run([*command, *sys.argv[2:]], capture_output=True, text=True, check=False)
    if answer.returncode:
        sys.exit(f"pip cannot find the torch pinned in constraints.txt:\n{answer.stderr}")
    return [package["metadata"]["name"] for package in json.loads(answer.stdout)["install"]]


def installed() -> list[str]:
    """Names of all installed distributions."""
    return [distribution.metadata["Name"] for distribution in distributions()]


def main() -> None:
    """Check one of the two moments, as the first argument says."""
    when = sys.argv[1]
    names = planned() if when == "planned" else installed()
    cuda = sorted(name for name in names if name.lower().startswith("nvidia-"))
    if cuda:
        tense = "would come" if when == "planned" else "came"
        sys.exit(ADVICE.format(count=len(cuda), first=cuda[0], tense=tense, target="demo"))


if __name__ == "__main__":
    main()
