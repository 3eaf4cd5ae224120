"""What the functions of the cases are made of: nodes, outcomes, and values as ExplainJson writes them."""
import base64
import datetime
import decimal
import re
import struct
import unicodedata

from lxml import etree

FUNCTIONS = {}


def case(name, **namespaces):
    """Registers the function of a folder; prefixes are those of its XPaths."""

    def register(function):
        FUNCTIONS[name] = (function, namespaces)
        return function

    return register


class Node:
    """An element with the prefixes that XPaths about it use."""

    def __init__(self, element, namespaces):
        self.element, self.namespaces = element, namespaces

    def nodes(self, path):
        return [Node(found, self.namespaces) for found in self.element.xpath(path, namespaces=self.namespaces)]

    def all(self, path):
        """The string-values of all matches."""
        found = self.element.xpath(path, namespaces=self.namespaces)
        return [str(f) if isinstance(f, str) else f.xpath("string()") for f in found]

    def one(self, path):
        """The string-value of the only match, None without any."""
        found = self.all(path)
        assert len(found) <= 1, (path, found)
        return found[0] if found else None

    def list(self, path, convert=lambda text: text):
        """All of them, None without any."""
        return [convert(text) for text in self.all(path)] or None

    def xml(self):
        """Inclusive Canonical XML 1.0 without comments."""
        return etree.tostring(self.element, method="c14n", with_comments=False).decode()

    def own(self):
        return "".join(self.element.xpath("text()"))


class Flagged:
    """A row that keeps its values although rules are broken."""

    def __init__(self, row, *flags):
        self.row, self.flags = row, list(flags)


class Rescued:
    """A row with elements that no column reads."""

    def __init__(self, row, rescued):
        self.row, self.rescued = row, [{"path": path, "text": text} for path, text in rescued]


class Rejected:
    """A record that breaks rules: (column, path, rule, expected) of each."""

    def __init__(self, *violations):
        self.violations = violations


class Refused:
    """A message that is refused as a whole."""

    def __init__(self, reason):
        self.reason = reason


def null(convert):
    """None and blank text stay null."""
    return lambda text, *more: None if text is None or not text.strip(" \t\r\n") else convert(text.strip(" \t\r\n"), *more)


@null
def number(text, scale):
    """decimal(p,scale): padded with zeros, never rounded."""
    value = decimal.Decimal(text)
    padded = value.quantize(decimal.Decimal(1).scaleb(-scale), context=decimal.Context(prec=60))
    assert padded == value, text
    return format(abs(padded) if padded == 0 else padded, "f")


integer = null(lambda text: int(text))
real = null(lambda text: float(text))
date = null(lambda text: datetime.date.fromisoformat(text[:10]).isoformat())
boolean = null(lambda text: {"true": True, "1": True, "false": False, "0": False}[text])
binary = null(lambda text: base64.b64encode(base64.b64decode(re.sub(r"\s", "", text), validate=True)).decode())
hexadecimal = null(lambda text: base64.b64encode(bytes.fromhex(text)).decode())


@null
def single(text):
    """float: the shortest decimal that names the nearest 32-bit number."""
    nearest = struct.unpack("f", struct.pack("f", float(text)))[0]
    return next(float(f"{nearest:.{n}g}") for n in range(1, 18)
                if struct.unpack("f", struct.pack("f", float(f"{nearest:.{n}g}")))[0] == nearest)


@null
def time(text):
    """The local time, without its offset."""
    plain = re.sub(r"(Z|[+-]\d\d:\d\d)$", "", text)
    return datetime.time.fromisoformat(fraction(plain)).isoformat("microseconds")


@null
def instant(text, offset=""):
    """A timestamp in UTC; offset when the text has none."""
    if offset and re.search(r"(Z|[+-]\d\d:\d\d)$", text) is None:
        text += offset
    match = re.fullmatch(r"(.+?)(Z|[+-]\d\d:\d\d)", text)
    moment = datetime.datetime.fromisoformat(fraction(match[1]) + ("+00:00" if match[2] == "Z" else match[2]))
    return moment.astimezone(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def fraction(text):
    """Python before 3.11 takes fractions of three or six digits only."""
    return re.sub(r"\.(\d+)$", lambda match: "." + match[1].ljust(6, "0")[:6], text)


def collapse(text):
    return None if text is None else re.sub(r"[ \t\r\n]+", " ", text).strip(" ")


def default(value, otherwise):
    return otherwise if value is None else value


def redact(text):
    return None if text is None else "***"
