"""The links of a page: where they lead, which are numbered in the text, and which are listed."""

from __future__ import annotations

import pytest

from tools.cloud import page_links, page_worker
from tools.cloud.page_links import resolved
from tools.cloud.page_worker import Job, Reading

PAGE = "https://luthier.example/a/b"
MORE = "and a sentence besides, long enough to be no list of links."
PROSE = "A mute sits on the bridge of a violin and makes its tone softer and darker than it would be. " * 3


def read(body: str, head: str = "", url: str = PAGE) -> Reading:
    page = f"<html><head><title>T</title>{head}</head><body>{body}</body></html>"
    return page_worker.read(Job("html", url), page.encode())


def article(words: str, head: str = "", url: str = PAGE) -> Reading:
    return read(f"<article><p>{PROSE}</p><p>{words} {MORE}</p></article>", head, url)


@pytest.mark.parametrize(
    ("href", "address"),
    [
        ("foo.html", "https://luthier.example/a/foo.html"),
        ("../c", "https://luthier.example/c"),
        ("?q=1", "https://luthier.example/a/b?q=1"),
        ("//other.example/x", "https://other.example/x"),
        (" /a\n/c d ", "https://luthier.example/a/c%20d"),
        ("https://a.example/x#y", "https://a.example/x"),
        ("#part", ""),
        ("", ""),
        ("/a/b#part", ""),
        ("mailto:a@a.example", ""),
        ("javascript:alert(1)", ""),
        ("ftp://a.example/", ""),
        ("https://", ""),
        ("https://user:word@a.example/", ""),
        ("https://a b.example/", ""),
        ("http://[::1", ""),
        ("https://a.example/\u202e", ""),
        ("https://a.example/" + "x" * 2000, ""),
    ],
)
def test_a_link_leads_where_a_browser_would_go_and_to_pages_alone(href: str, address: str) -> None:
    assert resolved(href, PAGE, PAGE) == address


@pytest.mark.parametrize(
    ("head", "address"),
    [
        ("", "https://luthier.example/a/foo"),
        ('<base href="http://other.example/x/y">', "http://other.example/x/foo"),
        ('<base href="/deep/er/">', "https://luthier.example/deep/er/foo"),
        ('<base target="_top"><base href="/one/"><base href="/two/">', "https://luthier.example/one/foo"),
        ('<base href="ftp://other.example/">', "https://luthier.example/a/foo"),
        ('<base href="javascript:alert(1)//">', "https://luthier.example/a/foo"),
    ],
)
def test_relative_links_follow_the_base_that_the_page_names(head: str, address: str) -> None:
    found = article('See <a href="foo">the foo</a>', head)
    assert [link.url for link in found.links] == [address]
    assert "See the foo [1] and" in found.text


def test_links_that_lead_nowhere_keep_their_words_and_get_no_number() -> None:
    found = article('See <a href="#x">a part</a>, <a href="javascript:x()">more</a>, <a href="/c">this</a>')
    assert "See a part, more, this [1] and" in found.text
    assert [link.url for link in found.links] == ["https://luthier.example/c"]


def test_numbers_stand_behind_the_words_of_a_link_however_they_are_marked_up() -> None:
    found = article('<a href="/c"><b>the bold</b> <img src="x"> </a>or <a href="/d"> plain\n</a>')
    assert "**the bold [1]**" in found.text
    assert "plain [2]" in found.text
    assert [link.text for link in found.links] == ["the bold", "plain"]


def test_a_page_cannot_write_numbers_of_its_own() -> None:
    found = article('⁅0⁆ of &#x2045;0&#x2046; <a href="/c">this</a>', "<title>M ⁅0⁆</title>")
    assert "0 of 0 this [1]" in found.text


def test_a_contents_page_comes_with_its_links() -> None:
    chapters = "".join(f'<li><a href="p{n}">Chapter {n}: how to do things</a></li>' for n in range(12))
    found = read(f"<main><h1>Docs</h1><p>Welcome. Choose a chapter below.</p><ul>{chapters}</ul></main>")
    assert [link.url for link in found.links] == [f"https://luthier.example/a/p{n}" for n in range(12)]
    assert "Chapter 11: how to do things [12]" in found.text


def test_a_long_list_of_links_is_listed_as_far_as_is_useful() -> None:
    items = "".join(f'<li><a href="/p{n}">Item {n}</a></li>' for n in range(90))
    found = read(f"<ul>{items}</ul>")
    assert len(found.links) == page_links.MOST_LISTED
    assert "Item 59 [60]\nItem 60\n" in found.text


