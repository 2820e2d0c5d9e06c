r"""Formulas: the part of TeX's notation that prose about engineering uses, in Typst's notation.

``\frac{a}{b}``, ``x_i^2``, Greek letters, sums, roots, text and the usual signs. What is not
known is an error rather than a guess.

Source: https://typst.app/docs/reference/symbols/sym/ for the names.
"""

from __future__ import annotations

import re

from handbook.paper.pdf.escape import string

SIGN = re.compile(r"\\[a-zA-Z]+|\\.|[{}^_&]|[0-9]+(?:\.[0-9]+)?|[a-zA-Z]|\s+|.", re.DOTALL)

GREEK = (
    *("alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa"),
    *("lambda", "mu", "nu", "xi", "pi", "rho", "sigma", "tau", "upsilon", "phi", "chi", "psi"),
    "omega",
)
CAPITALS = ("Gamma", "Delta", "Theta", "Lambda", "Xi", "Pi", "Sigma", "Phi", "Psi", "Omega")
FUNCTIONS = (
    "arg",
    "cos",
    "det",
    "exp",
    "gcd",
    "lim",
    "ln",
    "log",
    "max",
    "min",
    "sin",
    "sup",
    "tan",
)
SYMBOLS = {
    **{name: name for name in (*GREEK, *CAPITALS, *FUNCTIONS)},
    "sum": "sum",
    "prod": "product",
    "int": "integral",
    "infty": "infinity",
    "partial": "diff",
    "nabla": "nabla",
    "cdot": "dot.op",
    "times": "times",
    "div": "div",
    "pm": "plus.minus",
    "le": "<=",
    "leq": "<=",
    "ge": ">=",
    "geq": ">=",
    "ne": "!=",
    "neq": "!=",
    "approx": "approx",
    "equiv": "equiv",
    "sim": "tilde.op",
    "propto": "prop",
    "in": "in",
    "subset": "subset",
    "subseteq": "subset.eq",
    "cup": "union",
    "cap": "inter",
    "emptyset": "emptyset",
    "forall": "forall",
    "exists": "exists",
    "neg": "not",
    "land": "and",
    "lor": "or",
    "to": "arrow.r",
    "rightarrow": "arrow.r",
    "leftarrow": "arrow.l",
    "Rightarrow": "arrow.r.double",
    "implies": "arrow.r.double",
    "iff": "arrow.l.r.double",
    "mapsto": "arrow.r.bar",
    "ldots": "dots.h",
    "dots": "dots.h",
    "cdots": "dots.h.c",
    "quad": "quad",
    "qquad": "wide",
    "lfloor": "floor.l",
    "rfloor": "floor.r",
    "lceil": "ceil.l",
    "rceil": "ceil.r",
    ",": "thin",
    ";": "med",
    " ": "space",
    "\\": "\\",
    "{": "\\{",
    "}": "\\}",
    "%": "\\%",
    "$": "\\$",
    "#": "\\#",
    "&": "\\&",
    "_": "\\_",
}
# Commands with one argument, and the function that takes it.
UNARY = {
    "sqrt": "sqrt",
    "bar": "overline",
    "overline": "overline",
    "hat": "hat",
    "tilde": "tilde",
    "vec": "arrow",
    "mathbf": "bold",
    "mathrm": "upright",
    "mathbb": "bb",
    "mathcal": "cal",
}
BINARY = {"frac": "frac", "tfrac": "frac", "dfrac": "frac", "binom": "binom"}
TEXTS = frozenset({"text", "textrm", "operatorname", "mbox"})
IGNORED = frozenset({"left", "right", "displaystyle", "big", "Big", "bigl", "bigr", "!"})
PLAIN = frozenset("+-=<>!,;:()[]|*?'.")
ESCAPED = frozenset('/#$"~@`')


class FormulaError(ValueError):
    """Something in a formula that has no rule; the message names it."""


def to_typst(source: str) -> str:
    """Translate a formula.

    :raises FormulaError: naming the command or character that is not known.
    """
    reader = _Reader(SIGN.findall(source))
    written = reader.sequence()
    if reader.signs:
        msg = "a “}” without its “{”"
        raise FormulaError(msg)
    return written


class _Reader:
    def __init__(self, signs: list[str]) -> None:
        self.signs = signs[::-1]

    def sequence(self) -> str:
        """Translate up to the end of a group."""
        written = []
        while self.signs and self.signs[-1] != "}":
            written.append(self.item())
        return " ".join(part for part in written if part)

    def item(self) -> str:
        sign = self.signs.pop()
        if sign.isspace():
            return ""
        if sign == "{":
            inner = self.sequence()
            self.close()
            return inner
        if sign in "^_":
            return f"{sign}({self.argument()})"
        if sign[0] == "\\":
            return self.command(sign[1:])
        if sign == "&" or sign in PLAIN:
            return sign
        if sign in ESCAPED:
            return f"\\{sign}"
        if sign.isalnum() and sign.isascii():
            return sign
        if not sign.isascii():
            return string(sign)
        msg = f"“{sign}”"
        raise FormulaError(msg)

    def command(self, name: str) -> str:
        if name in SYMBOLS:
            return SYMBOLS[name]
        if name in IGNORED:
            return ""
        if name in TEXTS:
            return string(self.raw_argument())
        if name in UNARY:
            return f"{UNARY[name]}({self.argument()})"
        if name in BINARY:
            return f"{BINARY[name]}({self.argument()}, {self.argument()})"
        msg = f"\\{name}"
        raise FormulaError(msg)

    def argument(self) -> str:
        """Translate the next group or sign; commas in it must not separate arguments."""
        self.skip_space()
        if not self.signs:
            msg = "an argument that is not there"
            raise FormulaError(msg)
        if self.signs[-1] != "{":
            return self.item()
        self.signs.pop()
        inner = self.sequence()
        self.close()
        return inner.replace(",", "\\,").replace(";", "\\;")

    def raw_argument(self) -> str:
        """Return the next group as text."""
        self.skip_space()
        text = []
        if self.signs and self.signs[-1] == "{":
            self.signs.pop()
            while self.signs and self.signs[-1] != "}":
                text.append(self.signs.pop())
            self.close()
        return "".join(text)

    def skip_space(self) -> None:
        while self.signs and self.signs[-1].isspace():
            self.signs.pop()

    def close(self) -> None:
        if not self.signs:
            msg = "a “{” without its “}”"
            raise FormulaError(msg)
        self.signs.pop()
