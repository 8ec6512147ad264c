"""Language models through LlamaIndex: any OpenAI-compatible endpoint, or Ollama. Nothing is imported without one configured."""

import re
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, Protocol

from iobqa.answer.call import current_call, follow
from iobqa.errors import ModelError, SettingsError
from iobqa.settings import Settings

_OLLAMA = "http://127.0.0.1:11434"
_PAUSE = 0.5
"""Seconds before a new attempt."""
_FRESH: Mapping[str, int] = {"max_keepalive_connections": 0}
"""A connection for each request: of one that is kept, httpx does not tell which request goes over it."""


@dataclass(frozen=True, slots=True)
class Message:
    """One turn of what a model is told."""

    role: Literal["system", "user", "assistant"]
    text: str


class LanguageModel(Protocol):
    """What the rest needs of a model."""

    @property
    def name(self) -> str:
        """For ``Answer.generator``."""

    def stream(self, messages: Sequence[Message], schema: Mapping[str, Any] | None, until: float) -> Iterator[str]:
        """Pieces of the reply as they come. ``schema``: the JSON that is wanted, for servers that can hold a model to it.

        ``until``: ``time.monotonic()`` at which to give up. Closing the iterator ends the request. Raises ModelError.
        """


@dataclass(frozen=True, slots=True)
class ModelAddress:
    """``IOBQA_LLM`` in parts."""

    kind: Literal["openai-like", "ollama"]
    model: str
    url: str


def parse_address(text: str) -> ModelAddress:
    """``openai-like:MODEL@URL`` or ``ollama:MODEL[@URL]``. Raises SettingsError."""
    match = re.fullmatch(r"(openai-like|ollama):(.+?)(?:@(https?://\S+))?", text.strip())
    if not match or (match[1] == "openai-like" and not match[3]):
        raise SettingsError(
            f"IOBQA_LLM={text} is geen adres van een taalmodel. Schrijf openai-like:MODEL@URL, bijvoorbeeld "
            "openai-like:mistral-small@http://127.0.0.1:8000/v1, of ollama:MODEL, bijvoorbeeld ollama:llama3.1."
        )
    return ModelAddress("ollama" if match[1] == "ollama" else "openai-like", match[2], match[3] or _OLLAMA)


def load_model(settings: Settings) -> LanguageModel | None:
    """The configured model; nothing when none is configured. Opens no connection. Raises SettingsError, ModelError."""
    return LlamaIndexModel(parse_address(settings.llm), settings) if settings.llm else None


class LlamaIndexModel:
    """A model behind a LlamaIndex client, made at the first request. Safe to share between threads."""

    def __init__(self, address: ModelAddress, settings: Settings) -> None:
        self._address, self._settings = address, settings
        self._client: Any = None
        self._http: Any = None
        self._takes_schema = True
        self._here = threading.local()
        """The HTTP response that came in last, by thread: the clients do not give it away."""

    @property
    def name(self) -> str:
        return self._address.model

    def stream(self, messages: Sequence[Message], schema: Mapping[str, Any] | None, until: float) -> Iterator[str]:
        attempts = self._settings.llm_retries + 1
        until += self._loading_time()
        for attempt in range(1, attempts + 1):
            began = False
            try:
                for piece in self._attempt(messages, schema if self._takes_schema else None, until):
                    began = True
                    yield piece
                return
            except ModelError:
                raise
            except Exception as error:  # llama_index, openai, ollama and httpx each raise their own
                if _hung_up():
                    raise ModelError("De vraag is afgebroken.") from error
                if schema and self._takes_schema and not began and _refuses_schema(error):
                    self._takes_schema = False
                    yield from self.stream(messages, None, until)
                    return
                if began or attempt == attempts or not _is_passing(error) or time.monotonic() + _PAUSE > until:
                    raise self._failure(error) from error
                time.sleep(_PAUSE)

    def _loading_time(self) -> float:
        """Seconds that the client's libraries took to import, the first time: they are no silence of the model."""
        start = time.monotonic()
        self._open()
        return time.monotonic() - start

    def _attempt(self, messages: Sequence[Message], schema: Mapping[str, Any] | None, until: float) -> Iterator[str]:
        if _hung_up():
            raise ModelError("De vraag is afgebroken.")
        replies = self._open().stream_chat(_chat(messages), **self._options(schema))
        response = None
        try:
            for reply in replies:
                response = response or getattr(self._here, "response", None)
                if time.monotonic() > until:
                    raise ModelError(
                        f"Het taalmodel {self.name} is na {self._settings.llm_seconds:g} seconden niet klaar."
                    )
                if reply.delta:
                    yield str(reply.delta)
        finally:
            if (
                response is not None
            ):  # the client would keep it open, and the server talking, until garbage is collected
                response.close()

    def _options(self, schema: Mapping[str, Any] | None) -> dict[str, Any]:
        if not schema:
            return {}
        if self._address.kind == "ollama":
            return {"format": dict(schema)}
        return {"response_format": {"type": "json_schema", "json_schema": {"name": "antwoord", "schema": dict(schema)}}}

    def _open(self) -> Any:  # noqa: ANN401
        if self._client is None:
            make = _ollama if self._address.kind == "ollama" else _openai_like
            try:
                self._client, self._http = make(self._address, self._settings, self._came_in)
            except ImportError as error:
                raise ModelError(
                    "Voor antwoorden van een taalmodel is llama-index nodig: pip install 'iobqa[llama]'. "
                    "Of laat IOBQA_LLM leeg."
                ) from error
        return self._client

    def close(self) -> None:
        """Close the connections that are kept for a next question."""
        if self._http is not None:
            self._http.close()

    def _came_in(self, response: Any) -> None:  # noqa: ANN401
        self._here.response = response

    def _failure(self, error: Exception) -> ModelError:
        what = "zwijgt te lang" if _is_silence(error) else f"geeft een fout: {_first_line(error)}"
        return ModelError(
            f"Het taalmodel {self.name} op {self._address.url} {what}. Draait de dienst, en kloppen IOBQA_LLM en IOBQA_LLM_KEY?"
        )


