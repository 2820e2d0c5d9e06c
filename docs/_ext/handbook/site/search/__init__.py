"""Search: an index of each build, and what the interface in ``docs/_static/search`` needs.

While pages are written, the words of each are kept in a file of its own among the doctrees,
which serves parallel writers and later builds that write few pages.
At the end of the build the index is made from all of them.
"""

import json
import posixpath
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import unquote, urldefrag

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util import logging
from sphinx.util.typing import ExtensionMetadata

from handbook.content import words
from handbook.core import toml_file
from handbook.core.errors import FileError, HandbookError
from handbook.core.output import (
    AnyPage,
    SitePage,
    is_site,
    on_any_page,
    on_page,
    on_site_written,
    write,
)
from handbook.core.sources import LOCAL, is_local
from handbook.core.warnings import Subtype, warn
from handbook.site.search import index, panel, questions
from handbook.site.search.page import Link, PageText, answer, links, sections
from handbook.site.search.postings import keep
from handbook.site.search.synonyms import KINDS, read

logger = logging.getLogger(__name__)

T = TypeVar("T")

# Folders below the sources that may have synonyms and questions: ours, and an organisation's own.
DATA = ("_data", LOCAL)
# They mark words that were searched for, translate Sphinx's own search page, and lead to its field.
UNUSED = {f"_static/{name}.js" for name in ("doctools", "sphinx_highlight", "translations")}


def _kept(app: Sphinx) -> Path:
    """Give the folder of the pages' words; builders differ in their addresses."""
    return Path(app.doctreedir, "search", app.builder.name)


def _file(app: Sphinx, docname: str) -> Path:
    return _kept(app) / "pages" / f"{docname}.json"


def _replace_own_search(app: Sphinx) -> None:
    """Have Sphinx make neither its index nor its search page; ours comes as any other page."""
    if is_site(app.builder):
        app.builder.search = False  # type: ignore[attr-defined]
        app.add_css_file("search/box.css")
        app.add_js_file("search/loader.js", loading_method="defer")


def _drop_unused(page: AnyPage) -> None:
    """Leave out the scripts of Sphinx's own search page, which is not ours."""
    scripts = page.context["script_files"]
    page.context["script_files"] = [js for js in scripts if js.filename not in UNUSED]


def _search_page(app: Sphinx) -> Iterable[tuple[str, dict[str, Any], str]]:
    return [("search", {}, "search.html")] if is_site(app.builder) else []


def _keep_words(page: SitePage) -> None:
    path = _file(page.app, page.name)
    if "nosearch" not in page.app.env.metadata[page.name]:
        text = _page_text(page.app, page.name, page.doctree)
        keep(text)
        write(path, json.dumps(text, default=vars, ensure_ascii=False))
    else:
        path.unlink(missing_ok=True)


def _page_text(app: Sphinx, docname: str, doctree: nodes.document) -> PageText:
    env, url = app.env, app.builder.get_target_uri(docname)
    text = PageText(
        docname=docname,
        url=url,
        title=env.titles[docname].astext() if docname in env.titles else docname,
        kind=_kind(app, docname),
        owner=str(env.metadata[docname].get("owner", "")),
        record=_record(env, docname),
        keywords=_keywords(docname, doctree),
        answer=answer(doctree),
        sections=sections(doctree),
    )
    # As a browser resolves them: against the folder of the page's own address.
    folder = posixpath.dirname(url)
    for uri, label in links(doctree):
        path, anchor = urldefrag(uri)
        target = posixpath.normpath(posixpath.join(folder, unquote(path)))
        text.links.append(Link(f"{target}#{anchor}" if anchor else target, label))
    return text


def _kind(app: Sphinx, docname: str) -> str:
    if is_local(docname) and _record(app.env, docname):
        return "records"  # where a reader looks for it
    folder = docname.partition("/")[0] if "/" in docname else ""
    known = folder in app.config.handbook_search_kinds and docname != app.config.root_doc
    return (folder or "chapter") if known else ""


def _record(env: BuildEnvironment, docname: str) -> str:
    # Asked for by name: search works in a project without records.
    domain = next((domain for domain in env.domains.values() if domain.name == "tradeoff"), None)
    record = domain.data["records"].get(docname) if domain else None
    return record.id if record else ""


def _keywords(docname: str, doctree: nodes.document) -> str:
    metas = [node for node in doctree.children if isinstance(node, nodes.meta)]  # all stand on top
    found = [node for node in metas if node.get("name") == "keywords"]
    # The file's own name is often the short one: "faq" for a page titled otherwise.
    return " ".join([docname.rpartition("/")[2], *(str(node.get("content", "")) for node in found)])


