"""Nothing but what is on the lists comes out of a designer's HTML and CSS, however it is spelled."""

from __future__ import annotations

from pathlib import Path

import pytest
from weasyprint import HTML
from weasyprint.urls import URLFetcher, URLFetcherResponse

from certificates.designing.own.markup import Markup
from certificates.designing.own.styles import Styles

LEAST = (
    "<div>{centre}</div><h1>{name}</h1>\n<h2>{what}</h2><div>{facts}</div><div>{signatures}</div>\n"
    "<p>{number} {issued} {address} {code}</p><div>{qr}</div>"
)

MARKUP = [
    '<img src="file:///etc/passwd">', '<img src="data:image/png;base64,AA==">', "<script>alert(1)</script>", "<style>p{color:red}</style>",
    '<p style="background:url(http://x/)">a</p>', '<p onclick="x()">a</p>', '<a href="http://x/">a</a>', "<form></form>", "<input>", "<iframe src=x></iframe>",
    "<object data=x></object>", "<embed src=x>", "<link rel=stylesheet href=x>", "<meta http-equiv=refresh>", "<base href=x>", "<template><p>a</p></template>",
    '<svg><foreignObject><p>a</p></foreignObject></svg>', '<svg><use href="http://x/#a"/></svg>', '<svg><image href="file:///etc/passwd"/></svg>',
    "<svg><style>@import url(x)</style></svg>", "<math><mtext>a</mtext></math>", '<video src="x"></video>', "<p {% load i18n %}>a</p>", "<p>{% load i18n %}</p>",
    "<p>{{ settings.SECRET_KEY }}</p>", "<p>{settings}</p>", "<p>{name.__class__}</p>", "<p>&lbrace;% debug %&rbrace;</p>", "<p>&#123;name&#125;</p>", "<p>&#x7b;secret&#x7d;</p>",
    '<p class="slot-qr">a</p>', '<p class="own-qr">a</p>', '<p id="a">a</p>', '<p data-part="qr">a</p>', '<p lang="x">a</p>', '<p class="a" class="b">a</p>', "<p>{name}</p>",
    "<!doctype html>", "<?xml version='1.0'?>", "<![CDATA[<img src=x>]]>", "<p><p>a</p></p>", "<p><div>a</div></p>", "<p>a", "</div>", "<li>a</li>", "<ul>a</ul>",
    "<p/>", "<h3>a</h3>", "<h1>a</h1>", "a bare word", "<p>\u202eabc</p>", "<p>a\u200bb</p>", "<p", "<p class=", "<!-- <p>", "<noscript><p title='</noscript><img src=x>'></noscript>",
    "<title><p></title><img src=x>", "<textarea><p></textarea>", "<plaintext>", "<xmp><p></xmp>", "<p><b><i>a</i></b></p>", "<h2><span>{what}</span></h2>",
]  # fmt: skip


@pytest.mark.parametrize("attack", MARKUP)
def test_markup_that_is_not_on_the_list_is_refused_with_its_line(attack: str) -> None:
    found = Markup(f"{LEAST}\n{attack}")
    assert [line for line, _words in found.problems if line == 4]


def test_markup_of_slots_alone_is_taken_and_written_anew() -> None:
    found = Markup(f"{LEAST}\n<!-- note --><P CLASS='line'>a &amp; b &mdash; &#1103; < 3 \"</P>")
    assert found.problems == []
    assert found.html.endswith('\n<p class="line">a &amp; b — я &lt; 3 &quot;</p>')


@pytest.mark.parametrize("slot", ["name", "number", "code", "address", "qr", "issued", "centre", "what", "facts", "signatures"])
def test_proof_that_is_missing_is_named(slot: str) -> None:
    _line, words = Markup(LEAST.replace(f"{{{slot}}}", "")).problems[0]
    assert words.startswith(f"Бракує {{{slot}}}: ")


def test_slot_that_stands_twice_is_refused() -> None:
    assert [words for _line, words in Markup(f"{LEAST}<p>{{code}}</p>").problems] == ["{code} стоїть двічі."]


