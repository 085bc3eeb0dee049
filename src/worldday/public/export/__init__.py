"""The public pages as a folder of files that works from anywhere: any path, any server, a USB stick, file://."""

from .folder import Result, export

__all__ = ["Result", "export"]
