"""What stops a start, in one sentence: a `Stop`, and the words for faults of disk, folder and network."""

import errno

_FULL = "The disk is full. Make room (about 400 MB) and start again; the set-up begins afresh by itself."
_NO_NETWORK = (
    "The packages could not be fetched: there is no way to the network from here. "
    "The set-up needs it once; connect and start again."
)
_NO_PACKAGE = (
    "A package could not be fetched. Is the network there? "
    "If it is, there is no such package for this Python or this kind of computer."
)
_SIGNS_OF_NO_NETWORK = (
    "Failed to establish",
    "name resolution",
    "NewConnectionError",
    "NameResolutionError",
    "ConnectTimeout",
    "Read timed out",
    "ProxyError",
    "Connection aborted",
    "Connection refused",
)


class Stop(Exception):
    """The start cannot go on; `sentence` says why and what to do. `output` is what a tool printed that failed."""

    def __init__(self, sentence: str, output: str = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.output = output


def sentence_for(fault: OSError) -> str:
    """One sentence for a fault of the file system."""
    where = fault.filename if isinstance(fault.filename, str) else "the folder of this checkout"
    if fault.errno in (errno.ENOSPC, errno.EDQUOT):
        return _FULL
    if fault.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return _not_writable(where)
    return f"The start could not go on: {where}: {fault.strerror or fault}."


def sentence_for_output(step: str, output: str, folder: str) -> str:
    """One sentence for a tool that failed at `step` (such as "make .venv"), read from what it printed."""
    if _speaks_of(output, "No space left on device", "Disk quota exceeded", "[Errno 28]", "not enough space"):
        return _FULL
    if _speaks_of(output, "Permission denied", "Read-only file system", "[Errno 13]", "[Errno 30]"):
        return _not_writable(folder)
    if _speaks_of(output, "DO NOT MATCH THE HASHES"):
        return "A fetched package is not the one that the lock names, so it was not installed."
    if _speaks_of(output, *_SIGNS_OF_NO_NETWORK):
        return _NO_NETWORK
    if _speaks_of(output, "No matching distribution found"):
        return f"{_NO_PACKAGE} ({_last_words(output)})"
    return f"Python could not {step}: {_last_words(output)}"


def lacks_only(output: str, package: str) -> bool:
    """Whether pip failed because there is no wheel of `package` for this computer, and not for want of the network."""
    return _speaks_of(output, f"No matching distribution found for {package}==") and not _speaks_of(
        output, *_SIGNS_OF_NO_NETWORK
    )


def _not_writable(where: str) -> str:
    return f"{where} cannot be written. Move the checkout to where you may write, and start again."


def _speaks_of(output: str, *signs: str) -> bool:
    return any(sign.lower() in output.lower() for sign in signs)


def _last_words(output: str) -> str:
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    errors = [line for line in lines if line.lower().startswith(("error", "fatal"))]
    return (errors or lines or ["it gave no reason"])[-1]
