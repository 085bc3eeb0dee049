from .batch import Batch, BatchState
from .index import Posting
from .intake import Intake, IntakeState, WrongLine
from .record import Block, ChangeKind, Record, RecordChange, RecordState
from .registry import Licence, Registry

__all__ = [
    "Batch",
    "BatchState",
    "Block",
    "ChangeKind",
    "Intake",
    "IntakeState",
    "Licence",
    "Posting",
    "Record",
    "RecordChange",
    "RecordState",
    "Registry",
    "WrongLine",
]