def _make_index(app: Sphinx) -> None:
    interface = Path(app.outdir, "_static", "search")
    if interface.is_dir():  # a project may take the index alone
        panel.write(interface)
    pages = list(_pages(app))
    if not pages:
        return
    kinds: dict[str, str] = app.config.handbook_search_kinds
    source = index.Source(
        pages=pages,
        **_synonyms(app),
        questions=_questions(app, pages),
        kinds={folder or "chapter": label for folder, label in kinds.items()},
        guide=app.config.handbook_search_guide,
        report=app.config.handbook_search_report,
        common=list(map(words.of(app.config).said, app.config.handbook_search_common)),
        # The handbook's own words go on finding what now says the organisation's.
        renamed=words.of(app.config).pairs,
    )
    try:
        index.build(source, Path(app.outdir))
    except HandbookError as error:
        warn(Subtype.SEARCH, "%s", error, location=app.config.root_doc)


def _pages(app: Sphinx) -> Iterator[PageText]:
    """Read the kept words of the pages that there are, and forget those of pages that went."""
    for path in sorted((_kept(app) / "pages").rglob("*.json")):
        docname = path.relative_to(_kept(app) / "pages").with_suffix("").as_posix()
        if docname in app.env.all_docs:
            yield PageText.from_json(json.loads(path.read_text(encoding="utf-8")))
        else:
            path.unlink()


def _kept_files(app: Sphinx, name: str, read: Callable[[Path], T]) -> Iterator[tuple[Path, T]]:
    """Read our file of a name and the organisation's; a faulty one is warned of and left out."""
    for folder in DATA:
        path = Path(app.srcdir, folder, name)
        try:
            content = read(path)
        except FileError as error:
            warn(Subtype.SEARCH, "%s", error, location=f"{path}:{error.line}")
        else:
            yield path, content


def _synonyms(app: Sphinx) -> dict[str, list[list[str]]]:
    kept = [lists for _, lists in _kept_files(app, "synonyms.toml", read)]
    return {kind: [names for lists in kept for names in lists[kind]] for kind in KINDS}


def _questions(app: Sphinx, pages: list[PageText]) -> list[questions.Question]:
    """Give what people ask of the pages that search finds."""
    anchors = {page.docname: {"", *(section.id for section in page.sections)} for page in pages}
    for docname, label in app.env.domains.standard_domain.anonlabels.values():
        anchors.get(docname, set()).add(label)
    found, lost = [], set()
    left_out = app.config.handbook_left_out
    for path, asked in _kept_files(app, "questions.toml", questions.read):
        said = str if path.parent.name == LOCAL else words.of(app.config).said
        text = path.read_text(encoding="utf-8") if asked else ""
        for question in asked:
            question = replace(question, asks=said(question.asks))
            if question.docname in left_out:
                if not left_out[question.docname]:
                    continue
                question = replace(question, docname=left_out[question.docname], anchor="")
            place = (question.asks, question.docname)
            location = f"{path}:{question.line}"
            if question.docname not in anchors:
                if question.docname not in lost:  # once for all its questions
                    message = "%r is no page that search finds: %s"
                    close = [name for name in anchors if name.endswith(f"/{question.docname}")]
                    close = close or get_close_matches(question.docname, anchors, n=1)
                    hint = f"did you mean {close[0]!r}?" if close else "name the one that answers"
                    location = f"{path}:{toml_file.line_of(text, question.docname)}"
                    warn(Subtype.SEARCH, message, question.docname, hint, location=location)
                lost.add(question.docname)
            elif question.anchor not in anchors[question.docname]:
                message = "the answer to %r is on %r at %r, which is no section there: correct 'at'"
                warn(Subtype.SEARCH, message, *place, question.anchor, location=location)
            else:
                found.append(question)
    return found


def setup(app: Sphinx) -> ExtensionMetadata:
    app.setup_extension("handbook.content.leave_out")
    app.setup_extension("handbook.content.words")
    # Folder, or "" for pages at the top: the label of its kind, in the order of the filters.
    app.add_config_value("handbook_search_kinds", {}, "html", types=frozenset({dict}))
    # The page offered to a reader whose search found nothing.
    app.add_config_value("handbook_search_guide", "", "html", types=frozenset({str}))
    # The page that tells readers what is reported of a query; "" reports nothing.
    app.add_config_value("handbook_search_report", "", "html", types=frozenset({str}))
    # Questions, as the register of questions has them, that an empty field offers.
    app.add_config_value("handbook_search_common", [], "html", types=frozenset({list}))
    app.connect("builder-inited", _replace_own_search)
    app.connect("html-collect-pages", _search_page)
    on_any_page(app, _drop_unused)
    on_page(app, _keep_words)
    on_site_written(app, _make_index)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
