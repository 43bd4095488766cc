"""The real server process, asked as a browser and a command line would."""

import html
import re
import socket
import subprocess
import sys
import urllib.error
import urllib.parse
import urllib.request

import pytest
from jinja2 import Environment, FileSystemLoader

from explorer.decks.items import items
from explorer.decks.places import places
from explorer.language.catalogue import EXPLORERS
from explorer.server import configuration, landing
from tests.browser import servers

TEMPLATES = configuration.PAGES / "voila" / "templates" / configuration.TEMPLATE
COMMAND = [sys.executable, "-m", "explorer.server.command_line"]


@pytest.fixture(scope="module")
def url(tmp_path_factory):
    with servers.dashboards(tmp_path_factory.mktemp("server") / "log") as address:
        yield address


def get(address):
    with urllib.request.urlopen(address, timeout=60) as answer:  # noqa: S310 (loopback)
        return answer.status, answer.read().decode()


def test_the_landing_page_leads_to_every_available_explorer(url):
    status, page = get(url)
    assert status == 200
    for entry in configuration.available():
        assert entry.title in page
        assert f"voila/render/{entry.notebook}.ipynb" in page


@pytest.mark.parametrize("path", ["", "voila/render/10-train-xor.ipynb"])
def test_a_page_names_no_other_host(url, path):
    _, page = get(url + path)
    hosts = set(re.findall(r"""(?:src|href)\s*=\s*["'](https?://[^"']+)""", page))
    assert {host for host in hosts if not host.startswith(url)} == set()


def test_a_visitor_cannot_choose_template_or_theme(url):
    page = f"{url}voila/render/10-train-xor.ipynb"
    _, plain = get(page)
    _, chosen = get(f"{page}?template=lab&theme=%22%3E%3Cscript%3E")
    assert "bpx-home" in chosen
    assert '"><script>' not in chosen
    assert plain.count("<script") == chosen.count("<script")


@pytest.mark.parametrize(
    "path",
    ["voila/render/none.ipynb", "voila/render/../pyproject.toml", "train-xor"],
)
def test_what_is_not_there_is_said_on_a_page_of_ours(url, path):
    with pytest.raises(urllib.error.HTTPError) as refused:
        get(url + path)
    with refused.value as answer:
        said = answer.read().decode()
        assert answer.code == 404
        assert "There is no such page" in said
        assert "Traceback" not in said


def test_a_busy_port_is_one_sentence_and_exit_1():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        done = subprocess.run(
            [*COMMAND, "--no-browser", "--port", port], capture_output=True, text=True
        )
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert port in done.stderr


BAD = [
    ["--port", "eighty"], ["--port", "0"], ["--nonsense"], ["--class-size", "0"],
    ["--class-size", "many"], ["--explorer", "none"],
]  # fmt: skip


@pytest.mark.parametrize("bad", BAD)
def test_bad_arguments_are_one_sentence_without_a_traceback(bad):
    done = subprocess.run([*COMMAND, *bad], capture_output=True, text=True)
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "Traceback" not in done.stderr


def test_help_names_every_option():
    done = subprocess.run([*COMMAND, "--help"], capture_output=True, text=True)
    assert done.returncode == 0
    options = ("--port", "--ip", "--no-browser", "--lab")
    of_class = ("--public", "--class-size", "--ahead", "--explorer", "--token")
    for option in options + of_class:
        assert option in done.stdout


def test_with_a_token_only_who_knows_it_comes_in(tmp_path):
    log = tmp_path / "log"
    with servers.dashboards(log, "--token", "open-sesame") as address:
        _, page = get(address)
        assert "Downhill" not in page
        assert "not the word" not in page
        assert "The word, please" in page
        opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
        asked = opener.open(address).read().decode()
        assert '<meta name="referrer" content="same-origin">' in asked  # or no origin
        action = re.search(r'form action="([^"]+)"', asked)[1]
        xsrf = re.search(r'name="_xsrf" value="([^"]+)"', asked)[1]

        def say(word):
            form = urllib.parse.urlencode({"password": word, "_xsrf": xsrf}).encode()
            return opener.open(address + action.removeprefix("/"), form).read().decode()

        with pytest.raises(urllib.error.HTTPError) as refused:
            say("please")
        with refused.value as answer:
            assert "That is not the word." in answer.read().decode()
        assert "Downhill" in say("open-sesame")
        with pytest.raises(urllib.error.HTTPError) as refused:
            get(f"{address}api/kernels/00000000-0000-0000-0000-000000000000")
        assert refused.value.code == 403
        refused.value.close()
        assert "Downhill" in get(f"{address}?token=open-sesame")[1]
        for there in ("", "voila/render/01-downhill.ipynb"):
            _, told = get(f"{address}{there}?x=0.5&token=mellon")
            assert "That is not the word." in told
            assert "mellon" not in told  # nor where the form leads
            assert urllib.parse.quote(f"/{there}?x=0.5", safe="") in told
    _, *later = log.read_text("utf-8").splitlines()  # the first line is the address
    assert not any("open-sesame" in line for line in later)


def test_every_slide_leads_to_where_it_is_on_screen(url):
    _, page = get(url)
    _, dark = get(f"{url}?look=dark")
    for place in places():
        entry = next(e for e in EXPLORERS if e.module == place.explorer)
        if entry.available and not place.absent:
            address = f"/voila/render/{entry.notebook}.ipynb?{place.query}"
            assert f'href="{html.escape(address.rstrip("?"))}"' in page
            assert f'href="{html.escape(address + "&look=dark")}"' in dark or (
                f'href="{address}look=dark"' in dark
            )
    assert page.count("<li data-words=") == len(items())


def test_below_another_address_every_link_is_too():
    """As behind a hub: what is before the path of the pages stands in every link."""
    environment = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True)
    page = environment.get_template("landing.html").render(
        entries=configuration.available(), pictures=configuration.pictures(),
        deck_words=landing.deck_words, decks=landing.decks(), look="",
        base_url="/user/ann/", dashboards="/user/ann/voila/render/",
        pictures_at="/user/ann/explorers/pictures/",
    )  # fmt: skip
    links = re.findall(r'(?:href|src)="([^"]*)"', page)
    assert len(links) > 100
    assert {link for link in links if not link.startswith("/user/ann/")} == set()
