"""What can be set, from where, and what is said about a value that makes no sense."""

import os
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from iobqa import settings as settings_module
from iobqa.errors import SettingsError
from iobqa.settings import Settings


@pytest.fixture(autouse=True)
def _bare(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("IOBQA_")]:
        monkeypatch.delenv(name)


def write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: str | bytes) -> Path:
    file = tmp_path / "iobqa.toml"
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    monkeypatch.setenv("IOBQA_CONFIG", str(file))
    return file


def test_in_a_checkout_its_own_corpus_and_index() -> None:
    checkout = Path(__file__).parent.parent
    settings = Settings.read()
    assert (settings.corpus, settings.index) == (checkout / "corpus", checkout / "index")
    assert settings.encoder_folder == checkout / "corpus" / "encoder"


@pytest.mark.parametrize(("cache", "under"), [("/c", Path("/c")), ("", Path("/home/u/.cache"))])
def test_from_a_wheel_the_report_in_the_package_and_the_cache_of_the_user(
    monkeypatch: pytest.MonkeyPatch, cache: str, under: Path
) -> None:
    monkeypatch.setattr(settings_module, "in_checkout", lambda: False)
    monkeypatch.setenv("XDG_CACHE_HOME", cache)
    monkeypatch.setenv("HOME", "/home/u")
    settings = Settings.read()
    assert settings.corpus == Path(settings_module.__file__).parent / "_corpus"
    assert settings.index == under / "iobqa" / "index"


SOURCES = [
    pytest.param({}, "", "", 2000, id="default"),
    pytest.param({}, "", "longest_question = 30", 30, id="file over default"),
    pytest.param({}, "20", "longest_question = 30", 20, id="environment over file"),
    pytest.param({"longest_question": 10}, "20", "longest_question = 30", 10, id="option over environment"),
    pytest.param({"longest_question": None}, "20", "", 20, id="an option that is not given"),
]


@pytest.mark.parametrize(("options", "environment", "file", "value"), SOURCES)
def test_precedence(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    options: dict[str, Any],
    environment: str,
    file: str,
    value: int,
) -> None:
    write(tmp_path, monkeypatch, file)
    if environment:
        monkeypatch.setenv("IOBQA_LONGEST_QUESTION", environment)
    assert Settings.read(**options).longest_question == value


def test_sources_add_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, monkeypatch, 'corpus = "/uit/bestand"\npage = false\n')
    monkeypatch.setenv("IOBQA_WORKERS", "3")
    settings = Settings.read(index=Path("/uit/optie"))
    assert (settings.corpus, settings.page, settings.workers) == (Path("/uit/bestand"), False, 3)
    assert settings.index == Path("/uit/optie")


BAD = [
    ("longest_question", "0", "moet minstens 1 zijn (nu: '0')"),
    ("workers", "65", "mag hoogstens 64 zijn (nu: '65')"),
    ("workers", "veel", "moet een geheel getal zijn (nu: 'veel')"),
    ("workers", "1.5", "moet een geheel getal zijn"),
    ("answer_seconds", "0", "moet meer dan 0 zijn"),
    ("answer_seconds", "lang", "moet een getal zijn"),
    ("page", "misschien", "moet true of false zijn"),
    ("public_url", "example.org/", "heeft niet de goede vorm (nu: 'example.org/'). Adres waaronder"),
]


@pytest.mark.parametrize(("field", "value", "said"), BAD)
def test_a_bad_value_in_the_environment(monkeypatch: pytest.MonkeyPatch, field: str, value: str, said: str) -> None:
    monkeypatch.setenv(f"IOBQA_{field.upper()}", value)
    with pytest.raises(SettingsError) as told:
        Settings.read()
    assert str(told.value).startswith(f"Een instelling klopt niet. IOBQA_{field.upper()} {said}")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ('workers = "veel"', "IOBQA_WORKERS moet een geheel getal zijn"),
        ("workers = 1.5", "IOBQA_WORKERS moet een geheel getal zijn"),
        ("workers = [1]", "IOBQA_WORKERS moet een geheel getal zijn"),
        ("page = 7", "IOBQA_PAGE moet true of false zijn"),
        ("encoder = 7", "IOBQA_ENCODER moet een tekst zijn"),
        ("corpus = 7", "IOBQA_CORPUS moet een pad zijn"),
        ("answer_seconds = []", "IOBQA_ANSWER_SECONDS moet een getal zijn"),
        ("werkers = 2", "werkers: bestaat niet"),
        ("workers = ", "is geen geldige TOML"),
        (b"encoder = '\xff'", "is geen geldige TOML in UTF-8"),
    ],
)
def test_a_bad_value_in_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: str | bytes, said: str
) -> None:
    write(tmp_path, monkeypatch, content)
    with pytest.raises(SettingsError) as told:
        Settings.read()
    assert said in str(told.value)
    assert "Input should" not in str(told.value)


def test_all_that_is_wrong_is_told_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IOBQA_WORKERS", "-1")
    monkeypatch.setenv("IOBQA_PAGE", "misschien")
    with pytest.raises(SettingsError) as told:
        Settings.read()
    assert "IOBQA_WORKERS" in str(told.value) and "IOBQA_PAGE" in str(told.value)


def test_a_file_that_is_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, monkeypatch, "").unlink()
    with pytest.raises(SettingsError, match=r"IOBQA_CONFIG\) bestaat niet"):
        Settings.read()


def test_keys_are_never_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, monkeypatch, 'api_keys = ["geheim"]')
    with pytest.raises(SettingsError) as told:
        Settings.read()
    assert "geheim" not in str(told.value)
    write(tmp_path, monkeypatch, 'api_keys = "geheim"')
    settings = Settings.read()
    assert "geheim" not in repr(settings) and settings.api_keys.get_secret_value() == "geheim"


def test_settings_do_not_change() -> None:
    with pytest.raises(ValidationError):
        Settings.read().workers = 9


def test_every_setting_is_explained_in_dutch() -> None:
    assert [name for name, field in Settings.model_fields.items() if not field.description] == []
