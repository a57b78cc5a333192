"""The first appearance of each term in a page's text, in whatever form, and nowhere where it would do harm."""

import re

import pytest

from cms.library.glossary.marking import mark_terms
from cms.pages.reading import passes
from tests.factories.library import glossary_page, make_term

pytestmark = pytest.mark.django_db


def marked(html: str, language: str = "uk") -> list[str]:
    """The words that became links to their explanation."""
    return re.findall(r'<a class="term"[^>]*>(.*?)</a>', mark_terms(html, language))


def text_of(html: str) -> str:
    """The page as it was before: marks and cards taken out again."""
    return re.sub(r'<a class="term"[^>]*>(.*?)</a>', r"\1", html.partition('<div class="term-cards">')[0])


@pytest.fixture(autouse=True)
def words() -> None:
    glossary_page()
    glossary_page("en")
    make_term("електронний документ", "electronic document")
    make_term("електронний підпис", "electronic signature", other_uk="е-підпис", other_en="e-signature")
    make_term("кваліфікований електронний підпис", "qualified electronic signature", other_uk="КЕП\nцифровий підпис", other_en="QES")
    make_term("персональні дані", "personal data")
    make_term("доступ до публічної інформації", "access to public information")
    make_term("центр надання адміністративних послуг", "administrative service centre", other_uk="ЦНАП")
    make_term("зв’язок", "link")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("У місті мало електронних документів.", ["електронних документів"]),
        ("Електронному документові потрібен підпис.", ["Електронному документові"]),
        ("ЕЛЕКТРОННИЙ ДОКУМЕНТ", ["ЕЛЕКТРОННИЙ ДОКУМЕНТ"]),
        ("з е-\u2060підписом і без е-підпису", ["е-\u2060підписом"]),
        ("захист персональних даних", ["персональних даних"]),
        ("до електронного\u00a0документа", ["електронного\u00a0документа"]),
        ("до електронного&nbsp;документа", ["електронного&nbsp;документа"]),
        ("без зв'язку", ["зв'язку"]),
        ("без зв&#x27;язку", ["зв&#x27;язку"]),
        ("зверніться до ЦНАПу чи до ЦНАП", ["ЦНАПу"]),
        ("підпишіть КЕП", ["КЕП"]),
        ("у доступі до публічної інформації", ["доступі до публічної інформації"]),
        ("електронний, документ", []),
        ("електронний <b>документ</b>", []),
        ("кепка і кеп", []),
        ("електронні послуги", []),
    ],
)
def test_every_form_of_ukrainian_is_found(text: str, found: list[str]) -> None:
    assert marked(f"<p>{text}</p>") == found


def test_english_finds_plural_and_possessive() -> None:
    assert marked("<p>Electronic signatures, an electronic document’s date, personal data and QES.</p>", "en") == [
        "Electronic signatures",
        "electronic document’s",
        "personal data",
        "QES",
    ]


def test_the_longest_term_wins_and_the_shorter_waits_for_its_own_place() -> None:
    html = "<p>Кваліфікований електронний підпис і знову кваліфікований електронний підпис, а це електронний підпис.</p>"

    assert marked(html) == ["Кваліфікований електронний підпис", "електронний підпис"]


def test_a_term_is_marked_once_a_page_under_any_of_its_names() -> None:
    assert marked("<p>КЕП – це цифровий підпис.</p><p>КЕП знову.</p>") == ["КЕП"]


@pytest.mark.parametrize(
    "html",
    [
        "<h2>Електронний документ</h2>",
        '<a href="/x/">електронний документ</a>',
        "<code>електронний документ</code>",
        '<button type="button">електронний <b>документ</b></button>',
        '<p lang="en">електронний документ</p>',
        "<script>електронний документ</script>",
        '<label><input type="radio"> електронний документ</label>',
        '<img alt="електронний документ > тут">',
        "<!-- електронний документ -->",
        '<p title="електронний документ">–</p>',
    ],
)
def test_headings_links_buttons_code_and_other_languages_are_left_alone(html: str) -> None:
    assert mark_terms(html, "uk") == html
    assert marked(f"{html}<p>електронний документ</p>") == ["електронний документ"]  # and it is not the first appearance


def test_what_stands_after_a_nested_element_of_the_same_name_is_still_left_alone() -> None:
    html = '<div lang="en"><div>x</div>електронний документ</div><br lang="en"><p>ось електронний документ</p>'

    assert marked(html) == ["електронний документ"]


def test_a_page_is_given_back_with_every_tag_and_sign_as_it_was() -> None:
    html = '<p class=a data-x="1 > 0">5 &lt; 6 &amp; електронний документ<br/><svg viewBox="0 0 1 1"><path d="M0"/></svg><input disabled> «ґ»</P>'

    assert text_of(mark_terms(html, "uk")) == html


def test_the_card_explains_in_the_words_of_the_text_and_leads_to_the_glossary() -> None:
    html = mark_terms("<p>An electronic document.</p>", "en")
    place = re.search(r'href="#(term-elektronnyi-dokument-\w{4})"', html)

    assert place is not None
    assert f'id="{place[1]}" popover role="note"' in html
    assert "What electronic document is." in html
    assert "In the glossary" in html
    assert 'href="/en/library/glossary/elektronnyi-dokument/"' in html


def test_an_explanation_cannot_bring_markup_into_a_page() -> None:
    make_term("хитрий термін", "sly term", explanation_uk="<script>alert(1)</script> & <b>так</b>")

    html = mark_terms("<p>хитрий термін</p>", "uk")

    assert "<script>alert" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &lt;b&gt;так&lt;/b&gt;" in html


def test_a_draft_marks_nothing_and_a_changed_term_is_read_anew() -> None:
    draft = make_term("відкриті дані", "open data", live=False)
    assert marked("<p>відкриті дані</p>") == []

    draft.save_revision().publish()
    assert marked("<p>Про відкриті дані</p>") == ["відкриті дані"]

    draft.refresh_from_db()
    draft.name_uk = "набір даних"
    draft.save_revision().publish()
    assert marked("<p>набори даних і відкриті дані</p>") == ["набори даних"]


def test_without_a_published_glossary_nothing_is_marked() -> None:
    glossary_page().unpublish()

    assert marked("<p>електронний документ</p>") == []


def test_a_tag_that_never_ends_is_left_as_it_is() -> None:
    html = '<a title="' * 20_000 + "електронний документ"

    assert text_of(mark_terms(html, "uk")) == html


def test_a_text_without_terms_comes_back_as_the_same_string() -> None:
    html = "<p>Нічого.</p>"

    assert mark_terms(html, "uk") is html


def test_the_pass_runs_where_a_page_reads(django_assert_num_queries) -> None:
    assert 'class="term"' in passes.run("<p>електронний документ</p>", "uk")
    with django_assert_num_queries(0):  # the glossary is known, the text as well
        passes.run("<p>електронний документ</p>", "uk")


def test_the_glossary_is_asked_two_questions_however_many_terms(django_assert_num_queries) -> None:
    from school.foundation import memo

    mark_terms("<p>x</p>", "uk")
    memo.forget()
    with django_assert_num_queries(2):  # has it changed: its page, its terms
        mark_terms("<p>x</p>", "uk")