def test_headlines_that_the_text_leaves_out_are_listed() -> None:
    stories = "".join(
        f'<article><a href="/p{n}"><img alt="A picture"></a>'
        f'<h2><a href="/p{n}">Headline {n} of the day</a></h2>'
        f"<p>Summary of the story number {n}, which goes on for a while so that it is read.</p></article>"
        for n in range(10)
    )
    menu = '<nav><a href="/home">Home</a></nav><header><a href="/">The paper</a></header>'
    found = read(f"{menu}<main>{stories}</main><footer><a href='/imprint'>Imprint</a></footer>")
    assert {link.url: link.text for link in found.links} == {
        f"https://luthier.example/p{n}": f"Headline {n} of the day" for n in range(10)
    }


def test_a_card_that_is_a_link_as_a_whole_is_listed_by_its_headline() -> None:
    cards = "".join(f'<a href="/p{n}"><h3></h3><h3>Card {n}</h3><p>{PROSE}</p></a>' for n in range(4))
    assert [link.text for link in read(f"<main>{cards}</main>").links] == [f"Card {n}" for n in range(4)]


@pytest.mark.parametrize(
    ("inner", "text"),
    [
        ("<b>wolf</b> <b>mutes</b> are", "wolf mutes are"),
        ("s<b>ord</b>ino", "sordino"),
        ("<div>Rubber</div><div>4 g</div>", "Rubber 4 g"),
        ("Metal<br>mutes", "Metal mutes"),
        ("<svg><style>.a{b:c}</style></svg>Shop <script>x()</script>", "Shop"),
    ],
)
def test_the_words_of_a_link_are_what_is_seen_of_it(inner: str, text: str) -> None:
    tiles = "".join(f'<li><a href="/p{n}">{inner}</a></li>' for n in range(4))
    assert {link.text for link in read(f"<main><ul>{tiles}</ul></main>").links} == {text}


def test_links_in_a_form_that_is_the_whole_page_are_its_own() -> None:
    items = "".join(f'<li><a href="/p{n}">Item {n}</a></li>' for n in range(9))
    assert len(read(f"<form><div><ul>{items}</ul></div></form>").links) == 9


def test_pictures_that_are_links_are_listed_by_their_names() -> None:
    names = ('<img alt="Rubber mutes">', "<svg></svg>", '<img alt=" ">', "")
    labels = ("", 'aria-label="Metal mutes"', 'title="Wolf mutes"', "")
    tiles = "".join(
        f'<a href="/p{n}" {label}>{name}</a>'
        for n, (name, label) in enumerate(zip(names, labels, strict=True))
    )
    found = read(f"<main>{tiles}</main>")
    assert [link.text for link in found.links] == ["Rubber mutes", "Metal mutes", "Wolf mutes"]
    assert found.text == "Rubber mutes [1]\nMetal mutes [2]\nWolf mutes [3]"


def test_a_page_of_prose_does_not_list_what_stands_beside_it() -> None:
    beside = "".join(f'<div><a href="/p{n}">Other {n}</a></div>' for n in range(5))
    found = read(f'<article><p>{PROSE * 4}</p><p>See <a href="/c">this</a> too.</p></article>{beside}')
    assert [link.url for link in found.links] == ["https://luthier.example/c"]


@pytest.mark.parametrize(
    "attributes",
    [
        "hidden",
        'hidden=""',
        'style="display:none"',
        'style="color: red; DISPLAY : none !important"',
        'style="visibility:hidden"',
    ],
)
def test_what_browsers_do_not_show_is_not_read(attributes: str) -> None:
    found = article(f"<b>Before</b> <span {attributes}>Unseen <a href='/x'>words</a></span>after")
    assert "Unseen" not in found.text
    assert "after and a sentence" in found.text
    assert found.links == ()
    assert "Unseen" not in read(f"<article><p>{PROSE}</p><div {attributes}>Unseen</div></article>").text


def test_a_dialog_that_is_not_open_is_not_read() -> None:
    assert "Unseen" not in read(f"<article><p>{PROSE}</p><dialog><p>Unseen</p></dialog></article>").text


@pytest.mark.parametrize("attributes", ['hidden="until-found"', 'style="display:block"', 'class="hidden"'])
def test_what_browsers_show_or_can_find_is_read(attributes: str) -> None:
    assert (
        "Here it is"
        in read(f"<article><p>{PROSE}</p><div {attributes}><p>Here it is.</p></div></article>").text
    )


def test_a_page_that_hides_itself_until_its_scripts_ran_is_read() -> None:
    page = f'<html><body style="display:none"><article><p>{PROSE}</p></article></body></html>'
    assert "A mute sits" in page_worker.read(Job("html", PAGE), page.encode()).text
