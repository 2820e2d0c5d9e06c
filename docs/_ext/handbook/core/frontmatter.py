"""Read the YAML block at the head of a page, knowing the line of every value.

MyST reads the same block later, with another loader and without lines.
So ours reads first, says what is wrong at the very line, and then hides its own keys from
the text: neither a fault nor a key of ours is ever reported twice.
Reading is bounded (size, depth, no aliases): a hostile block costs nothing.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import yaml
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util.typing import ExtensionMetadata

from handbook.core.errors import FileError, quoted
from handbook.core.warnings import Subtype, warn

KeyPath = tuple[str | int, ...]

FENCE = "---"
MAX_CHARACTERS = 32_000
MAX_DEPTH = 8
MAX_BITS = 64  # of a whole number; MyST ends the build at one of 4,300 digits
# Who keeps a page, and when it was and is to be read.
UPKEEP_KEYS = ("owner", "reviewed", "review-by")
# Keys that the handbook's own modules read; MyST and Sphinx never need to see them.
OWN_KEYS = ("language", *UPKEEP_KEYS, "tradeoff")

_BELOW_BLANK = re.compile(r"\s+---\s*\n[\w-]+:")
_TAG = "tag:yaml.org,2002:"
_PLAIN_TAGS = frozenset(f"{_TAG}{name}" for name in ("bool", "float", "int", "null", "str"))
# Sources before this priority still see the keys; MyST, which parses after the event, does not.
_READ_PRIORITY, _HIDE_PRIORITY = 100, 900


@dataclass(frozen=True)
class FrontMatter:
    """A page's front matter.

    :ivar data: the values; dates stay text.
    :ivar lines: the line, counted from 1, of each path such as ``("tradeoff", "gains", 0)``.
    """

    data: Mapping[str, Any]
    lines: Mapping[KeyPath, int]

    def line(self, *path: str | int) -> int:
        """Give the line of a path, or of its nearest parent that the block has."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


class _Loader(yaml.SafeLoader):
    """PyYAML's safe loader, which leaves dates as the text that the author wrote."""

    yaml_implicit_resolvers = {  # noqa: RUF012  (PyYAML's own name and form)
        first: [pair for pair in pairs if pair[0] != f"{_TAG}timestamp"]
        for first, pairs in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }

    def __init__(self, stream: str) -> None:
        super().__init__(stream)
        self.depth = 0

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        """Refuse references and deep nesting before they can cost anything."""
        event = self.peek_event()
        line = event.start_mark.line + 2
        if isinstance(event, yaml.AliasEvent) or event.anchor:
            sign = "*" if isinstance(event, yaml.AliasEvent) else "&"
            raise FileError(
                line,
                f"{sign}{event.anchor} is a YAML reference, which front matter may not use:"
                " write the value out, or put quotes around it",
            )
        if self.depth >= MAX_DEPTH:
            raise FileError(line, f"nested more than {MAX_DEPTH} levels deep: flatten it")
        self.depth += 1
        node: yaml.Node | None = super().compose_node(parent, index)
        self.depth -= 1
        return node


def parse(text: str) -> FrontMatter | None:
    """Read the front matter of a page.

    :returns: ``None`` where the page has no front matter.
    :raises FileError: at the first fault; later ones can't be told apart from its echo.
    """
    if not text.startswith(FENCE):
        if _BELOW_BLANK.match(text):
            raise FileError(1, "an empty line stands above the front matter: remove it")
        return None
    lines = _block(text)
    block = "\n".join(lines)
    if len(block) > MAX_CHARACTERS:
        longest = max(range(len(lines)), key=lambda n: len(lines[n]))
        raise FileError(
            longest + 2,
            f"front matter has {len(block):,} characters, more than the {MAX_CHARACTERS:,}"
            " allowed: move prose into the page",
        )
    loader = None
    try:
        loader = _Loader(block)
        return _convert(loader, loader.get_single_node())
    except yaml.reader.ReaderError as error:
        line = block.count("\n", 0, error.position) + 2
        raise FileError(
            line, f"the character U+{error.character:04X} can't stand in YAML: remove it"
        ) from error
    except yaml.MarkedYAMLError as error:
        raise _from_yaml(error) from error
    finally:
        if loader:
            loader.dispose()


def blank(text: str, front: FrontMatter, keys: Collection[str]) -> str:
    """Hide top-level keys from later readers of the front matter, keeping every line's number.

    :param keys: the keys to turn into YAML comments; when none other is left, the block goes.
    """
    if not (hidden := [key for key in front.data if key in keys]):
        return text
    if len(hidden) == len(front.data):
        return blank_all(text)
    lines = text.split("\n")
    end = 2 + len(_block(text))
    starts = sorted(front.lines[key,] for key in front.data)
    for start, stop in zip(starts, [*starts[1:], end], strict=True):
        if any(front.lines[key,] == start for key in hidden):
            lines[start - 1 : stop - 1] = [f"# {line}" for line in lines[start - 1 : stop - 1]]
    return "\n".join(lines)


def blank_all(text: str) -> str:
    """Empty the whole block."""
    lines = text.split("\n")
    count = length(lines)
    return "\n".join([""] * count + lines[count:])


def length(lines: Sequence[str]) -> int:
    """Give how many lines the block takes, with what stands above it; 0 for none.

    Where it has no end, it takes everything above the page's heading.
    """
    first = next((n for n, line in enumerate(lines) if line.strip()), 0)
    is_key_below = ":" in "".join(lines[first + 1 : first + 2])
    if not lines[first].startswith(FENCE) or (first and not is_key_below):
        return 0
    ends = (n + 1 for n, line in enumerate(lines) if n > first and _ends_block(line))
    headings = (n for n, line in enumerate(lines) if line.startswith("# ") and not lines[n - 1])
    return next(ends, None) or next(headings, len(lines))