def _openai_like(address: ModelAddress, settings: Settings, came_in: Callable[[Any], None]) -> tuple[Any, Any]:
    """The LlamaIndex client and the HTTP client under it; ``came_in`` gets every HTTP response."""
    import httpx
    from llama_index.llms.openai_like import OpenAILike

    http = httpx.Client(timeout=settings.llm_silence, event_hooks=_hooks(came_in), limits=httpx.Limits(**_FRESH))
    client = OpenAILike(  # type: ignore[call-arg]
        model=address.model,
        api_base=address.url,
        api_key=settings.llm_key.get_secret_value() or "geen",
        is_chat_model=True,
        temperature=0.0,
        max_tokens=settings.llm_tokens,
        timeout=settings.llm_silence,
        max_retries=0,  # it would also try again after a silence, twice as long as anybody waits
        http_client=http,
    )
    return client, http


def _ollama(address: ModelAddress, settings: Settings, came_in: Callable[[Any], None]) -> tuple[Any, Any]:
    """As ``_openai_like``."""
    import httpx
    from llama_index.llms.ollama import Ollama
    from ollama import Client

    key = settings.llm_key.get_secret_value()
    client = Client(
        host=address.url,
        timeout=settings.llm_silence,
        headers={"Authorization": f"Bearer {key}"} if key else None,
        event_hooks=_hooks(came_in),
        limits=httpx.Limits(**_FRESH),
    )
    llm = Ollama(
        model=address.model,
        base_url=address.url,
        temperature=0.0,
        request_timeout=settings.llm_silence,
        context_window=8192,  # asked of the server otherwise, one more request that can fail
        additional_kwargs={"num_predict": settings.llm_tokens},
        client=client,
    )
    return llm, client


def _hooks(came_in: Callable[[Any], None]) -> dict[str, list[Callable[[Any], None]]]:
    return {"request": [follow], "response": [came_in]}


def _hung_up() -> bool:
    call = current_call()
    return call is not None and call.ended


def _chat(messages: Sequence[Message]) -> list[Any]:
    from llama_index.core.llms import ChatMessage

    return [ChatMessage(role=message.role, content=message.text) for message in messages]


def _status(error: Exception) -> int | None:
    status = getattr(error, "status_code", None)
    return status if isinstance(status, int) else None


def _refuses_schema(error: Exception) -> bool:
    """Servers that know no structured output say that the request is wrong."""
    return _status(error) in {400, 404, 415, 422, 501}


def _is_silence(error: Exception) -> bool:
    return "timeout" in type(error).__name__.lower()


def _is_passing(error: Exception) -> bool:
    """Whether a new attempt may help: no connection, too busy, a fault of the server; not a silence."""
    status = _status(error)
    return not _is_silence(error) and (status is None or status in {408, 429} or status >= 500)


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0][:200]
