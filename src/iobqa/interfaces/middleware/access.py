"""Who may ask: API keys, or a user that a trusted proxy has let in; without either setting, everyone."""

import hashlib
import hmac
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from iobqa.errors import SettingsError
from iobqa.interfaces.metrics import Metrics
from iobqa.interfaces.problems import Problems
from iobqa.settings import Settings

_OPEN = frozenset({"/healthz", "/readyz", "/v1/openapi.json"})

Network = IPv4Network | IPv6Network


class Access:
    """401 for who may not. Keys guard the API and the figures; a required user guards all but health and its like."""

    def __init__(self, app: ASGIApp, settings: Settings, metrics: Metrics, problems: Problems) -> None:
        self._app = app
        self._problems = problems
        self._keys = [_digest(key) for key in listed(settings.api_keys.get_secret_value())]
        self._header = settings.user_header.lower()
        self._proxies = networks(settings.trusted_proxies)
        self._refused = metrics.refused.labels("toegang")
        if self._header and not self._proxies:
            raise SettingsError(
                "IOBQA_USER_HEADER zonder IOBQA_TRUSTED_PROXIES: iedereen zou die kopregel zelf kunnen meesturen. "
                "Noem ook het adres van de proxy."
            )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or self._may(scope):
            await self._app(scope, receive, send)
            return
        self._refused.inc()
        detail = "Meld u aan, of stuur een geldige sleutel mee in de kopregel X-API-Key of Authorization: Bearer."
        refusal = self._problems.reply(scope, 401, detail, headers={"WWW-Authenticate": 'Bearer realm="iobqa"'})
        await refusal(scope, receive, send)

    def _may(self, scope: Scope) -> bool:
        path = scope["path"]
        guarded = path.startswith("/v1/") or path == "/metrics"
        if path in _OPEN or not (self._header or (self._keys and guarded)):
            return True
        headers = Headers(scope=scope)
        return self._has_user(scope, headers) or (guarded and self._has_key(headers))

    def _has_user(self, scope: Scope, headers: Headers) -> bool:
        if not self._header or not headers.get(self._header):
            return False
        return is_within(scope.get("client"), self._proxies)

    def _has_key(self, headers: Headers) -> bool:
        kind, _, bearer = headers.get("authorization", "").partition(" ")
        given = headers.get("x-api-key") or (bearer.strip() if kind.lower() == "bearer" else "")
        digest = _digest(given)
        return sum(hmac.compare_digest(digest, key) for key in self._keys) > 0  # all of them: equal time


def _digest(key: str) -> bytes:
    return hashlib.sha256(key.encode()).digest()


def listed(text: str) -> list[str]:
    """The parts of a setting that commas separate."""
    return [part.strip() for part in text.split(",") if part.strip()]


def networks(text: str) -> list[Network]:
    """The networks in a setting. Raises SettingsError."""
    try:
        return [ip_network(part, strict=False) for part in listed(text)]
    except ValueError as error:
        raise SettingsError(f"IOBQA_TRUSTED_PROXIES: {error}. Noem adressen of netwerken, zoals 10.0.0.0/8.") from error


def is_within(client: tuple[str, int] | None, among: list[Network]) -> bool:
    """Whether the direct peer is one of these; a Unix socket has no address and is the machine's own proxy."""
    if client is None:
        return bool(among)
    try:
        address = ip_address(client[0])
    except ValueError:
        return False
    return any(address in network for network in among)
