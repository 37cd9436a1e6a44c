"""Judging addresses: what is given to a browser, what is refused and why, what is warned of."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_reader.addresses import MAX_CHARACTERS, host_of, judge, scheme_of, unescaped, warnings_of

OPENED = (
    "https://example.com/a?b=c#d",
    "http://x/%2F",
    "HTTPS://EXAMPLE.COM/",
    "https://example.com:8443/x",
    "http://127.0.0.1:1/",
    "http://[::1]:8080/x",
    "https://[2001:db8::1]/",
    "https://xn--pple-43d.com/",
    "https://x.y/it's",
    "https://x.y/a;touch;b",
    "https://x.y/$(reboot)",
    "https://x.y/a&b",
    "https://x.y/-e",
    "https://x/%action",
    "https://x.y/a%20b%22c",
    "https://en.wikipedia.org/wiki/Alignment_(disambiguation)",
    "https://x.y/?q=a+b&c=d@e",
    "https://x.y/@user",
    "https://x.y/%E2%80%AE",
    "mailto:a@b.de",
    "mailto:a@b.de?subject=Re:%20x&body=y",
)


@pytest.mark.parametrize("url", OPENED)
def test_good_addresses_are_opened_as_they_are(url: str) -> None:
    """What is opened is the very address of the link."""
    assert judge(url).refusal == ""
    assert judge(url).url == url


REFUSED = {
    "--help": "without a scheme",
    "-e": "without a scheme",
    "": "without a scheme",
    "foo.md": "without a scheme",
    "//host/x": "without a scheme",
    "\\\\host\\share": "without a scheme",
    "java%09script:x": "without a scheme",
    "java\tscript:x": "without a scheme",
    "javascript:alert(1)": "javascript:",
    "JaVaScRiPt:1": "javascript:",
    "vbscript:x": "vbscript:",
    "data:text/html,x": "data:",
    "file:///etc/passwd": "file:",
    "file://host/etc": "file:",
    "FILE:///x": "file:",
    "ssh://-oProxyCommand=x/": "ssh:",
    "smb://host/share": "smb:",
    "vscode://x": "vscode:",
    "x-man-page://ls": "x-man-page:",
    "tel:+49": "tel:",
    "ftp://x.y/": "ftp:",
    "c:\\windows": "c:",
    "https://x.y/\x1b[2J": "control",
    "https://x.y/\x00": "control",
    "https://x.y/a\nb": "control",
    "https://x.y/a\r\nb": "control",
    "https://x.y/é\nb": "control",
    "https://x.y/é\tb": "control",
    "https://x.y/\x7f": "control",
    "https://x/ a": "space",
    'https://x.y/"a"': "unsafe",
    "https://x.y/\\a": "unsafe",
    "https://x.y/<b>": "unsafe",
    "https://x.y/`id`": "unsafe",
    "https://x.y/${IFS}": "unsafe",
    "https://x.y/a|b": "unsafe",
    "https://x.y/a^b": "unsafe",
    "https://x.y/%1b%5d0;a": "control",
    "https://x.y/%0d%0aX": "control",
    "https://x.y/%00": "control",
    "https://x.y/%7F": "control",
    "https://x/%zz": "unsafe",
    "https://x/%": "unsafe",
    "https://x/%s": "unsafe",
    "https://google.com@evil.com/": "evil.com",
    "https://a@b@evil.com/": "evil.com",
    "https://user:pass@evil.com/": "evil.com",
    "https://": "no host",
    "https:///x": "no host",
    "http:example.com": "no host",
    "https://:80/": "no host",
    "https://-oX/": "no host",
    "https://[::1": "not a valid address",
    "https://x:99999/": "not a valid address",
    "https://x:port/": "not a valid address",
    "https://é..com/": "not a valid address",
    "mailto:a@b.de?attach=/etc/passwd": "attach",
    "mailto:a@b.de?subject=x&attachment=/etc/passwd": "attach",
    "mailto:a@b.de?ATTACH=/etc/passwd": "attach",
    "mailto:-x": "no mail address",
    "mailto:": "no mail address",
}


@pytest.mark.parametrize("url", REFUSED)
def test_bad_addresses_are_refused_with_the_reason(url: str) -> None:
    """Every refusal says why."""
    assert REFUSED[url] in judge(url).refusal
    assert judge(url).refusal


@pytest.mark.parametrize(
    ("size", "is_opened"), [(MAX_CHARACTERS, True), (MAX_CHARACTERS + 1, False), (10_000, False)]
)
def test_long_addresses_are_refused(size: int, is_opened: bool) -> None:
    """Beyond what browsers take, an address is refused, and kept whole."""
    url = "https://x.y/".ljust(size, "a")
    assert judge(url).url == url
    assert (judge(url).refusal == "") is is_opened


def test_long_addresses_are_measured_as_they_are_opened() -> None:
    """The escapes that an address gets on its way to a browser count."""
    assert judge("https://x.y/" + "é" * (MAX_CHARACTERS - 20)).refusal


@pytest.mark.parametrize(
    ("url", "opened"),
    [
        ("https://bücher.example/ü?ö#ä", "https://xn--bcher-kva.example/%C3%BC?%C3%B6#%C3%A4"),
        ("https://\u0430pple.com/", "https://xn--pple-43d.com/"),
        ("https://bücher.example:8080/", "https://xn--bcher-kva.example:8080/"),
        ("https://x.y/\u202egpj", "https://x.y/%E2%80%AEgpj"),
        ("https://x.y/ü%20b", "https://x.y/%C3%BC%20b"),
        ("mailto:ü@b.de", "mailto:%C3%BC@b.de"),
        ("  https://x.y/  ", "https://x.y/"),
    ],
)
def test_what_is_not_ascii_is_encoded(url: str, opened: str) -> None:
    """Hosts become punycode, the rest percent-escapes; existing escapes stay."""
    assert judge(url).url == opened
    assert judge(url).refusal == ""


@given(st.text(max_size=60), st.sampled_from(["", "https://", "http://x.y/", "mailto:", "HTTPS:"]))
def test_what_is_opened_is_harmless(tail: str, head: str) -> None:
    """No option, no control character, no space, nothing but three schemes, for any text."""
    judged = judge(head + tail)
    if not judged.refusal:
        assert judged.url.isascii()
        assert judged.url.isprintable()
        assert " " not in judged.url
        assert scheme_of(judged.url) in ("http", "https", "mailto")
        assert judge(judged.url) == judged


@given(st.text(max_size=60), st.text(max_size=30))
def test_no_text_breaks_the_warnings(url: str, text: str) -> None:
    """Hosts and warnings are found for any address and text."""
    host_of(url)
    warnings_of(url, text)
    unescaped(url)


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://Example.COM:80/x", "example.com"),
        ("https://google.com@evil.com/", "evil.com"),
        ("http://[::1]:8/", "::1"),
        ("mailto:a@b.de", "b.de"),
        ("https://[::1", ""),
        ("foo.md", ""),
    ],
)
def test_hosts(url: str, host: str) -> None:
    """The real host, in lower case; none where there is none."""
    assert host_of(url) == host


@pytest.mark.parametrize(
    ("text", "url", "warned"),
    [
        ("example.com", "https://example.com/x", ""),
        ("Example.com", "https://example.com/x", ""),
        ("www.example.com", "https://example.com/", ""),
        ("example.com", "https://www.example.com/", ""),
        ("example.com", "https://docs.example.com/", ""),
        ("docs.example.com", "https://example.com/", ""),
        ("https://example.com/a", "https://example.com/b", ""),
        ("http://example.com:80", "https://example.com", ""),
        ("the paper", "https://example.com/", ""),
        ("a@example.com", "mailto:a@other.com", ""),
        ("example.com", "https://evil.com/", "names example.com, the link goes to evil.com"),
        ("https://example.com/a", "https://evil.com/example.com", "names example.com"),
        ("example.com", "https://example.com.evil.net/", "goes to example.com.evil.net"),
        ("example.com", "https://notexample.com/", "goes to notexample.com"),
        ("example.com", "https://example.com./", ""),
        ("example.com.", "https://evil.com/", "names example.com"),
        ("https://example.com@x", "https://evil.com/", "names example.com"),
        ("example.com?a=b", "https://evil.com/", "names example.com"),
        (" example.com ", "https://evil.com/", "names example.com"),
        ("www.example.com", "https://evil.com/", "names www.example.com"),
        ("apple.com", "https://xn--pple-43d.com/", "names apple.com"),
        ("apple", "https://xn--pple-43d.com/", "punycode"),
        ("apple", "https://www.xn--pple-43d.com/", "would show as www.\u0430pple.com"),
        ("x", "https://xn--/", "punycode"),
    ],
)
def test_warnings(text: str, url: str, warned: str) -> None:
    """A text that names another site is pointed out, punycode shown as such; nothing else is."""
    found = "; ".join(warnings_of(url, text))
    assert warned in found
    assert bool(warned) == bool(found)


@pytest.mark.parametrize(
    ("path", "name"), [("a%20b.md", "a b.md"), ("%E9", "\udce9"), ("%zz", "%zz"), ("%00", "\0")]
)
def test_paths_lose_their_escapes(path: str, name: str) -> None:
    """Percent-escapes become bytes, those that are no UTF-8 as Python keeps them in file names."""
    assert unescaped(path) == name
