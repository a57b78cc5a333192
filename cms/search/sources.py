"""What can be found. A room registers its source in `AppConfig.ready()`; this room knows none of them.

An object is one thing of a room (a page in all its languages, a webinar). It has entries: one for each language, and for
each part to which a reader can be led (an article, a minute). A hit shows the best entry of a group; the others are counted.

    def entries(ids: Collection[str]) -> Iterator[Entry]:
        for act in Act.objects.filter(pk__in=ids, live=True):
            for article in act.articles.all():
                yield Entry(
                    object=str(act.pk), part=article.key, language="uk", kind="act", title=act.title, text=article.text,
                    url=f"{act.url}#{article.key}", tags={PUBLIC: ""}, context=f"№ {act.number}", number=act.number, year=act.year,
                    status="in_force", topics={"data": "Дані"},
                )

    def stamps() -> Iterator[tuple[str, str]]:  # every object there is; another stamp than before means that it changed
        for pk, changed_at in Act.objects.values_list("pk", "changed_at"):
            yield str(pk), changed_at.isoformat()

    sources.register(Source("acts", entries, stamps, kinds=[Kind("act", _("Legal base"), "scale")], statuses={"in_force": _("in force")}))

When an object changes, say so in the same transaction: `want("acts", str(act.pk))` of `cms.search.waiting`. The sweep finds what
nobody said. Pages are easier: `register_pages` of `cms.search.page_sources`.

**Who may find an entry** is said by its tags alone: `public`, `member` (signed in), `staff`, and tags of the room's own
(`teach:<course>`, `open:<run>:<module>`), which `tags_for(user)` of its source gives to those who may. A tag's value is the address
to which whoever comes by this tag is led; empty: the entry's own. The query takes entries with any tag of the asker; no row is hidden
afterwards, so counts and pages are right.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

PUBLIC, MEMBER, STAFF = "public", "member", "staff"


@dataclass(frozen=True)
class Kind:
    """What readers narrow by: «Legal base», «Webinars»."""

    name: str
    label: Any  # lazy: it is shown in the reader's language
    icon: str = "file-text"
    order: int = 50


@dataclass(frozen=True)
class Entry:
    object: str  # the object's id within its source
    language: str
    kind: str
    title: str
    text: str  # plain, for passages; may be long
    url: str
    tags: Mapping[str, str]  # tag to address, see above
    part: str = ""  # which part of the object, once within it and a language
    context: str = ""  # a line under the passage: «Course …, module 3», «from 23:14»
    group: str = ""  # entries of a group are one hit; empty: those of the object
    year: int | None = None
    city: str = ""
    status: str = ""
    number: str = ""  # of an act: «2657-XII»
    topics: Mapping[str, str] = field(default_factory=dict)  # slug to name in the entry's language
    lines: tuple[tuple[str, str], ...] = ()  # of each line of `text` its own address and context: the second in which it is said
    files: tuple[int, ...] = ()  # documents attached: their words are found by the same tags


@dataclass(frozen=True)
class Source:
    name: str
    entries: Callable[[Collection[str]], Iterable[Entry]]  # those not there any more give none
    stamps: Callable[[], Iterable[tuple[str, str]]]
    kinds: Iterable[Kind] = ()
    statuses: Mapping[str, Any] = field(default_factory=dict)
    tags_for: Callable[[Any], Iterable[str]] = lambda user: ()  # for people who are signed in; constant in queries


class Sources:
    def __init__(self) -> None:
        self._sources: dict[str, Source] = {}
        self.kinds: dict[str, Kind] = {}
        self.statuses: dict[str, Any] = {}

    def register(self, source: Source) -> None:
        self._sources[source.name] = source
        self.kinds |= {kind.name: kind for kind in source.kinds}
        self.statuses |= source.statuses

    def __iter__(self) -> Iterator[Source]:
        return iter(self._sources.values())

    def get(self, name: str) -> Source | None:
        return self._sources.get(name)

    def tags_for(self, user: Any) -> set[str]:
        """The union over sources."""
        if not user.is_authenticated:
            return {PUBLIC}
        own = {tag for source in self for tag in source.tags_for(user)}
        return {PUBLIC, MEMBER} | ({STAFF} if user.is_staff else set()) | own


sources = Sources()
