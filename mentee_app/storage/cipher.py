"""Locks a notebook with a passphrase: the key made from it, the sign in the file's first bytes, the driver that reads the file.

A locked notebook is an ordinary SQLCipher 4 file (AES-256, an HMAC-SHA512 on each page) whose key is made by scrypt. Its first
16 bytes are the salt: a sign of ours, the number of the scrypt parameters, 12 random bytes. So the file needs nothing beside it,
wherever it is copied to. Whether a key is right is told by the pages: one whose HMAC it makes is proof, and none is proof too.
"""

import hashlib
import hmac
import os
import sqlite3
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from mentee_app import whole_files
from mentee_app.i18n import _
from mentee_app.storage import alone, faults
from mentee_app.trouble import Trouble, TroubleKind

_SIGN = faults.LOCKED_SIGN
_SALT = 16
_PLAIN = b"SQLite format 3\0"

_COSTS = {1: (2**17, 8, 1)}
"""n, r and p of scrypt by number: what OWASP recommends, 128 MB of memory for each guess. A file says which it was made with."""

_NEWEST_COST = 1

PAGE, _IV, _MAC = 4096, 16, 64
"""Sizes of SQLCipher 4 in bytes: a page ends with the vector it was encrypted with, and the HMAC over both and its number."""


@dataclass(frozen=True)
class Key:
    """What opens a locked file: the key made from the passphrase, and the salt that the file begins with."""

    raw: bytes = field(repr=False)
    salt: bytes

    @property
    def literal(self) -> str:
        """As SQLCipher takes it. Never in a log."""
        return f"x'{self.raw.hex()}{self.salt.hex()}'"


def available() -> bool:
    """Whether locked notebooks can be made and opened here (the extra `encryption`)."""
    try:
        _driver()
    except Trouble:
        return False
    return True


def is_locked(path: Path) -> bool:
    """Whether the file begins as a notebook with a passphrase does. Raises OSError."""
    return bool(_salt_of(path))


def fits(path: Path, key: Key | None) -> bool:
    """Whether the file is locked with this key, or (None) not at all. Reads its first bytes only; raises OSError."""
    return _salt_of(path) == (key.salt if key else b"")


def lock_of(path: Path) -> bytes | None:
    """What tells files that one key opens from others: empty without a passphrase, None for no notebook. Raises OSError."""
    salt = _salt_of(path)
    if salt:
        return salt
    with whole_files.opened_plain(path) as file:
        return b"" if file.read(len(_PLAIN)) == _PLAIN else None


def new_key(passphrase: str) -> Key:
    """A key with a salt of its own. Takes about half a second and 128 MB; for any thread. Raises Trouble for no passphrase."""
    salt = _SIGN + bytes([_NEWEST_COST]) + os.urandom(_SALT - len(_SIGN) - 1)
    return Key(_derived(passphrase, salt), salt)


def key_for(path: Path, passphrase: str) -> Key:
    """The key that opens the locked file at `path`. As slow as `new_key`; for any thread.

    Raises Trouble: a wrong passphrase (no page of the file fits), a file made with a newer program, something beside it that
    is no file and would be waited for, and OSError.
    A file that is damaged, but not in every page and not in its first 16 bytes, gets its key.
    """
    salt = _salt_of(path)
    if not salt:
        raise ValueError("the file has no passphrase")
    alone.refuse_strange(path)
    if salt[len(_SIGN)] not in _COSTS:
        raise Trouble(TroubleKind.TOO_NEW, faults.sentence(TroubleKind.TOO_NEW, path), path)
    key = Key(_derived(passphrase, salt), salt)
    if not opens(path, key):
        raise refused(TroubleKind.WRONG_PASSPHRASE, path)
    return key


def opens(path: Path, key: Key) -> bool:
    """Whether any page of the file, or of its -wal, was written with this key. Raises OSError."""
    seal = _seal(key)
    return any(_sealed(page, number, seal) for number, page in _pages(path)) or any(
        _sealed(page, number, seal) for number, page in _frames(_beside(path, "-wal"))
    )


def reseal(path: Path, key: Key) -> tuple[int, ...]:
    """Make SQLCipher read the damaged pages of a working copy for what they are; their numbers.

    Damage in a few bytes spoils 32 of them; with the HMAC that fits, SQLite sees the rest of the page again.
    """
    seal, damaged = _seal(key), []
    with path.open("r+b") as file:
        for number, page in _pages(path):
            if len(page) == PAGE and _sealed(page, number, seal):
                continue
            page = page.ljust(PAGE, b"\0")
            file.seek((number - 1) * PAGE)
            file.write(page[:-_MAC] + _mac(page, number, seal))
            damaged.append(number)
    return tuple(damaged)


def connect(address: str, key: Key | None, timeout: float = 1) -> sqlite3.Connection:
    """A connection in autocommit mode to a file by its URI: the usual one, or (with a key) one that answers alike.

    Raises Trouble where the driver is not installed, and the driver's errors (see faults.sql_errors).
    """
    if key is None:
        return sqlite3.connect(address, uri=True, isolation_level=None, timeout=timeout)
    connection = connect_either(address, key, timeout)
    connection.key = key  # type: ignore[attr-defined]
    return connection


