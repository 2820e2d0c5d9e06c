"""Whom every copy of the handbook credits, as LICENSE asks; a brand changes none of it."""

WORK = "The Tech Lead Handbook"
LICENCE = "CC BY 4.0"
LICENCE_ADDRESS = "https://creativecommons.org/licenses/by/4.0/"


def credit(title: str) -> str:
    """Return the line of credit, which ends before the licence's name.

    :param title: of the copy: one under another title says what it is made from.
    """
    return f"{WORK}, " if title == WORK else f"Made from {WORK}, "
