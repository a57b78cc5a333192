"""A page's text passes through what upper rooms have registered, whole and in their order."""

from django.template import Context, Template
from django.utils.translation import override

from cms.pages.reading import Passes, passes


def test_passes_run_in_their_order_and_a_name_registers_once() -> None:
    made = Passes()
    made.register("late", lambda html, language: f"{html}·{language}", order=90)
    made.register("early", lambda html, language: html.upper(), order=10)
    made.register("early", lambda html, language: html.replace("слово", "Слово"), order=10)

    assert made.run("одне слово", "uk") == "одне Слово·uk"


def test_a_pass_sees_the_whole_text_and_the_language_of_the_words(monkeypatch) -> None:
    seen: list[tuple[str, str]] = []
    monkeypatch.setattr(passes, "_passes", {"watch": (1, lambda html, language: seen.append((html, language)) or f"<b>{html}</b>")})
    template = Template("{% reading words %}<p>{{ one }}</p><p>{{ two }}</p>{% endreading %}")

    with override("uk"):
        html = template.render(Context({"one": "а < б", "two": "ґ", "words": "en"}))
        template.render(Context({"one": "", "two": "", "words": ""}))

    assert html == "<b><p>а &lt; б</p><p>ґ</p></b>"
    assert [language for _, language in seen] == ["en", "uk"]
