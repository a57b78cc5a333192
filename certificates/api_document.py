"""The interface for programs, described by OpenAPI 3.1."""

from __future__ import annotations

from typing import Any

_TEXT = {"type": "string"}
_MOMENT = {"type": ["string", "null"], "format": "date-time"}
_ANSWERS = ("integrity", "signature", "register", "revocation")


def document_of(server: str) -> dict[str, Any]:
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Verification of certificates",
            "version": "1",
            "description": "No account is needed. Words come in the language of Accept-Language: uk or en. "
            "A holder may hide the printed words; then `printed` is null. Nothing that is sent is kept.",
        },
        "servers": [{"url": server}],
        "paths": {"/api/v1/certificates/{code}/": {"get": _by_code()}, "/api/v1/certificates/verify/": {"post": _by_file()}},
        "components": {"schemas": {"Answer": _answer(), "Certificate": _certificate(), "Verification": _verification()}},
    }


def _by_code() -> dict[str, Any]:
    return {
        "operationId": "certificate",
        "summary": "By the code of sixteen signs, or by the number, which shows the state and no person",
        "parameters": [{"name": "code", "in": "path", "required": True, "schema": _TEXT}],
        "responses": {"200": _told("In the register"), "404": _told("Not in the register"), "429": _wait()},
    }


def _by_file() -> dict[str, Any]:
    fields = {"file": {"type": "string", "format": "binary"}, "text": {"type": "string", "description": "A credential: JSON or JWT"}}
    return {
        "operationId": "verify",
        "summary": "By a PDF, a picture, a badge (PNG, SVG) or a credential (JSON, JWT), up to 20 MB",
        "requestBody": {"required": True, "content": {"multipart/form-data": {"schema": {"type": "object", "properties": fields}}}},
        "responses": {
            "200": _told("What the file is"),
            "400": {"description": "Nothing was sent"},
            "413": _told("Too large; refused unread"),
            "429": _wait(),
            "503": _wait("Too many files are being read at this moment"),
        },
    }


def _told(words: str) -> dict[str, Any]:
    return {"description": words, "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Verification"}}}}


def _wait(words: str = "Too many in this minute") -> dict[str, Any]:
    return {"description": words, "headers": {"Retry-After": {"schema": {"type": "integer"}, "description": "Seconds to wait"}}}


def _answer() -> dict[str, Any]:
    ok = {"type": ["boolean", "null"], "description": "null: cannot be told"}
    return {"type": "object", "required": ["ok", "words"], "properties": {"ok": ok, "words": _TEXT}}


def _certificate() -> dict[str, Any]:
    printed = {"type": ["object", "null"], "properties": dict.fromkeys(("name", "title", "hours", "issued_by"), _TEXT)}
    return {
        "type": ["object", "null"],
        "properties": {
            "number": _TEXT,
            "state": {"enum": ["issued", "replaced", "revoked"]},
            "in_force": {"type": "boolean"},
            "issued_at": _MOMENT,
            "ended_at": _MOMENT,
            "valid_until": {"type": ["string", "null"], "format": "date"},
            "replaced_by": {"type": ["string", "null"]},
            "printed": printed,
        },
    }


def _verification() -> dict[str, Any]:
    answers = {name: {"$ref": "#/components/schemas/Answer"} for name in _ANSWERS}
    headline = {"type": "object", "description": "Only of a file", "properties": {"code": _TEXT, "words": _TEXT}}
    return {
        "type": "object",
        "required": list(_ANSWERS),
        "properties": {**answers, "headline": headline, "certificate": {"$ref": "#/components/schemas/Certificate"}},
    }
