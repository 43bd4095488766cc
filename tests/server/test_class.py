"""A class of three on the real server: places, secrets, what is served and said."""

import asyncio
import contextlib
import gzip
import http.client
import json
import re
import socket
import time
import urllib.error
import urllib.parse
import urllib.request
from http.cookiejar import CookieJar

import psutil
import pytest
from tornado.httpclient import HTTPClientError
from tornado.websocket import websocket_connect

from explorer.server import configuration
from explorer.server.connection import PROTOCOL
from tests.browser import servers
from tests.load.visitor import hang_up
from tests.server.test_connection import frame

KERNEL = re.compile(r'dataset\.kernelId = "([0-9a-f-]{36})"')
FIRST, OTHER = "10-train-xor", "01-downhill"


class Tab:
    """One visitor's browser, as far as the server can tell."""

    def __init__(self, url):
        self.url, self.jar = url, CookieJar()
        cookies = urllib.request.HTTPCookieProcessor(self.jar)
        self.opener = urllib.request.build_opener(cookies)

    def open(self, notebook=FIRST, query=""):
        page = f"{self.url}voila/render/{notebook}.ipynb?{query}"
        with self.opener.open(page, timeout=60) as answer:
            self.headers = answer.headers
            self.page = answer.read().decode()
        self.kernel = KERNEL.search(self.page)[1]
        return self

    def close(self):
        [xsrf] = [cookie.value for cookie in self.jar if cookie.name == "_xsrf"]
        form = urllib.parse.urlencode({"_xsrf": xsrf}).encode()
        beacon = f"{self.url}voila/api/shutdown/{self.kernel}"
        self.opener.open(beacon, form, timeout=20).close()


class Class:
    """The server, and what it has started and written."""

    def __init__(self, url, log):
        self.url, self.log = url, log
        port = int(url.rsplit(":", 1)[1].strip("/"))
        [self.process] = [
            process for process in psutil.process_iter(["cmdline"])
            if str(port) in (process.info["cmdline"] or ())
        ]  # fmt: skip

    def kernels(self):
        """Return the processes of the kernels, by their number."""
        found = {}
        for child in self.process.children():
            with contextlib.suppress(psutil.Error):  # it has just ended
                line = " ".join(child.cmdline())
                if number := re.search(r"kernel-([0-9a-f-]{36})", line):
                    found[number[1]] = child
        return found

    def until_kernels(self, count, seconds=20):
        end = time.monotonic() + seconds
        while (found := len(self.kernels())) != count and time.monotonic() < end:
            time.sleep(0.05)
        assert found == count


@pytest.fixture(scope="module")
def of_three(tmp_path_factory):
    log = tmp_path_factory.mktemp("class") / "log"
    options = ("--class-size", "3", "--explorer", "train-xor?tab=step&step=5 0")
    with servers.dashboards(log, *options) as url:
        yield Class(url, log)


def is_gone(process):
    """Say whether nothing of a killed process runs any more.

    Its first thread is a zombie before the others have ended, and until then its parent
    is told that it lives.
    """
    try:
        return process.status() == psutil.STATUS_ZOMBIE and process.num_threads() <= 1
    except psutil.Error:
        return True


def answer(url, path, **headers):
    """Ask without a browser's tidying of the path; return status, headers, body."""
    host = urllib.parse.urlsplit(url).netloc
    with contextlib.closing(http.client.HTTPConnection(host, timeout=20)) as line:
        line.putrequest("GET", path, skip_accept_encoding=True)
        for name, value in headers.items():
            line.putheader(name.replace("_", "-"), value)
        line.endheaders()
        response = line.getresponse()
        return response.status, response.headers, response.read()


def test_a_class_fills_says_so_and_has_a_place_when_somebody_leaves(of_three):
    tabs = [Tab(of_three.url).open(OTHER if i == 2 else FIRST) for i in range(3)]
    began = time.perf_counter()
    with pytest.raises(urllib.error.HTTPError) as refused:
        Tab(of_three.url).open(query="learning_rate=0.25")
    took = time.perf_counter() - began
    with refused.value:
        page = refused.value.read().decode()
    assert refused.value.code == 503
    assert int(refused.value.headers["Retry-After"]) <= 60
    assert "The class is full, try again in a minute" in page
    assert 'http-equiv="refresh"' in page
    assert "--bpx-background" in page  # it wears our colours
    assert took < 0.5  # alone it is a few milliseconds
    of_three.until_kernels(3)
    tabs[0].close()
    tabs[0] = Tab(of_three.url).open(OTHER)  # at once, though no kernel waits
    for tab in tabs:
        tab.close()
    of_three.until_kernels(3)  # the places are free, and kernels wait there again


