from .amendment import Amendment, LeftOut
from .batch import Batch, BatchState
from .index import Posting
from .intake import Intake, IntakeState, WrongLine
from .record import Block, ChangeKind, Record, RecordChange, RecordState
from .registry import FormerSlug, Licence, Registry

__all__ = [
    "Amendment",
    "Batch",
    "BatchState",
    "Block",
    "ChangeKind",
    "FormerSlug",
    "Intake",
    "IntakeState",
    "LeftOut",
    "Licence",
    "Posting",
    "Record",
    "RecordChange",
    "RecordState",
    "Registry",
    "WrongLine",
]