def connect_either(address: str, key: Key | None, timeout: float = 1) -> sqlite3.Connection:
    """The same by the driver of locked files, also for a file without a key: only it may attach one of the other kind."""
    driver = _driver()
    connection: sqlite3.Connection = driver.connect(
        address, uri=True, isolation_level=None, timeout=timeout, factory=_connection_class()
    )
    try:
        connection.execute("PRAGMA cipher_log_level = NONE")  # it would write to the terminal
        if key:
            connection.execute(f'PRAGMA key = "{key.literal}"')
    except BaseException:
        connection.close()
        raise
    return connection


def key_of(connection: sqlite3.Connection) -> Key | None:
    """The key with which a connection was made by `connect`; None for a file without a passphrase."""
    return getattr(connection, "key", None)


def marks(path: Path, key: Key) -> tuple[int, int] | None:
    """The application id and the schema version of a locked file, which is only read; None where only its journal has them.

    Raises Trouble: a wrong key, damage in the first page.
    """
    if not fits(path, key):
        raise refused(TroubleKind.WRONG_PASSPHRASE, path)
    with whole_files.opened_plain(path) as file:
        if not _sealed(file.read(PAGE), 1, _seal(key)):
            _refuse_unless_in_journal(path, key)
            return None
    connection = connect(f"{faults.address(path)}?mode=ro&immutable=1", key)
    try:
        found = [
            connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version")
        ]
    except (
        faults.sql_errors()
    ):  # cut off while the -wal was written back: a first page of a longer file than there is
        _refuse_unless_in_journal(path, key)
        return None
    finally:
        connection.close()
    return int(found[0]), int(found[1])


def refused(kind: TroubleKind, path: Path) -> Trouble:
    """The Trouble to raise for the file at `path`."""
    return Trouble(kind, faults.sentence(kind, path), path)


def _refuse_unless_in_journal(path: Path, key: Key) -> None:
    """A power cut may tear the first page while it is written: then it stands whole in the -wal, or in the -journal as it
    was before, and SQLite takes it from there.
    """
    if not opens(path, key):
        raise refused(TroubleKind.WRONG_PASSPHRASE, path)
    seal = _seal(key)
    pages = (*_frames(_beside(path, "-wal")), *_kept(_beside(path, "-journal")))
    if not any(number == 1 and _sealed(page, 1, seal) for number, page in pages):
        raise refused(TroubleKind.DAMAGED, path)


def _salt_of(path: Path) -> bytes:
    with whole_files.opened_plain(path) as file:
        start = file.read(_SALT)
    return start if len(start) == _SALT and start.startswith(_SIGN) else b""


def _derived(passphrase: str, salt: bytes) -> bytes:
    """The same letters give the same key on every machine, however its keyboard composes accents."""
    if not passphrase:
        raise Trouble(TroubleKind.BAD_INPUT, _("Type a passphrase first."))
    letters = unicodedata.normalize("NFC", passphrase).encode(errors="surrogatepass")
    n, r, p = _COSTS[salt[len(_SIGN)]]
    return hashlib.scrypt(letters, salt=salt, n=n, r=r, p=p, maxmem=256 * n * r, dklen=32)


def _seal(key: Key) -> bytes:
    """The key of the HMACs, as SQLCipher makes it from the key of the pages."""
    return hashlib.pbkdf2_hmac("sha512", key.raw, bytes(byte ^ 0x3A for byte in key.salt), 2, 32)


def _mac(page: bytes, number: int, seal: bytes) -> bytes:
    start = _SALT if number == 1 else 0
    return hmac.digest(seal, page[start : PAGE - _MAC] + number.to_bytes(4, "little"), "sha512")


def _sealed(page: bytes, number: int, seal: bytes) -> bool:
    return hmac.compare_digest(page[PAGE - _MAC :], _mac(page, number, seal))


def _pages(path: Path) -> Iterator[tuple[int, bytes]]:
    with whole_files.opened_plain(path) as file:
        number = 1
        while page := file.read(PAGE):
            yield number, page
            number += 1


def _beside(path: Path, ending: str) -> Path:
    """What SQLite keeps beside a file is beside the one that a link leads to."""
    return Path(os.path.realpath(path) + ending)


def _frames(wal: Path) -> Iterator[tuple[int, bytes]]:
    """The pages in a -wal: after its header of 32 bytes, each behind one of 24 that begins with its number."""
    if not wal.exists():
        return
    with whole_files.opened_plain(wal) as file:
        file.seek(32)
        while len(frame := file.read(24 + PAGE)) == 24 + PAGE:
            yield int.from_bytes(frame[:4], "big"), frame[24:]


def _kept(journal: Path) -> Iterator[tuple[int, bytes]]:
    """The pages in a -journal as they were before: after its header of one sector, each behind its number, with a sum behind."""
    if not journal.exists():
        return
    with whole_files.opened_plain(journal) as file:
        sector = int.from_bytes(file.read(24)[20:], "big")
        file.seek(sector)
        while len(record := file.read(8 + PAGE)) == 8 + PAGE:
            yield int.from_bytes(record[:4], "big"), record[4:-4]


def _driver() -> Any:
    try:
        from sqlcipher3 import dbapi2
    except ImportError:
        raise Trouble(TroubleKind.NO_CIPHER, not_installed()) from None
    return dbapi2


@cache
def _connection_class() -> Any:
    driver = _driver()

    class KeyedConnection(driver.Connection):  # type: ignore[misc, name-defined]
        """One that remembers its key, so that copies of the file get the same."""

        key: Key | None = None

    return KeyedConnection


def not_installed() -> str:
    """What to say where the driver is missing. It claims nothing for the disk's encryption."""
    return _("This Mentee cannot lock a notebook with a passphrase. Use your disk's encryption.")
