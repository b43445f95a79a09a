"""What a page hides from its readers is left out and counted; what it only styles stays."""

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.errors import Unreadable
from ingest.html import read_page, text_of

HIDDEN = [
    "<p style='display:none'>SECRET</p>",
    "<p style='display:/**/none'>SECRET</p>",
    "<p style='visibility: collapse'>SECRET</p>",
    "<p style='content-visibility:hidden'>SECRET</p>",
    "<p style='opacity:0'>SECRET</p>",
    "<p style='opacity:1%'>SECRET</p>",
    "<p style='font-size:0'>SECRET</p>",
    "<p style='font-size:1px'>SECRET</p>",
    "<p style='font-size:.01em'>SECRET</p>",
    "<p style='font:0/0 a'>SECRET</p>",
    "<div style='font-size:0'><p style='font-size:200%'>SECRET</p></div>",
    "<p style='width:0;height:0;overflow:hidden'>SECRET</p>",
    "<p style='max-height:0px;overflow-y:hidden'>SECRET</p>",
    "<p style='position:absolute;clip:rect(0 0 0 0)'>SECRET</p>",
    "<p style='clip-path:inset(50%)'>SECRET</p>",
    "<p style='position:absolute;left:-9999px'>SECRET</p>",
    "<p style='position:fixed;top:-200em'>SECRET</p>",
    "<p style='position:absolute;left:99999px'>SECRET</p>",
    "<p style='text-indent:-9999px'>SECRET</p>",
    "<p style='margin-left:-3000px'>SECRET</p>",
    "<p style='transform:translateX(-9999px)'>SECRET</p>",
    "<p style='transform:scale(0)'>SECRET</p>",
    "<p style='color:#fff'>SECRET</p>",
    "<p style='color:#fefefe;background:#ffffff'>SECRET</p>",
    "<p style='background-color:rgb(10,20,30);color:rgb(10 20 30)'>SECRET</p>",
    "<p style='color:hsl(0 0% 100%)'>SECRET</p>",
    "<p style='color:transparent'>SECRET</p>",
    "<p style='color:rgba(0,0,0,0)'>SECRET</p>",
    "<p style='color:#00000000'>SECRET</p>",
    "<div style='background:navy'><p style='color:#000080'>SECRET</p></div>",
    "<font color=white>SECRET</font>",
    "<table bgcolor=red><tr><td><font color='#ff0000'>SECRET</font></table>",
    "<p hidden>SECRET</p>",
    "<p aria-hidden=true>SECRET</p>",
    "<dialog>SECRET</dialog>",
    "<style>.x{display:none}</style><p class='a x'>SECRET</p>",
    "<style>#x{display:none}</style><p id=x>SECRET</p>",
    "<style>aside{display:none}</style><aside>SECRET</aside>",
    "<style>p.x.y, b{opacity:0}</style><p class='y x'>SECRET</p>",
    "<style>@media screen{.x{display:none}}</style><p class=x>SECRET</p>",
    "<style>@layer a{@supports (x:y){.x{display:none}}}</style><p class=x>SECRET</p>",
    "<style>.x{display:none!important}</style><p class=x style='display:block'>SECRET</p>",
    "<style>/* } */ .a::after{content:'}'} .x{display:none}</style><p class=x>SECRET</p>",
    "<style>.x{color:#fff}</style><p class=x>SECRET</p>",
    "<style>#y{display:none} p{display:block}</style><p id=y>SECRET</p>",
    "<style>.x{display:block} .x{display:none}</style><p class=x>SECRET</p>",
    "<style>.x{display:none} @media print{.x{display:block}}</style><p class=x>SECRET</p>",
    "<style>.x{display:none} .x:hover, .x::after, .x:contains(S){display:block}</style><p class=x>SECRET</p>",
]
SHOWN = [
    "<p style='display:block;visibility:visible;opacity:.5'>Seen</p>",
    "<p style='font-size:9px'>Seen</p>",
    "<p style='font:400 12px/1.5 serif'>Seen</p>",
    "<div style='font-size:0'><p style='font-size:16px'>Seen</p></div>",
    "<div style='visibility:hidden'><p style='visibility:visible'>Seen</p></div>",
    "<p style='height:0'>Seen</p>",
    "<p style='overflow:hidden;width:300px'>Seen</p>",
    "<p style='left:-9999px'>Seen</p>",
    "<p style='position:absolute;top:9000px'>Seen</p>",
    "<p style='margin-left:-10px;text-indent:-2em'>Seen</p>",
    "<p style='transform:translate(-50%,-50%)'>Seen</p>",
    "<p style='color:#eee'>Seen</p>",
    "<p style='color:#fff;background:#000'>Seen</p>",
    "<body bgcolor=black text=white><p>Seen</p></body>",
    "<div style='background:#036'><p style='color:white'>Seen</p></div>",
    "<div style='background:url(dark.png)'><p style='color:white'>Seen</p></div>",
    "<div style='background-image:linear-gradient(red,blue)'><p style='color:white'>Seen</p></div>",
    "<div style='background:rgba(0,0,0,.5)'><p style='color:white'>Seen</p></div>",
    "<h1 style='color:transparent;background-clip:text'>Seen</h1>",
    "<link rel=stylesheet href=all.css><p style='color:white'>Seen</p>",
    "<style>@import 'all.css';</style><p style='color:white'>Seen</p>",
    "<style>.hero .top{background:black} h1{color:white}</style><div class=hero><h1>Seen</h1></div>",
    "<p style='color:inherit;background:inherit'>Seen</p>",
    "<p style='color:rebeccapurple;background:rebeccapurple1'>Seen</p>",
    "<details><summary>Seen</summary></details>",
    "<p hidden=until-found>Seen</p>",
    "<dialog open>Seen</dialog>",
    "<style>@media print{.x{display:none}}</style><p class=x>Seen</p>",
    "<style>@media (max-width:600px){.x{display:none}}</style><p class=x>Seen</p>",
    "<style media=print>.x{display:none}</style><p class=x>Seen</p>",
    "<noscript><style>.x{display:none}</style></noscript><p class=x>Seen</p>",
    "<style>.x{display:none} @media (min-width:600px){.x{display:block}}</style><p class=x>Seen</p>",
    "<style>.x{display:none} .open > .x{display:block}</style><div class=open><p class=x>Seen</p></div>",
    "<style>.x{display:none} .x.on{display:block}</style><p class='x on'>Seen</p>",
    "<style>.x{display:none}</style><p class=x style='display:block'>Seen</p>",
    "<style>@keyframes in{from{opacity:0}} p{animation:in 1s}</style><p>Seen</p>",
    "<style>.x{display:none</style><p class=y>Seen</p>",
    "<style>body{opacity:0}</style><p>Seen</p>",
    "<body style='visibility:hidden;font-size:0'><p style='font-size:1em'>Seen</p>",
    "<style>}}}{{{ .x:hover{display:none} p:nth-child({display:none}</style><p class=x>Seen</p>",
]


