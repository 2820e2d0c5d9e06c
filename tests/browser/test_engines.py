"""What readers live by, in each engine: Chromium, Firefox and WebKit."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zipfile import ZipFile

if TYPE_CHECKING:
    from pathlib import Path

    from reader import Reader

TERM = "article a.reference.internal:has(.std-term)"
TICKED = "[...document.querySelectorAll('article input:checked')].map(e => e.labels[0].textContent)"
ROWS = """[...document.querySelectorAll("table.tradeoff-register tbody tr:not([hidden])")]
  .map((row) => row.innerText)"""
TOAST = "document.querySelector('[role=status].toast')?.textContent"
# In place of the address of a file that is saved: no engine tells where it saves one.
KEEP = "(file) => { file.text().then((text) => { window.saved = text; }); return '#'; }"
STATUS = "document.querySelector('.ticks [role=status]')?.textContent"


def answered(words: str) -> str:
    return f"document.querySelector('.search-results')?.dataset.answers === '{words}'"


def at(path: str) -> str:
    return f"document.readyState === 'complete' && location.href.includes('{path}')"


def pasted(reader: Reader) -> str:
    """Paste into a field of the page, and return what came."""
    reader.run("document.body.append(document.createElement('textarea'))")
    reader.run("document.querySelector('textarea').focus()")
    reader.press("Control+v")
    text: str = reader.see("document.querySelector('textarea').value")
    return text


def test_a_search_goes_from_a_key_to_its_marked_words_and_back(reader: Reader) -> None:
    reader.open("/index.html")
    reader.see("window.handbookSearch")

    reader.press("/")
    reader.type("robustness worksheet")  # the first letters come while the dialog loads
    reader.see(answered("robustness worksheet"))
    reader.press("ArrowDown", "Enter")
    reader.see(at("/robustness-worksheet.html?marks="))
    reader.see("document.querySelector('article mark')")
    text = reader.run("document.querySelector('article').innerText")
    reader.click(".search-marks-bar button")

    reader.see("!document.querySelector('article mark')")
    assert reader.run("document.querySelector('article').innerText") == text
    reader.see("document.activeElement.localName === 'article'")
    reader.see("!location.href.includes('marks')")
    reader.back()
    reader.see(at("/index.html"))


def test_the_page_stands_still_behind_the_search(reader: Reader) -> None:
    edge = "document.querySelector('article').getBoundingClientRect().left"
    reader.open("/robustness.html")
    reader.see("window.handbookSearch")
    before = reader.run(edge)

    reader.press("/")
    reader.see("document.querySelector('.search-dialog[open]')")

    assert reader.run(edge) == before


def test_a_search_in_the_address_is_there_again_on_the_way_back(reader: Reader) -> None:
    reader.open("/search.html?q=advice")
    reader.see(answered("advice"))

    reader.click("#search-results a")
    reader.see("!location.pathname.endsWith('search.html')")
    reader.back()

    reader.see(answered("advice"))
    reader.see("document.querySelector('#search-page input').value === 'advice'")


def test_ticks_are_counted_kept_and_saved_as_a_file(reader: Reader) -> None:
    reader.open("/onboarding/checklist.html")

    reader.click("article input.task-list-item-checkbox")
    reader.see(f"{STATUS}.startsWith('1 of ')")
    reader.open("/onboarding/checklist.html")
    reader.see(f"{STATUS}.startsWith('1 of ')")

    (ticked,) = reader.run(TICKED)
    reader.run(f"URL.createObjectURL = {KEEP}")
    reader.click(".ticks button")
    lines = reader.see("window.saved").splitlines()
    assert lines[0] == "# Twelve weeks on one page"
    assert lines[4] == f"- [x] {ticked}"
    assert lines[5].startswith("- [ ] ")


def test_the_register_is_filtered_and_sorted_and_its_address_keeps_both(reader: Reader) -> None:
    reader.open("/records/index.html")
    reader.see("!!document.querySelector('select[name=status]')")
    everything = reader.run(ROWS)

    reader.run("document.querySelector('select[name=status]').focus()")
    reader.press("ArrowDown", "Tab")
    reader.see("location.search.includes('status=')")
    reader.click("th.tradeoff-review-by button")
    reader.see("location.search.includes('sort=review-by')")
    chosen = reader.run(ROWS)

    reader.open(reader.run("location.href"))
    reader.see("document.querySelector('[aria-sort]')?.ariaSort === 'ascending'")
    assert 0 < len(chosen) < len(everything)
    assert reader.run(ROWS) == chosen


def test_a_tab_is_chosen_by_arrow(reader: Reader) -> None:
    reader.open("/about/style-guide.html")

    reader.run("document.querySelector('.sd-tab-set > input').focus()")
    reader.press("ArrowRight")

    reader.see("document.querySelectorAll('.sd-tab-set > .sd-tab-content')[1].checkVisibility()")


def test_a_template_is_copied_said_and_keeps_the_focus(reader: Reader) -> None:
    reader.open("/templates/role-charter.html")

    reader.see("!!document.querySelector('button.copybtn')")
    reader.run("document.querySelector('button.copybtn').focus()")
    reader.press("Enter")
    reader.see(f"{TOAST} === 'Copied'")

    assert reader.run("document.activeElement.matches('button.copybtn')")
    assert pasted(reader).startswith("# ")


def test_a_heading_gives_its_address(reader: Reader) -> None:
    reader.open("/how-to/record-a-decision.html")

    reader.click("article h2 a.headerlink")
    reader.see(f"{TOAST} === 'Link copied'")

    address = reader.run("document.querySelector('article h2 a.headerlink').href")
    assert pasted(reader) == address == reader.run("location.href")


def test_a_page_is_copied_as_markdown_with_addresses_that_work_elsewhere(
    reader: Reader, served: str
) -> None:
    reader.open("/how-to/record-a-decision.html")

    reader.click("ul.page-actions button")
    reader.see(f"{TOAST} === 'Page copied as Markdown'")

    text = pasted(reader)
    assert "\n# Record a decision\n" in text
    assert f"]({served}/how-to/run-an-advice-round.md" in text
    assert "](run-an-advice-round.md" not in text


def test_a_term_is_explained_when_pointed_at(reader: Reader) -> None:
    reader.open("/how-to/record-a-decision.html")

    reader.hover(TERM)

    said = reader.see("document.querySelector('#link-preview:popover-open p')?.textContent")
    assert len(said) > 20


def test_the_scheme_changes_says_so_and_is_kept(reader: Reader) -> None:
    reader.open("/index.html")

    reader.click(".content-icon-container .theme-toggle")
    reader.see("document.querySelector('body > [role=status]')?.textContent.endsWith(': dark')")
    reader.open("/architecture.html")

    reader.see("document.body.dataset.theme === 'dark'")
    assert reader.run("getComputedStyle(document.querySelector('img.only-dark')).display") != "none"


def test_a_lost_reader_searches(reader: Reader) -> None:
    reader.open("/404.html")

    reader.run("document.querySelector('article input[name=q]').focus()")
    reader.type("why?")
    reader.see(answered("why?"))
    reader.press("ArrowDown", "Enter")

    reader.see("!location.pathname.endsWith('404.html')")


def test_a_page_opened_from_a_disk_searches(reader: Reader, site: Path) -> None:
    reader.open((site / "index.html").as_uri())
    reader.see("window.handbookSearch")

    reader.press("/")
    reader.type("robustness")
    reader.see(answered("robustness"))
    reader.press("ArrowDown", "Enter")

    reader.see(at("/robustness.html"))


def test_what_scrolls_beside_the_text_is_no_stop_of_its_own(reader: Reader) -> None:
    reader.resize(1500, 400)
    reader.open("/architecture.html")

    for before in (".sidebar-search", "footer a:last-of-type"):
        reader.run(f"(window.left = [...document.querySelectorAll('{before}')].at(-1)).focus()")
        reader.press("Tab")
        reader.see("document.activeElement !== left")
        assert reader.run("document.activeElement.localName") == "a"


def test_the_menu_of_a_phone_opens_and_closes(reader: Reader) -> None:
    reader.resize(500, 800)
    reader.open("/robustness.html")

    reader.click(".mobile-header [popovertarget=site-menu]")
    reader.see("document.querySelector('#site-menu').matches(':popover-open')")
    reader.press("Escape")

    reader.see("!document.querySelector('#site-menu').matches(':popover-open')")


def test_the_book_fits_a_small_e_reader(reader: Reader, epub: Path, tmp_path: Path) -> None:
    with ZipFile(epub) as book:
        book.extractall(tmp_path)
    record = next(tmp_path.glob("**/records/TO-*.xhtml"))
    reader.resize(420, 800)

    for page in ("index.xhtml", "records/index.xhtml", "reference/glossary.xhtml", record):
        reader.open((tmp_path / page).as_uri())
        assert reader.run("document.documentElement.scrollWidth <= innerWidth"), page
