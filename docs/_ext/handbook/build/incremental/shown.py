"""What pages show that is not their own: of all pages, of the pages they link to, of elsewhere."""

from collections.abc import Iterable
from pathlib import PurePosixPath

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from handbook.build.incremental import files
from handbook.core.output import SHOWN
from handbook.site.navigation import outline

# Data whose owner names the pages to write again, in ``env-updated`` or by a label.
LOOKED_AFTER = {SHOWN, "tradeoff"}
# Kept by Sphinx for each page's own use, taken from the configuration, or part of `outline`.
NOT_SHARED = {
    *("all_docs", "config", "config_status", "config_status_extra", "current_document"),
    *("dependencies", "dlfiles", "domaindata", "domains", "events", "files_to_rebuild"),
    *("images", "included", "index", "longtitles", "master_doctree", "metadata", "myst_config"),
    *("original_image_uri", "project", "ref_context", "reread_always", "sd_config", "settings"),
    *("titles", "toc_num_entries", "toctree_includes", "tocs", "version", "versioning_compare"),
    "versioning_condition",
}

# In a page's metadata: the names of the pages that it links to, without folder and ending.
TARGETS = "handbook_targets"
# Metadata of a page, whoever counted it, that no other page shows.
MOVING = ("handbook_links", "handbook_plain_links", "myst_slugs", TARGETS)


def shared(app: Sphinx, env: BuildEnvironment, contents: dict[str, str]) -> str:
    """Digest what any page may show, or what its files depend on."""
    sources = {str(env.doc2path(page)) for page in env.all_docs}
    data = {**env.domaindata, **{k: v for k, v in vars(env).items() if not k.startswith("_")}}
    return files.digest(
        [
            outline(env),
            [app.config.overrides, sorted(app.tags)],
            {page: title.pformat() for page, title in env.longtitles.items()},
            {name: value for name, value in data.items() if name not in LOOKED_AFTER | NOT_SHARED},
            [{str(k): str(v[1]) for k, v in kept.items()} for kept in (env.images, env.dlfiles)],
            {path: content for path, content in contents.items() if path not in sources},
            [
                sorted(str(path) for path in files.below(app.confdir / extra))
                for extra in app.config.html_extra_path
            ],
        ]
    )


def about(env: BuildEnvironment, page: str) -> str:
    """Digest what pages that link to a page may show of it, beside its title and labels."""
    meta = {key: value for key, value in env.metadata[page].items() if key not in MOVING}
    # MyST's headings without their lines, which move with every edit.
    slugs = {slug: entry[1:] for slug, entry in env.metadata[page].get("myst_slugs", {}).items()}
    return files.digest([meta, slugs])


def linking_to(env: BuildEnvironment, pages: Iterable[str]) -> set[str]:
    """Name the pages that link to one of some pages, and maybe more of the same name."""
    names = {_name(page) for page in pages}
    return {
        page for page in env.all_docs if not names.isdisjoint(env.metadata[page].get(TARGETS, ()))
    }


def _name(target: str) -> str:
    return PurePosixPath(target).stem.lower()


def note_targets(app: Sphinx, doctree: nodes.document) -> None:
    links = doctree.findall(addnodes.pending_xref)
    targets = {_name(str(link.get("reftarget", ""))) for link in links}
    app.env.metadata[app.env.current_document.docname][TARGETS] = sorted(targets)
