"""What readers see of questions that were answered and may be published."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.core.paginator import Paginator

from cms.pages.addresses import page_url
from cms.pages.shelves import Shelf
from school.foundation.centre import words

from ..models import QuestionsPage, ReaderQuestion, Topic
from ..topics.gathering import topic_links

ON_A_PAGE, ON_A_SHELF = 20, 6


def listed(page: QuestionsPage, query: Mapping[str, Any]) -> dict[str, Any]:
    found = page.pieces().select_related("topic")
    topic = Topic.objects.filter(slug=str(query.get("topic", ""))[:80].replace("\0", "")).first()
    if topic is not None:
        found = found.filter(topic=topic)
    shown = Paginator(found, ON_A_PAGE).get_page(query.get("page"))
    return {
        "questions": [{"title": row.title, "url": page.address_of(row), "topic": row.topic, "at": row.published_at} for row in shown],
        "shown": shown,
        "topic": topic,
        "topic_query": f"topic={topic.slug}" if topic else "",
        "ask_url": f"{page_url(page)}ask/",
    }


def told(page: QuestionsPage, question: ReaderQuestion) -> dict[str, Any]:
    language = page.locale.language_code
    written_in = language if getattr(question, f"answer_{language}") else question.language
    said = {name: words(question, name, written_in) for name in ("title", "asked", "answer")}
    near = page.pieces().filter(topic=question.topic).exclude(pk=question.pk)[:ON_A_SHELF] if question.topic else []
    return {
        "question": question,
        "said": said,
        "written_in": written_in,
        "foreign": written_in != language,
        "topics": topic_links([question.topic]) if question.topic else [],
        "near": [{"title": row.title, "url": page.address_of(row)} for row in near],
        "ask_url": f"{page_url(page)}ask/",
        "json_ld": _json_ld(settings.PUBLIC_URL + page.address_of(question), question, said, written_in),
    }


def _json_ld(url: str, question: ReaderQuestion, said: dict[str, str], language: str) -> dict[str, Any]:
    answer = {"@type": "Answer", "text": said["answer"], "url": url, "dateCreated": question.answered_at.isoformat() if question.answered_at else ""}
    asked = {"@type": "Question", "name": said["title"], "text": said["asked"], "answerCount": 1, "acceptedAnswer": answer}
    return {"@context": "https://schema.org", "@type": "QAPage", "inLanguage": language, "url": url, "mainEntity": asked}


def questions_shelf(topic: Topic, language: str) -> Shelf | None:
    page = QuestionsPage.objects.live().filter(locale__language_code=language).first()
    found = ReaderQuestion.objects.published().filter(topic=topic).order_by("-published_at", "-pk")
    total = found.count()
    if page is None or not total:
        return None
    items = [{"title": row.title, "url": page.address_of(row)} for row in found[:ON_A_SHELF]]
    return Shelf("questions", page.title, items, total, f"{page_url(page)}?topic={topic.slug}", template="components/shelf.html")
