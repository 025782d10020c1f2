"""Mentee: a private notebook for people who are being mentored."""

__version__ = "0.1.0"