STYLES = [
    "p { background: url(http://x/) }", "p { background: URL('file:///etc/passwd') }", "p { background: \\75rl(http://x/) }", "p { background: \\000075 rl(x) }",
    "p { background: u/**/rl(x) }", "p { background: u\\rl(x) }", "p { background: image(x) }", "p { background: image-set('x' 1x) }", "p { background: -weasy-x(a) }",
    "p { background: src('x') }", "p { background: element(#a) }", "p { background: linear-gradient(url(x), #fff) }", "p { background: linear-gradient(var(--x), #fff) }",
    "p { content: attr(src url) }", "p { content: url(x) }", "p::before { content: 'ШЕУ' }", "p:before { color: #fff }", "p { list-style: url(x) }", "p { list-style-image: url(x) }",
    "p { border-image: url(x) }", "p { mask: url(x) }", "p { filter: url(x) }", "p { cursor: url(x) }", "p { --a: url(x) }", "p { color: var(--a) }", "p { color: var(--paper, url(x)) }",
    "@import url(x);", "@import 'x';", "@font-face { font-family: a; src: url(x) }", "@media print { p { color: #fff } }", "@page { size: 1mm }", "@namespace url(x);", "@charset 'x';",
    "@supports (color: red) { p { color: #fff } }", "@color-profile a { src: url(x) }", "@\\69mport url(x);", "p { @media print { color: #fff } }", "p { & b { color: #fff } }",
    "p { b { background: url(x) } }", "p { position: fixed }", "p { position: running(x) }", "p { display: none }", "p { visibility: hidden }", "p { opacity: 0 }", "p { overflow: hidden }",
    "p { z-index: 9 }", "p { transform: scale(0) }", "p { clip-path: inset(1mm) }", "p { color: rgba(0,0,0,0) }", "p { color: transparent }", "p { color: #0000 }", "p { color: #00000000 }",
    "p { color: red }", "p { color: #1c1815 !important }", "p { letter-spacing: -2em }", "p { letter-spacing: -9mm }", "p { line-height: 0 }", "p { font-size: 9999mm }", "p { width: 1e9mm }",
    "p { width: calc(1mm * 2) }", "p { width: attr(a mm) }", "p { width: 1vw }", "p { font-family: Arial }", "p { font-family: 'Arial', Commissioner }", "p { font: 9pt x }", "p { all: unset }",
    "p { float: left }", "p { text-transform: uppercase }", "p { font-feature-settings: 'x' }", "p { bookmark-level: 1 }", "p { anchor: a }", "p { link: url(x) }", "p { string-set: a 'x' }",
    "p { page: a }", "p { columns: 9 }", "p { direction: rtl }", "p { background: #fff url(x) }", "* { color: #fff }", "svg { width: 1mm }", "path { width: 1mm }", ".own-qr { width: 1mm }",
    ".\\6fwn-qr { width: 1mm }", "[data-part] { color: #fff }", "#a { color: #fff }", "p:not(b) { color: #fff }", "p:nth-child(1) { color: #fff }", "html { color: #fff }", "body { width: 1mm }",
    "bd\\69 x { color: #fff }", "p { color: #fff", "p { color: #fff; } }", "</style><img src=x>", "p { color: #fff; } </style>", "<!-- p { color: #fff } -->", "p { color: '</style>' }", "p", "p {;color}",
    "a|p { color: #fff }", ". p { color: #fff }", "{ color: #fff }",
]  # fmt: skip


@pytest.mark.parametrize("attack", STYLES)
def test_style_that_is_not_on_the_list_is_refused_or_left_out(attack: str) -> None:
    found = Styles(f".fine {{ color: #1c1815 }}\n{attack}")
    said = found.css.removeprefix(".fine { color: #1c1815; }")
    assert [line for line, _words in found.problems if line == 2] or attack in ("p { color: #fff", "<!-- p { color: #fff } -->")
    assert not any(word in said.lower() for word in ("url", "import", "<", "@", "attr", "none", "fixed", "own-", "\\", "!"))


def test_styles_are_written_anew() -> None:
    found = Styles(".a,p>b:first-child{COLOR:#FFF;margin:0 auto -2.50mm;font-family:'literata'}")
    assert found.problems == []
    assert found.css == '.a,p>b:first-child { color: #fff; margin: 0 auto -2.5mm; font-family: "Literata Print"; }'


class Asked(URLFetcher):
    """Whatever address is asked for is written down, and answered."""

    def __init__(self) -> None:
        super().__init__()
        self.addresses: list[str] = []

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        self.addresses.append(url)
        return URLFetcherResponse(url, body=b"", headers={"Content-Type": "text/css"})


def test_nothing_is_fetched_whatever_was_typed(tmp_path: Path) -> None:
    """Even of what was refused, only what was understood is written."""
    html, css = Markup("\n".join([LEAST, *MARKUP])).html, "\n".join(Styles(attack).css for attack in STYLES)
    asked = Asked()
    HTML(string=f"<style>{css}</style><body>{html}", url_fetcher=asked, base_url=f"file://{tmp_path}/").write_pdf()
    assert asked.addresses == []


def test_fetcher_of_the_test_hears_what_would_be_fetched() -> None:
    asked = Asked()
    HTML(string="<style>p { background: \\75rl(http://x/a) }</style><p>a<img src='file:///etc/passwd'>", url_fetcher=asked).write_pdf()
    assert sorted(asked.addresses) == ["file:///etc/passwd", "http://x/a"]
