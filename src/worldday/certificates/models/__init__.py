"""What is issued: designs, keys, certificates with their history, and the public lists of what was taken back."""

from .certificate import Certificate, CertificateChange, CertificateState
from .design import Design, Sort
from .key import KeyState, SigningKey
from .series import NumberSeries, StatusList

__all__ = [
    "Certificate",
    "CertificateChange",
    "CertificateState",
    "Design",
    "KeyState",
    "NumberSeries",
    "SigningKey",
    "Sort",
    "StatusList",
]
