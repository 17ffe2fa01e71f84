"""The pure parts of what `make start` and `make lock` do."""

from leap.cop.locales import __main__ as catalog
from leap.cop.locales import po
from pathlib import Path
from types import SimpleNamespace

import ast
import configparser
import importlib
import pytest
import re
import socket
import subprocess
import tomllib


ROOT = Path(__file__).resolve().parent.parent.parent
SCRIPTS = ROOT / "scripts"

LOCK = """\
# a comment
both==1.0
zc-buildout==6.0.1
turned==1.0 ; python_full_version < '3.12'
turned==2.0 ; python_full_version >= '3.12'
later==3.0 ; python_full_version >= '3.13'
elsewhere==4.0 ; sys_platform == 'win32'
"""


@pytest.fixture
def script(monkeypatch):
    """Return a function that imports a module of scripts/."""
    monkeypatch.syspath_prepend(str(SCRIPTS))
    return importlib.import_module


@pytest.fixture
def instance(script, tmp_path):
    """Return a demo instance in an empty folder."""
    return script("instance").Instance(tmp_path / "var")


class TestPython:
    @pytest.mark.parametrize("version", [(3, 11, 0), (3, 12, 3), (3, 13, 9)])
    def test_fits(self, script, version):
        script("start").check_python(version)

    @pytest.mark.parametrize("version", [(3, 10, 13), (3, 13, 0), (3, 14, 0)])
    def test_does_not_fit(self, script, version):
        with pytest.raises(script("instance").CannotStart, match=r"3\.11, 3\.12, or"):
            script("start").check_python(version)

    def test_a_missing_one_is_said_in_one_line(self):
        done = subprocess.run(
            ["sh", SCRIPTS / "find-python.sh"],
            env={"PATH": "/usr/bin:/bin", "PYTHON": "/nowhere/python3"},
            cwd=ROOT,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 1
        assert done.stdout == ""
        (line,) = done.stderr.splitlines()
        assert "/nowhere/python3 does not run" in line


class TestPort:
    @pytest.mark.parametrize(
        ("text", "port"), [(None, 8080), ("", 8080), ("8099", 8099)]
    )
    def test_number(self, script, text, port):
        assert script("instance").port_number(text) == port

    @pytest.mark.parametrize("text", ["http", "0", "-1", "65536", "80 80", "٣"])
    def test_no_number(self, script, text):
        with pytest.raises(script("instance").CannotStart, match="1 to 65535"):
            script("instance").port_number(text)

    def test_taken(self, script):
        module = script("instance")
        with socket.create_server(("127.0.0.1", 0)) as other:
            port = other.getsockname()[1]
            with pytest.raises(module.CannotStart) as raised:
                module.free_addresses(port)
        assert str(raised.value) == module.taken(port)
        assert f"Port {port} is taken" in str(raised.value)
        assert "\n" not in str(raised.value)

    def test_free(self, script):
        with socket.create_server(("127.0.0.1", 0)) as other:
            port = other.getsockname()[1]
        free = script("instance").free_addresses(port)
        assert "127.0.0.1" in free
        assert set(free) <= {"127.0.0.1", "::1"}


class TestPassword:
    def test_is_made_once_and_kept_to_ourselves(self, script, instance):
        module = script("instance")
        first = module.password(instance, None)
        assert len(first) >= module.MINIMUM_PASSWORD
        assert module.password(instance, "") == first
        assert instance.password_file.stat().st_mode & 0o777 == 0o600

    def test_a_wish_replaces_it_and_stays(self, script, instance):
        module = script("instance")
        first = module.password(instance, None)
        assert module.password(instance, "Open-sesame-1") == "Open-sesame-1"
        assert module.password(instance, None) == "Open-sesame-1" != first
        assert instance.password_file.stat().st_mode & 0o777 == 0o600

    def test_a_short_wish_is_not_taken(self, script, instance):
        module = script("instance")
        with pytest.raises(module.CannotStart, match="at least 8"):
            module.password(instance, "short")
        assert not instance.password_file.exists()


class TestConfiguration:
    def test_server_listens_on_loopback_only(self, script):
        options = script("instance").server_options(["127.0.0.1", "::1"], 8099)
        assert options["listen"] == "127.0.0.1:8099 [::1]:8099"
        assert options["threads"] == 6
        assert options["connection_limit"] == 1000

    def test_zope_conf(self, script):
        text = script("instance").zope_conf(Path("/srv/a $b/var"))
        assert "%define INSTANCE /srv/a $$b/var\n" in text
        assert "blob-dir $INSTANCE/data/blobs" in text
        assert "CHAMELEON_CACHE $INSTANCE/cache" in text
        assert "debug-mode off" in text

    def test_files_can_be_read_wherever_they_lie(self, script, tmp_path):
        module = script("instance")
        instance = module.Instance(tmp_path / "it's 100 $HOME")
        options = module.server_options(["127.0.0.1"], 8099)
        module.write(instance, options)
        parser = configparser.ConfigParser({"here": str(instance.ini.parent)})
        parser.read(instance.ini, encoding="utf-8")
        assert parser["server:main"]["listen"] == "127.0.0.1:8099"
        assert parser["server:main"]["max_request_body_size"] == "268435456"
        log = ast.literal_eval(parser["handler_log"]["args"])[0]
        assert log == str(instance.log)
        assert instance.home.stat().st_mode & 0o077 == 0


class TestTable:
    def test_people_by_part(self, script):
        users = [{"userid": name} for name in ("ann", "ben", "cat", "dan")]
        communities = [
            {
                "short_name": "Circle",
                "members": [
                    {"userid": "ann", "role": "facilitator"},
                    {"userid": "ben", "role": "member"},
                    {"userid": "cat", "role": "member"},
                ],
            },
            {"short_name": "Ring", "members": [{"userid": "ann", "role": "member"}]},
        ]
        assert script("start").people_by_part(users, communities) == {
            "facilitator: Circle; member: Ring": ["ann"],
            "member: Circle": ["ben", "cat"],
            "staff, in no community": ["dan"],
        }

    def test_says_address_names_and_password(self, script):
        text = script("start").table(8099, "Open-sesame-1", {"member: Circle": ["ben"]})
        for word in ("http://localhost:8099/cop", "Open-sesame-1", "ben", "admin"):
            assert word in text
        assert "127.0.0.1" not in text


def test_make_lists_all_that_the_reference_has():
    """A name with a hyphen was left out."""
    # Below another make it would say where it is, too.
    command = ["make", "--no-print-directory"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    listed = {line.split()[0] for line in done.stdout.splitlines()[1:]} - {"help"}
    reference = (ROOT / "docs" / "reference" / "commands.md").read_text("utf-8")
    assert listed == set(re.findall(r"^\| `make ([a-z0-9-]+)", reference, re.M))


class TestDemoSite:
    """Whether a demo that is there can be served."""

    @pytest.mark.parametrize(
        ("made_with", "is_another"),
        [(("1000",), False), (("999",), True), ("unknown", False)],
    )
    def test_after_an_uninstallation_it_starts(self, script, made_with, is_another):
        """So that somebody who tries *Uninstall* can install again."""
        setup = SimpleNamespace(
            getLastVersionForProfile=lambda profile: made_with,
            getVersionForProfile=lambda profile: "1000",
        )
        app = {"cop": SimpleNamespace(portal_setup=setup)}
        assert script("demo_site").is_of_another_version(app) is is_another


class TestFailure:
    def test_is_one_line_with_place_and_reason(self, script):
        error = ValueError("File x.zcml, line 7\n  more\n  ImportError: no macros\n")
        line = script("start").failure(error, Path("/v/event.log"))
        assert "File x.zcml, line 7 … ImportError: no macros (see /v/event" in line
        assert "\n" not in line


class TestEnvironment:
    def test_uv_looks_where_pip_looks(self, script):
        config = (
            "global.index-url='https://mirror.example.org/simple'\n"
            "global.extra-index-url='\\nhttps://a.example.org\\nhttps://b.example.org'\n"
            ":env:.find-links='/srv/wheels /srv/more'\n"
            "global.timeout='60'\n"
        )
        assert script("environment").uv_settings(config) == {
            "UV_DEFAULT_INDEX": "https://mirror.example.org/simple",
            "UV_INDEX": "https://a.example.org https://b.example.org",
            "UV_FIND_LINKS": "/srv/wheels,/srv/more",
            "UV_INDEX_STRATEGY": "unsafe-best-match",
        }

    def test_without_settings_uv_has_its_own_way(self, script):
        assert script("environment").uv_settings("global.timeout='60'\n") == {}


class TestLock:
    def test_markers_are_evaluated_for_the_oldest_python(self, script):
        assert script("versions").pins(LOCK) == {
            "both": "1.0",
            "zc.buildout": "6.0.1",
            "turned": "1.0",
            "later": "3.0",
        }

    def test_covers_every_extra(self):
        parser = configparser.ConfigParser()
        parser.read(ROOT / "setup.cfg")
        extras = parser["options.extras_require"]
        names = {n for extra in ("test", "dev", "docs") for n in extras[extra].split()}
        text = (ROOT / "constraints.txt").read_text(encoding="utf-8")
        pinned = {line.partition("==")[0] for line in text.splitlines()}
        wanted = {name.lower().replace(".", "-") for name in names}
        assert wanted <= pinned

    def test_knows_no_place_of_its_making(self):
        for name in ("constraints.txt", "versions.cfg", "requirements.in"):
            text = (ROOT / name).read_text(encoding="utf-8")
            assert "://" not in text and "file:" not in text
            assert not [line for line in text.splitlines() if line.startswith("-")]


class TestNews:
    def test_names(self, script):
        settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
        types = [row["directory"] for row in settings["tool"]["towncrier"]["type"]]
        good = [".gitkeep", "3.feature.md", "12.bugfix.1.md", "+lock.internal.md"]
        bad = ["feature.md", "3.feat.md", "3.feature.rst", "README.md"]
        assert script("check").misnamed_news([*good, *bad], types) == bad


class TestTranslations:
    def test_a_file_reads_as_it_was_written(self):
        message = po.Message(
            'say "${word}"\\now',
            msgstr="кажи „${word}“\nсега",
            default='Say "${word}"\nnow',
            fuzzy=True,
            references=["story/content.py"],
            comments=["with care"],
        )
        text = po.written(catalog.header("bg"), [message])
        assert po.parse(text).pop(message.msgid) == message

    def test_a_changed_english_text_makes_a_translation_fuzzy(self):
        old = {"a": po.Message("a", msgstr="да", default="Yes"), "gone": po.Message("")}
        same = {"a": po.Message("a", default="Yes")}
        other = {"a": po.Message("a", default="Yes, please"), "b": po.Message("b")}
        assert catalog.synced(same, old) == {"a": old["a"]}
        found = catalog.incomplete("bg", catalog.synced(other, old))
        assert found == ["bg: 'a' is fuzzy", "bg: 'b' is not translated"]

    def test_variables_have_to_stay(self):
        text = po.Message("${count} people", msgstr="${брой} души")
        (found,) = catalog.incomplete("bg", {"x": text})
        assert "other variables" in found

    @pytest.mark.parametrize("text", ['msgid "a"', 'msgid "a\nmsgstr ""', "nonsense"])
    def test_a_broken_file_is_named(self, text):
        with pytest.raises(po.BrokenFile, match=r"^some\.po:?"):
            po.parse(text, "some.po")
