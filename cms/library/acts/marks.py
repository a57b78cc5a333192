"""The pass over what a reader reads: a citation leads straight to its article, and says so when what it cites has changed or lapsed."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from uuid import UUID

from django.templatetags.static import static
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.utils.translation import override

from cms.pages.reading import subject_key

from ..models import Act, Article, Change, Citation, Review
from .addresses import page_addresses
from .changes import concerns
from .enums import ActStatus, ChangeKind

_CITE = re.compile(r'<a class="cite" href="([^"]*)" data-act="([0-9a-f-]{36})"(?: data-article="([0-9a-f-]{36})")?>(.*?)</a>', re.DOTALL)
CLASSES = {ChangeKind.LAPSED: "cite__mark cite__mark--bad", ChangeKind.EDITION: "cite__mark", ChangeKind.STATUS: "cite__mark"}


@dataclass
class _Known:
    """What four queries tell of all the citations of one page."""

    acts: dict[UUID, Act]
    addresses: dict[UUID, str]
    anchors: dict[UUID, str]
    reviews: list[Review] = field(default_factory=list)

    def address(self, act: UUID, article: UUID | None) -> str:
        page = self.addresses.get(act, "")
        return f"{page}#{self.anchors[article]}" if page and article in self.anchors else page

    def change(self, cited: Citation) -> Change | None:
        """The change that nobody has looked at yet; a lapsed act says so though no page was looked at."""
        found = [review for review in self.reviews if concerns(review.change, cited)]
        waiting = sorted((row.change for row in found if row.cleared_at is None), key=lambda row: row.kind != ChangeKind.LAPSED)
        if waiting:
            return waiting[0]
        act = self.acts.get(cited.act_key)
        if act is not None and act.status == ActStatus.LAPSED and not any(row.change.kind == ChangeKind.LAPSED for row in found):
            return Change(act=act, kind=ChangeKind.LAPSED, since=act.in_force_to)
        return None


def mark_citations(html: str, language: str) -> str:
    cited = [_cited(found) for found in _CITE.finditer(html)]
    if not cited:
        return html
    known = _ask(cited, language)
    with override(language):
        marked = _CITE.sub(lambda found: _link(found, known), html)
    return f"{marked}{_assets()}"


def _cited(found: re.Match[str]) -> Citation:
    return Citation(act_key=UUID(found[2]), article_key=UUID(found[3]) if found[3] else None)


def _ask(cited: list[Citation], language: str) -> _Known:
    acts = {row.key: row for row in Act.objects.filter(key__in={row.act_key for row in cited})}
    articles = Article.objects.filter(key__in={row.article_key for row in cited if row.article_key})
    known = _Known(acts, page_addresses(set(acts), language), {row.key: row.anchor for row in articles})
    page_key = subject_key.get()
    if page_key is not None:
        rows = Review.objects.filter(page_key=page_key, language=language, change__act__in=acts.values())
        known.reviews = list(rows.select_related("change__act").prefetch_related("change__articles"))
    return known


def _link(found: re.Match[str], known: _Known) -> str:
    cited = _cited(found)
    href = known.address(cited.act_key, cited.article_key) or found[1]
    of_article = f' data-article="{found[3]}"' if found[3] else ""
    link = f'<a class="cite" href="{escape(href)}" data-act="{found[2]}"{of_article} data-card="{found[1]}card/">{found[4]}</a>'
    change = known.change(cited)
    return link if change is None else f'{link} <span class="{CLASSES[ChangeKind(change.kind)]}">{escape(_words(change))}</span>'


def _words(change: Change) -> str:
    day = {"day": f"{change.since:%d.%m.%Y}"} if change.since else None
    if change.kind == ChangeKind.LAPSED:
        return _("no longer in force since %(day)s") % day if day else _("no longer in force")
    if change.kind == ChangeKind.EDITION:
        return (
            _("changed from %(day)s; this text has not been looked at since") % day if day else _("changed; this text has not been looked at since")
        )
    return str(_("its status has changed; this text has not been looked at since"))


def _assets() -> str:
    """Only pages that cite load them."""
    return f'<link rel="stylesheet" href="{static("css/acts.css")}"><script type="module" src="{static("js/library/cite.js")}"></script>'
