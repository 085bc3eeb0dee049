"""Everything that changes materials: receiving, preparing, describing, removing."""

from .describing import SomeInvalid, describe, describe_many
from .preparing import prepare
from .receiving import abandon_upload, add_material, begin_upload, check_beginning, finish_upload
from .removing import remove_material

__all__ = [
    "SomeInvalid",
    "abandon_upload",
    "add_material",
    "begin_upload",
    "check_beginning",
    "describe",
    "describe_many",
    "finish_upload",
    "prepare",
    "remove_material",
]
