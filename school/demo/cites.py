"""Citations in the demo's texts: `<a cite="2939-VI#20">` becomes what the editor's feature stores."""

from __future__ import annotations

import re
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from cms.library.acts.keys import article_key

_CITE = re.compile(r'<a cite="([^"#]+)(?:#([\d-]+))?">')


def key_of_act(number: str) -> UUID:
    return uuid5(NAMESPACE_URL, f"demo/act:{number}")


def citing(value: Any) -> Any:
    return _CITE.sub(_link, value) if isinstance(value, str) else value


def _link(found: re.Match[str]) -> str:
    act = key_of_act(found[1])
    of_article = f' article="{article_key(act, "article", found[2])}"' if found[2] else ""
    return f'<a linktype="act" act="{act}"{of_article}>'
