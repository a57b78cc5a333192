"""Whether a certificate is ours, is unchanged, and is in force: by its code, its QR, its file."""

from .register import Verification, told, verify

__all__ = ["Verification", "told", "verify"]