def read(markup: str) -> tuple[str, int]:
    page = read_page(f"<p>before</p>{markup}<p>after</p>")
    return text_of(page.root), page.dropped


@pytest.mark.parametrize("markup", HIDDEN)
def test_what_no_reader_sees_is_left_out_and_counted(markup: str) -> None:
    assert read(markup) == ("before after", len("SECRET"))


@pytest.mark.parametrize("markup", SHOWN)
def test_what_a_reader_sees_stays(markup: str) -> None:
    assert read(markup) == ("before Seen after", 0)


def test_a_thousand_rules_and_elements_do_not_take_long() -> None:
    rules = "".join(f".c{number}{{display:none}} .a .c{number}{{display:block}}" for number in range(1000))
    text, _ = read(f"<style>{rules}</style>" + "".join(f"<p class=c{number}>x</p>" for number in range(1000)))

    assert text == "before after"


def test_countless_rules_for_the_same_elements_do_not_take_long() -> None:
    begun = process_time()
    text, _ = read(f"<style>{'.x{display:none}' * 10_000}</style>{'<p class=x>x' * 1000}")

    assert text == "before after"
    assert process_time() - begun < 4


def test_a_page_of_too_many_tags_is_unreadable_at_once() -> None:
    with pytest.raises(Unreadable, match=r"made of 20000\d tags"):
        read("<p>x" * 200_000)


def test_a_sheet_of_any_rubbish_hides_nothing() -> None:
    assert read("<style>" + "{" * 5000 + "}" * 4000 + "</style>Seen") == ("before Seen after", 0)


SELECTORS = st.lists(
    st.sampled_from(
        ["div", ".x", "#y", ":is(.x", ")", "[a", "]", ":nth-child(", "n+1)", "::", " > ", "\\", "'", "*"]
    )
)


@given(SELECTORS.map("".join))
def test_no_selector_of_a_page_is_too_odd(selector: str) -> None:
    rules = f".x{{display:none}} {selector}{{display:block}} {selector} .x{{display:block}}"

    assert "after" in read(f"<style>{rules}</style><div><p class=x id=y>text</p></div>")[0]