def test_a_kernel_that_died_while_it_waited_holds_nobody_up(of_three):
    of_three.until_kernels(3)
    for kernel in of_three.kernels().values():
        kernel.kill()
        while not is_gone(kernel):
            time.sleep(0.01)
    tab = Tab(of_three.url).open()
    assert tab.kernel in of_three.kernels()
    tab.close()


def test_a_kernel_that_waits_draws_ahead(of_three):
    of_three.until_kernels(3)
    tab = Tab(of_three.url).open(OTHER)  # one had to go for it
    kernels = of_three.kernels()
    ahead = {name: of.environ().get("BACKPROP_EXPLORER_AHEAD")
             for name, of in kernels.items()}  # fmt: skip
    assert ahead.pop(tab.kernel) is None
    assert set(ahead.values()) == {"tab=step&step=5+0"}  # as a page writes it
    opens = f"The class opens {of_three.url}voila/render/10-train-xor.ipynb?tab=step&"
    assert opens in of_three.log.read_text("utf-8")
    assert "bpxShow({" not in tab.page
    tab.close()
    tab = Tab(of_three.url).open(query="tab=step&step=5+0")
    assert '"link": "tab=step\\u0026step=5+0"' in tab.page  # with its picture
    tab.close()


def test_a_visitors_settings_are_in_no_other_page_no_kernel_and_no_log(of_three):
    secrets = [f"secret{i}x{time.time_ns()}" for i in range(4)]
    for place in range(0, 4, 2):
        pair = secrets[place : place + 2]
        tabs = [Tab(of_three.url).open(query=f"W1_11={secret}") for secret in pair]
        for secret in secrets:
            for tab in tabs:
                assert secret not in tab.page
            for kernel in of_three.kernels().values():
                assert secret not in str(kernel.environ())
        for tab in tabs:
            tab.close()
    said = of_three.log.read_text("utf-8")
    assert not any(secret in said for secret in secrets)
    assert not re.search(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", said)
    assert re.search(r"10-train-xor: 1 of 3 places taken", said)


def test_a_visitor_runs_no_code(of_three, tmp_path):
    """On any channel; a message of the widgets behind it is answered all the same."""
    canary = tmp_path / "canary"
    code = f"open({str(canary)!r}, 'w').close()"
    content = {"code": code, "silent": False, "store_history": False}
    tab = Tab(of_three.url).open()

    def written(kind, channel, content):
        header = {"msg_id": kind + channel, "msg_type": kind, "session": "s"}
        header |= {"username": "", "date": "2026-01-01T00:00:00Z", "version": "5.3"}
        parts = [json.dumps(part).encode() for part in (header, {}, {}, content)]
        return frame(channel.encode(), parts[0], parts[1:])

    async def ask():
        place = f"{of_three.url}api/kernels/{tab.kernel}/channels?session_id=s"
        url = place.replace("http", "ws", 1)
        with pytest.raises(HTTPClientError) as refused:
            await websocket_connect(url)  # the old protocol
        assert refused.value.code == 400
        line = await websocket_connect(url, subprotocols=[PROTOCOL])
        for channel in ("shell", "control", "stdin", "iopub"):
            for kind in ("execute_request", "debug_request", "shutdown_request"):
                await line.write_message(written(kind, channel, content), binary=True)
        last = written("kernel_info_request", "shell", {})
        await line.write_message(last, binary=True)
        while b"kernel_info_reply" not in (said := await line.read_message()):
            assert b"execute" not in said
        await hang_up(line)

    asyncio.run(asyncio.wait_for(ask(), 30))
    assert not canary.exists()
    assert tab.kernel in of_three.kernels()
    tab.close()


def test_who_hangs_up_before_the_page_is_there_leaves_no_kernel(of_three):
    of_three.until_kernels(3)
    address = urllib.parse.urlsplit(of_three.url)
    for _ in range(2):
        with socket.create_connection((address.hostname, address.port)) as line:
            page = f"GET /voila/render/{OTHER}.ipynb HTTP/1.1\r\nHost: {address.netloc}"
            line.sendall(f"{page}\r\n\r\n".encode())
            line.recv(100)
    tabs = [Tab(of_three.url).open() for _ in range(2)]
    for tab in tabs:
        tab.close()
    of_three.until_kernels(3)


FORMS = [
    "pyproject.toml", "../pyproject.toml", "..%2fpyproject.toml", "..%5cpyproject.toml",
    "%2e%2e/pyproject.toml", "....//pyproject.toml", "..;/pyproject.toml",
    "/etc/passwd", "//etc/passwd", "%2fetc%2fpasswd", "..%c0%afpyproject.toml",
    "01-downhill.ipynb", ".git/config", "static/../../conf.json", "~root/.bashrc",
    "C:%5cwindows%5cwin.ini", "x%00.png", "%252e%252e%252fpyproject.toml",
]  # fmt: skip
PLACES = [
    "", "voila/files/", "voila/static/", "voila/labextensions/", "pictures/",
    "voila/templates/backprop-explorer/static/", "voila/templates/", "voila/render/",
    "voila/labextensions/anywidget/static/", "voila/tree/", "voila/api/contents/",
    "voila/query/", "api/contents/", "files/", "api/kernels/", "static/",
]  # fmt: skip


@pytest.mark.parametrize("place", PLACES)
def test_nothing_but_the_public_files_is_served(of_three, place):
    of_three.until_kernels(3)
    before = of_three.log.read_text()
    for form in FORMS:
        if (place, form) == ("voila/render/", "01-downhill.ipynb"):
            continue
        status, _, body = answer(of_three.url, f"/{place}{form}")
        assert status in (400, 403, 404, 405), (place, form)
        assert b"Traceback" not in body
        assert b"root:x" not in body
        assert b"[project]" not in body
    since = of_three.log.read_text().removeprefix(before)
    assert "places taken" not in since  # nobody came in
    assert "Traceback" not in since
    of_three.until_kernels(3)  # nor was one started past the door


@pytest.mark.parametrize(
    "path", ["/", "/none", "/voila/static/voila.js", "/pictures/x"]
)
def test_every_answer_wears_the_security_headers(of_three, path):
    _, headers, _ = answer(of_three.url, path)
    policy = headers["Content-Security-Policy"]
    [scripts] = [part for part in policy.split("; ") if part.startswith("script-src")]
    assert "unsafe" not in scripts
    assert "default-src 'none'" in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert "Server" not in headers


def test_each_answer_has_a_nonce_of_its_own_on_our_scripts_alone(of_three):
    seen = set()
    for _ in range(2):
        tab = Tab(of_three.url).open(query="x=%3Cscript%3Ealert(1)%3C/script%3E")
        [nonce] = re.findall(r"'nonce-([^']+)'", tab.headers["Content-Security-Policy"])
        seen.add(nonce)
        assert configuration.NONCE not in tab.page
        inline = re.findall(r"<script(?![^>]*(?: src=| type=))([^>]*)>", tab.page)
        assert inline
        assert set(inline) == {f' nonce="{nonce}"'}
        assert "alert(1)" not in tab.page
        tab.close()
    assert len(seen) == 2


def test_scripts_travel_compressed_and_are_asked_for_once(of_three):
    path = "/voila/static/voila.js"
    _, plain, whole = answer(of_three.url, path)
    status, headers, packed = answer(of_three.url, path, Accept_Encoding="gzip")
    assert (status, headers["Content-Encoding"]) == (200, "gzip")
    assert len(packed) < len(whole) / 2
    assert plain["Content-Encoding"] is None
    again = {"Accept_Encoding": "gzip", "If_None_Match": headers["Etag"]}
    assert answer(of_three.url, path, **again)[0] == 304


def test_most_scripts_come_in_one_answer_that_a_browser_may_keep(of_three):
    tab = Tab(of_three.url).open()
    [path] = re.findall(r"/voila/together\.js\?v=[0-9a-f]+", tab.page)
    tab.close()
    _, headers, whole = answer(of_three.url, path)
    assert "immutable" in headers["Cache-Control"]
    assert whole.count(b"self.webpackChunk") > 20
    _, packed, short = answer(of_three.url, path, Accept_Encoding="gzip")
    assert packed["Content-Encoding"] == "gzip"
    assert gzip.decompress(short) == whole
    _, other, _ = answer(of_three.url, "/voila/together.js?v=of-another-version")
    assert other["Cache-Control"] is None
