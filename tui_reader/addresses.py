"""Judging an address: whether it may be opened, and what to warn of before that.

Only `http`, `https` and `mailto` are ever given to a browser, and only when nothing in them could
be taken for an option, a command or another line (RFC 3986; IDNA for hosts). What is shown is
always the address itself, never only the text of a link.
"""

import re
from dataclasses import dataclass
from urllib.parse import quote, unquote, urlsplit, urlunsplit

from tui_reader.document.safe import safe

MAX_CHARACTERS = 2083
"""The longest address that is given to a browser."""

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_OPENED = ("http", "https", "mailto")
_UNSAFE = re.compile(r"[\x00-\x20\x7f\\\"<>`{}|^]|%(?![0-9A-Fa-f]{2})|%(?:[01][0-9A-Fa-f]|7[fF])")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_KEPT = "%/:=&?~#+!$,;'@()*[]"
_SITE = re.compile(r"(?<![\w@.-])(?:https?://)?((?:[a-z0-9-]+\.)+([a-z]{2,24}))(?![\w-])", re.I)
_FILE_ENDING = re.compile(
    r"js|jsx|ts|tsx|md|py|rb|c|h|cpp|java|php|lua|txt|pdf|html?|css|json|ya?ml|toml|xml|csv|svg|png"
    r"|jpg|gif",
    re.I,
)
"""What looks like the end of a site's name and is that of a file's."""
_ATTACHMENT = re.compile(r"[?&](?:attach|attachment)=", re.I)


@dataclass(frozen=True, slots=True)
class Address:
    """A judged address."""

    url: str
    """The address, in ASCII where that could be made of it."""
    refusal: str = ""
    """Why it is not opened; empty when it may be."""


def scheme_of(href: str) -> str:
    """Return the scheme of an address in lower case, empty when it has none."""
    match = _SCHEME.match(href)
    return match[1].lower() if match else ""


def judge(href: str) -> Address:
    """Return an address as it would be opened, with the reason where it is not to be."""
    url = href.strip()
    scheme = scheme_of(url)
    if scheme not in _OPENED:
        name = f"{safe(scheme)}: links" if scheme else "addresses without a scheme"
        return Address(url, f"{name} are not opened, only http, https and mailto")
    try:
        # Before anything is taken apart: urllib drops tabs and line feeds without a word.
        is_unsafe = _CONTROL.search(url) is not None
        encoded = url if is_unsafe else _in_ascii(url)
    except ValueError as error:
        return Address(url, f"not a valid address: {safe(str(error))}")
    if len(encoded) > MAX_CHARACTERS:
        return Address(url, f"longer than {MAX_CHARACTERS:,} characters")
    url = encoded
    if is_unsafe or _UNSAFE.search(url):
        return Address(url, "a control character, a space or an unsafe sign in it")
    return Address(url, _mail_refusal(url) if scheme == "mailto" else _site_refusal(url))


def host_of(url: str) -> str:
    """Return the host of an address, or its mail domain; empty where it has none."""
    try:
        parts = urlsplit(url)
        if parts.scheme == "mailto":
            return parts.path.rpartition("@")[2]
        return parts.hostname or ""
    except ValueError:
        return ""


def warnings_of(url: str, text: str) -> list[str]:
    """Return what a reader should know before opening an address.

    Args:
        url: The address.
        text: The text of the link that leads to it.
    """
    host = host_of(url)
    found: list[str] = []
    sites = [site[1] for site in _SITE.finditer(text) if not _FILE_ENDING.fullmatch(site[2])]
    is_web = scheme_of(url) != "mailto" and bool(host)
    if sites and is_web and not any(_is_same_site(site, host) for site in sites):
        found.append(f"the text names {sites[0].lower()}, the link goes to {host}")
    if any(label.startswith("xn--") for label in host.split(".")):
        found.append(f"the host is written in punycode and would show as {_decoded(host)}")
    return found


def _in_ascii(url: str) -> str:
    if url.isascii():
        urlsplit(url)
        return url
    parts = urlsplit(url)
    netloc = parts.netloc
    if not netloc.isascii():
        netloc = netloc.encode("idna").decode("ascii")
    encoded = (quote(part, safe=_KEPT) for part in parts[2:])
    return urlunsplit((parts.scheme, netloc, *encoded))


def _site_refusal(url: str) -> str:
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError as error:
        return f"not a valid address: {safe(str(error))}"
    if not host or host.startswith("-"):
        return "no host in it"
    if "@" in parts.netloc:
        return f"it hides its host, {safe(host)}, behind a user name"
    return ""


def _mail_refusal(url: str) -> str:
    if _ATTACHMENT.search(url):
        return "it would attach a file"
    path = url.partition(":")[2]
    return "no mail address in it" if not path or path.startswith("-") else ""


def _is_same_site(named: str, host: str) -> bool:
    named = named.lower().removeprefix("www.")
    host = host.lower().rstrip(".").removeprefix("www.")
    return named == host or host.endswith(f".{named}") or named.endswith(f".{host}")


def _decoded(host: str) -> str:
    try:
        return safe(host.encode("ascii").decode("idna"))
    except UnicodeError:
        return safe(host)


def unescaped(path: str) -> str:
    """Return a path without its percent-escapes."""
    return unquote(path, errors="surrogateescape")
