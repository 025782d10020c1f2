"""Starts Mentee: python -m mentee_app, mentee, mentee-app."""

import sys

from mentee_app import cli


def main() -> int:
    """Run the program with the words of the command line; the exit code."""
    return cli.run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
