"""The one command of a checkout: makes .venv/ and opens Mentee; `start.py test` runs every check instead.

A Python that is too old for Mentee, even Python 2, must still be able to read this file and say so: it has no
annotations and no f-strings. The rest is in launch.py.
"""

import os
import subprocess
import sys

OLDEST = (3, 11)
NEWER = ("python3.14", "python3.13", "python3.12", "python3.11")


def main(arguments):
    """Do what the arguments ask for; the result is the exit code."""
    if tuple(sys.version_info[:2]) < OLDEST:
        newer = [name for name in NEWER if _answers(name)]
        sys.stderr.write(too_old(sys.version_info, newer) + "\n")
        return 1
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
    import launch

    return launch.run(list(arguments))


def too_old(version, newer=()):
    """The sentence for a Python that is too old, naming the first of the `newer` ones; else None."""
    if tuple(version[:2]) >= OLDEST:
        return None
    words = "Mentee needs Python {0}.{1} or newer, and this is Python {2}.{3}.".format(
        *OLDEST + tuple(version[:2])
    )
    if newer:
        return words + " A newer one is on this machine. Run: {0} packaging/start.py".format(newer[0])
    return words + " Install one from python.org or by your system's packages, and start again with it."


def _answers(python):
    """Whether a command of that name is on this machine and works; one that is only listed may not."""
    try:
        with open(os.devnull, "w") as nowhere:
            return subprocess.call([python, "-c", ""], stdout=nowhere, stderr=nowhere) == 0
    except OSError:
        return False


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
