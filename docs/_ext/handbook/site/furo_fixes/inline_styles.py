"""A page's own ``style`` attributes, which the site's security policy forbids, as classes.

Docutils writes one for the width of a column, a table, a figure or an image.
Widths in per cent become ``width-40`` and the like, whose rules are in ``brand.css``;
an image's size in pixels becomes its ``width`` and ``height``.
"""

import re

# A listing may say the same in its text; only tags have these signs unescaped.
TAG = re.compile(r'<(\w+)([^<>]*?) style="([^"]*)"([^<>]*)')
PERCENT = re.compile(r"(\d+(?:\.\d+)?)\s*%")
PIXELS = re.compile(r"(\d+)(?:\.\d+)?\s*px")


def to_classes(body: str) -> tuple[str, list[str]]:
    """Rewrite the style attributes of a page.

    :returns: the page without style attributes, and the styles that have no such form.
    """
    refused: list[str] = []

    def rewritten(tag: re.Match[str]) -> str:
        name, before, style, after = tag.groups()
        attributes = _attributes(name, style)
        if attributes is None:
            refused.append(style)
            attributes = {}
        rest = before + after
        if (added := attributes.pop("class", None)) and ' class="' in rest:
            rest = rest.replace(' class="', f' class="{added} ', 1)
        elif added:
            attributes["class"] = added
        written = "".join(f' {key}="{value}"' for key, value in attributes.items())
        return f"<{name}{written}{rest}"

    return TAG.sub(rewritten, body), refused


def rules() -> str:
    """Give the style of the classes: every whole per cent, so that a page may be built alone."""
    return "\n".join(f".width-{percent} {{ width: {percent}%; }}" for percent in range(1, 101))


def advice(style: str) -> str:
    """Say how to do without a style that was refused."""
    return (
        f'style="{style}" cannot stand in a page under the site\'s security policy: give a width'
        " in % (an image's also in px), or a class with a rule in docs/_static/theme"
    )


def _attributes(tag: str, style: str) -> dict[str, str] | None:
    """Translate one style; ``None`` where a part of it has no other form."""
    attributes: dict[str, str] = {}
    for declaration in filter(None, (part.strip() for part in style.split(";"))):
        name, _, value = (part.strip() for part in declaration.partition(":"))
        if name == "width" and (percent := PERCENT.fullmatch(value)):
            attributes["class"] = f"width-{min(max(round(float(percent[1])), 1), 100)}"
        elif tag == "img" and name in ("width", "height") and (pixels := PIXELS.fullmatch(value)):
            attributes[name] = pixels[1]
        else:
            return None
    return attributes
