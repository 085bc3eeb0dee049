"""What is issued: designs, keys, certificates with their history, and the public lists of what was taken back."""

from .bundle import Bundle, BundleState
from .certificate import Certificate, CertificateChange, CertificateState
from .design import Design, Sort
from .key import KeyState, SigningKey
from .lot import Lot, LotPart, LotState, PartSort
from .series import NumberSeries, StatusList

__all__ = [
    "Bundle",
    "BundleState",
    "Certificate",
    "CertificateChange",
    "CertificateState",
    "Design",
    "KeyState",
    "Lot",
    "LotPart",
    "LotState",
    "NumberSeries",
    "PartSort",
    "SigningKey",
    "Sort",
    "StatusList",
]
