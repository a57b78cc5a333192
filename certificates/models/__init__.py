"""What certificates are made of; each file holds one matter."""

from ..enums import AwardKind, CertificateState
from .achievements import AchievementsPage, Transcript
from .batches import Batch, BatchPack, BatchRow
from .certificates import Certificate, CertificateQuerySet, Series, number_key_of, pdf_name, private_files
from .designers import DesignerSheet, SheetVersion
from .files import CertificateFile
from .pictures import Picture, SignaturePicture
from .qualified import QualifiedSignature
from .shares import Share
from .templates import AwardRule, CertificateTemplate

__all__ = [
    "AchievementsPage",
    "AwardKind",
    "AwardRule",
    "Batch",
    "BatchPack",
    "BatchRow",
    "Certificate",
    "CertificateFile",
    "CertificateQuerySet",
    "CertificateState",
    "CertificateTemplate",
    "DesignerSheet",
    "Picture",
    "QualifiedSignature",
    "Series",
    "Share",
    "SheetVersion",
    "SignaturePicture",
    "Transcript",
    "number_key_of",
    "pdf_name",
    "private_files",
]
