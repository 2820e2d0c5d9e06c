"""Bytes and characters: what no editor shows and a parser stumbles over."""

import re
from pathlib import Path

from handbook.core.errors import ODD, Finding

# Parsing time grows faster than the page: 10 MB of code took a minute and a half.
MAX_BYTES = 1_000_000
UNREADABLE = "the file can't be read ({}): let whoever builds read it, or remove it"
BYTE_ORDER_MARKS = (
    (b"\xff\xfe\0\0", "UTF-32"),
    (b"\0\0\xfe\xff", "UTF-32"),
    (b"\xff\xfe", "UTF-16"),
    (b"\xfe\xff", "UTF-16"),
)
# A zero-width space parts words of Thai, Khmer and other scripts; elsewhere it breaks the mark or
# the word that it stands in.
_INVISIBLE = re.compile(
    rf"(?!(?<!\S)[\ue000-\uf8ff]\s){ODD.pattern}|(?:^|(?<=[\x00-\u058f]))\u200b", re.MULTILINE
)
CONFLICT = re.compile(r"^(?:<{7}|>{7}) ", re.MULTILINE)


def read(root: Path, path: str) -> tuple[str | None, list[Finding]]:
    """Read a file as Sphinx will, with every line end as a newline.

    :returns: the text, or ``None`` where it can't be read on, and what is wrong with it.
    """
    try:
        data = _data(root / path)
        text = data.decode("utf-8")
    except OSError as error:
        return None, [Finding(path, 1, UNREADABLE.format(error.strerror), stops=True)]
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = f"the byte 0x{data[error.start]:02x} is not UTF-8: save the file as UTF-8"
        return None, [Finding(path, line, message, stops=True)]
    except ValueError as error:
        return None, [Finding(path, 1, str(error), stops=True)]
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if text.startswith("\ufeff"):
        text = text[1:]  # as Sphinx does; other readers of the file don't
        message = "begins with a byte-order mark: save it as UTF-8 without one"
        return text, [Finding(path, 1, message), *_characters(path, text)]
    return text, _characters(path, text)


def _data(file: Path) -> bytes:
    """Give a file's bytes.

    :raises ValueError: for what no page should hold.
    """
    if (size := file.stat().st_size) > MAX_BYTES:
        raise ValueError(
            f"has {size:,} bytes, more than the {MAX_BYTES:,} that build in good time:"
            " split the page"
        )
    data = file.read_bytes()
    for mark, encoding in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            raise ValueError(f"is {encoding}: save it as UTF-8")
    return data


def _characters(path: str, text: str) -> list[Finding]:
    if not text.strip():
        return [Finding(path, 1, "the file is empty: write its heading, or remove it")]
    findings, told = [], set[int]()
    for odd in _INVISIBLE.finditer(text):
        sign = ord(odd[0])
        if sign not in told:  # each once
            told.add(sign)
            line = text.count("\n", 0, odd.start()) + 1
            message = (
                f"U+{sign:04X} is a sign of one font alone: write the sign or word that it shows"
                if 0xE000 <= sign <= 0xF8FF
                else f"the invisible character U+{sign:04X}: remove it, here and below"
            )
            # NUL reaches file names, and there raises.
            findings.append(Finding(path, line, message, stops=sign == 0))
    if match := CONFLICT.search(text):
        line = text.count("\n", 0, match.start()) + 1
        findings.append(
            Finding(path, line, "a mark of an unfinished merge: keep one side, remove the marks")
        )
    return findings
