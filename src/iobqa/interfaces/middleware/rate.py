"""At most so many requests a minute for each client."""

from ipaddress import IPv6Address, ip_address, ip_network

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import SlidingWindowCounterRateLimiter
from starlette.types import ASGIApp, Receive, Scope, Send

from iobqa.interfaces.metrics import Metrics
from iobqa.interfaces.problems import Problems

_FREE = ("/static/", "/healthz", "/readyz", "/metrics")


class RateLimit:
    """429 with ``Retry-After`` beyond the limit. Who is on the machine itself is not limited: that is you."""

    def __init__(self, app: ASGIApp, per_minute: int, metrics: Metrics, problems: Problems) -> None:
        self._app = app
        self._problems = problems
        self._limit = RateLimitItemPerMinute(per_minute) if per_minute else None
        self._limiter = SlidingWindowCounterRateLimiter(MemoryStorage())
        self._refused = metrics.refused.labels("te vaak")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or self._may(scope):
            await self._app(scope, receive, send)
            return
        self._refused.inc()
        detail = f"Meer dan {self._limit.amount if self._limit else 0} verzoeken in een minuut. Wacht even."
        refusal = self._problems.reply(scope, 429, detail, headers={"Retry-After": "10"})
        await refusal(scope, receive, send)

    def _may(self, scope: Scope) -> bool:
        if self._limit is None or scope["path"].startswith(_FREE):
            return True
        who = client_key(scope.get("client"))
        return who is None or self._limiter.hit(self._limit, who)


def client_key(client: tuple[str, int] | None) -> str | None:
    """What one client is counted by: the address, of IPv6 the first half; None for the machine itself."""
    if client is None:
        return None
    try:
        address = ip_address(client[0])
    except ValueError:
        return client[0]
    if address.is_loopback:
        return None
    return str(ip_network((address, 64), strict=False)) if isinstance(address, IPv6Address) else str(address)
