"""What a sentence for readers must not have: the faults that generated text is prone to."""

from __future__ import annotations

import re

LONGEST = 220
_THINGS = "point|scale point|country|power|place|death|warhead|tonne|year|quarter|month|day|state|case|span|test|member|claim|verdict|setting|period"
_STIFF = (
    "nought", "anew", "bear out", "bears out", "borne out", "at hand", "in hand", "on its side", "speak against", "speaks against",
    "lie beyond", "lies beyond", "rest on choices", "combinations of choices", "take it away", "as written", "for want of", "counsel",
    "valuation", "made otherwise", "stand worse", "too near to", "threshold of", "as a share of that of the world", "variance of the score",
    "As of the article", "per cent", "percentage of percentage", "explains", "sharpness", "bundled on", "aforesaid", "thereof", "whilst",
)  # fmt: skip
"""Words of the first design that readers stumbled over, and others of their kind."""
FAULTS: dict[str, str] = {
    "two blanks": "  ",
    "a blank before a mark": r" [,.;:!?)%]",
    "a blank after a bracket": r"\( ",
    "marks beside each other": r"\.\.|,,|;;|::|,\.|;\.|:\.|\?\.|!\.",
    "empty brackets": r"\(\)",
    "a before a vowel": r"\b[Aa] (?:8|11|18|8\d|1[18],\d{3})\b",
    "plural after one": rf"(?<![\d.,\N{{EN DASH}}] )(?<![\d.,\N{{EN DASH}}])\b1 (?:countries|people|(?:{_THINGS})s|times)\b",
    "singular after several": rf"(?<![\d.,])(?:0|[02-9]|\d+[02-9]|\d*1\d|\d+\.\d+) (?:{_THINGS}|person)\b(?!-| settings)",
    "a person or persons": r"\bpersons\b",
    "no number": r"(?i:\bnan\b)|\binf\b|\bNone\b(?! of)|\bTrue\b|\bFalse\b",
    "nothing below nothing": r"[-\N{MINUS SIGN}+]0(?![\d.,])",
    "a hyphen for a minus": r"(?<![\w\N{EN DASH}])-\d",
    "scientific notation": r"\d[eE][+-]?\d",
    "an id": r"\b[a-z]+_[a-z_]+\b|[{}<>]",
    "a date for machines": r"\b(?:19|20)\d\d-(?:0[1-9]|1[0-2])(?:-\d\d)?\b",
    "an old currency": r"US\$|\bEUR\b|international \$|\d (?:tn|bn|mn)\b",
    "a stiff word": "(?i:" + "|".join(rf"\b{words}\b" for words in _STIFF) + ")",
}
_FIGURE = re.compile(r"(?<![\d.,\N{EN DASH}-])(?P<digits>\d[\d,]*(?:\.\d+)?)(?P<scale>tn|bn|mn)?(?![\d\N{EN DASH}])")
_QUOTED = re.compile("\N{LEFT DOUBLE QUOTATION MARK}.*?\N{RIGHT DOUBLE QUOTATION MARK}")


def sentences_of(text: str) -> list[str]:
    """The sentences of a text: an abbreviation is not their end."""
    return re.split(r"(?<=[.?!])(?<!\bSt\.) (?=[A-Z\d\N{LEFT DOUBLE QUOTATION MARK}])", text)


def faults_of(text: str, whole: bool = True) -> list[str]:
    """The names of the faults of a text; ``whole`` where it is made of whole sentences. What it quotes is not looked at."""
    own = _QUOTED.sub("\N{LEFT DOUBLE QUOTATION MARK}x\N{RIGHT DOUBLE QUOTATION MARK}", text)
    found = [name for name, pattern in FAULTS.items() if re.search(pattern, own)]
    if text != text.strip():
        found.append("a blank at an end")
    if whole:
        if not re.match(r"[A-Z\d\N{LEFT DOUBLE QUOTATION MARK}]", text):
            found.append("no capital at the start")
        if not re.search(r"[.?!]\N{RIGHT DOUBLE QUOTATION MARK}?$", text):
            found.append("no full stop at the end")
        if any(len(one) > LONGEST for one in sentences_of(text)):
            found.append("too long")
    return found


def digits(text: str) -> int:
    """How many digits of a number tell something."""
    return len(
        text.replace(",", "").replace(".", "").strip("0")
        if "." not in text
        else text.replace(".", "").replace(",", "").lstrip("0")
    )


def figures_in(text: str) -> list[tuple[float, float, int]]:
    """Each figure of a text that is no year: its value, what one of its last digit is, and how many digits it has."""
    found = []
    for match in _FIGURE.finditer(text):
        number, scale = match["digits"].rstrip(","), {"tn": 1e12, "bn": 1e9, "mn": 1e6, None: 1.0}[match["scale"]]
        plain = number.replace(",", "")
        if not match["scale"] and re.fullmatch(r"(?:19|20)\d\d", plain) and "," not in number:
            continue
        decimals = len(plain.partition(".")[2])
        zeros = 0 if decimals or not plain.strip("0") else len(plain) - len(plain.rstrip("0"))
        found.append((float(plain) * scale, 10.0 ** (zeros - decimals) * scale, digits(number)))
    return found
