"""Knows folders that another program copies to a cloud while we write: a live notebook loses notes there."""

import os
from pathlib import Path

_SYNCED = {
    "dropbox": "Dropbox",
    "onedrive": "OneDrive",
    "google drive": "Google Drive",
    "googledrive": "Google Drive",
    "my drive": "Google Drive",
    "icloud": "iCloud",
    "icloud drive": "iCloud",
    "com~apple~clouddocs": "iCloud",
    "mobile documents": "iCloud",
    "nextcloud": "Nextcloud",
    "owncloud": "ownCloud",
    "mega": "MEGA",
    "megasync": "MEGA",
    "pcloud": "pCloud",
    "pclouddrive": "pCloud",
    "box sync": "Box",
    "syncthing": "Syncthing",
}


def synced_by(folder: Path) -> str | None:
    """The service that seems to keep this folder in step with a cloud, by the names in its path, and in the one that links
    lead to; None for none."""
    for part in (*folder.parts, *Path(os.path.realpath(folder)).parts):
        name = part.casefold()
        for sign, service in _SYNCED.items():
            if name == sign or name.startswith((f"{sign} -", f"{sign} (", f"{sign}-")):
                return service
    return None