def current(env: BuildEnvironment) -> FrontMatter | None:
    """Give the front matter of the page being read; ``None`` where it has none or a faulty one."""
    front: FrontMatter | None = env.current_document.get("handbook_front_matter")
    return front


def is_faulty(env: BuildEnvironment) -> bool:
    """Tell whether the page being read has front matter that was refused, with a warning."""
    return bool(env.current_document.get("handbook_front_matter_faulty", False))


def _block(text: str) -> list[str]:
    """Give the lines between the fences."""
    lines = text.split("\n")
    if lines[0].rstrip() != FENCE:
        raise FileError(1, "front matter opens with three hyphens, nothing else, on line 1")
    for number, line in enumerate(lines[1:], start=2):
        if not _ends_block(line):
            continue
        if line.rstrip() != FENCE:
            raise FileError(
                number, f"front matter ends with {FENCE} on a line of its own, not {line[:20]!r}"
            )
        return lines[1 : number - 1]
    raise FileError(1, f"front matter has no end: add a line {FENCE} after its last key")


def _ends_block(line: str) -> bool:
    # MyST ends the block at any line with this beginning.
    return line.startswith((FENCE, "..."))


def _convert(loader: _Loader, node: yaml.Node | None) -> FrontMatter:
    """Turn YAML nodes into values and lines, refusing what a plain reader would not expect."""
    lines: dict[KeyPath, int] = {}
    if node is None:
        return FrontMatter({}, lines)
    if not isinstance(node, yaml.MappingNode) or node.flow_style:
        raise FileError(
            node.start_mark.line + 2,
            "front matter holds keys, one a line, such as 'owner: Platform'",
        )
    return FrontMatter(_value(loader, node, (), lines), lines)


def _value(loader: _Loader, node: yaml.Node, path: KeyPath, lines: dict[KeyPath, int]) -> Any:
    line = node.start_mark.line + 2
    lines.setdefault(path, line)
    if node.tag == f"{_TAG}map" and isinstance(node, yaml.MappingNode):
        return _mapping(loader, node, path, lines)
    if node.tag == f"{_TAG}seq" and isinstance(node, yaml.SequenceNode):
        return [_value(loader, item, (*path, n), lines) for n, item in enumerate(node.value)]
    if not isinstance(node, yaml.ScalarNode) or node.tag not in _PLAIN_TAGS:
        shown = quoted(node.value) if isinstance(node.value, str) else node.tag
        raise FileError(
            line,
            f"{shown} would be read as more than plain text: put it in quotes or remove its tag",
        )
    try:
        value = loader.construct_object(node)
        if isinstance(value, int) and value.bit_length() > MAX_BITS:  # such as 1:00:00:…, to YAML
            raise ValueError
        return value
    except (ValueError, KeyError, IndexError) as error:  # what PyYAML's constructors let through
        raise FileError(
            line,
            f"{quoted(node.value)} is not the number or true/false that it claims to be:"
            " put quotes around it",
        ) from error


def _mapping(
    loader: _Loader, node: yaml.MappingNode, path: KeyPath, lines: dict[KeyPath, int]
) -> dict[str, Any]:
    result: dict[str, Any] = {}
    for key_node, value_node in node.value:
        line = key_node.start_mark.line + 2
        key = key_node.value
        if key_node.tag != f"{_TAG}str":
            shown = quoted(key) if isinstance(key, str) else "a list or mapping"
            raise FileError(line, f"{shown} is no plain text key: put quotes around it")
        if key in result:
            first = lines[(*path, key)]
            raise FileError(
                line, f"the key {quoted(key)} stands on line {first} already: keep one of the two"
            )
        lines[(*path, key)] = line
        result[key] = _value(loader, value_node, (*path, key), lines)
    return result


def _from_yaml(error: yaml.MarkedYAMLError) -> FileError:
    mark = error.problem_mark or error.context_mark
    problem = error.problem or "it can't be read"
    if error.context_mark and ("end of stream" in problem or "stream end" in problem):
        line = error.context_mark.line + 2
        return FileError(line, "a quote or bracket opens here and never closes: close it")
    line = mark.line + 2 if mark else 1
    if r"'\t'" in problem:
        return FileError(line, "a tab stands where YAML wants spaces: replace it by spaces")
    if "mapping values are not allowed" in problem:
        problem = "a second ': ' in one value"
    return FileError(
        line, f"not valid YAML ({problem}): check the indent, or put quotes around the value"
    )


def _read(app: Sphinx, docname: str, source: list[str]) -> None:
    if app.env.doc2path(docname).suffix != ".md":
        return
    document = app.env.current_document
    try:
        document["handbook_front_matter"] = parse(source[0])
    except FileError as error:
        document["handbook_front_matter_faulty"] = True
        warn(Subtype.FRONT_MATTER, "%s", error.message, location=(docname, error.line))
        source[0] = blank_all(source[0])


def _hide(app: Sphinx, docname: str, source: list[str]) -> None:
    if front := current(app.env):
        source[0] = blank(source[0], front, OWN_KEYS)


def setup(app: Sphinx) -> ExtensionMetadata:
    app.connect("source-read", _read, priority=_READ_PRIORITY)
    app.connect("source-read", _hide, priority=_HIDE_PRIORITY)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
