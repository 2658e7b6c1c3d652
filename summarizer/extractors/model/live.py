"""The transport that leaves this machine: httpx2's own, behind the kill switch."""

from __future__ import annotations

from typing import Any
from urllib.request import getproxies, proxy_bypass

import httpx2

from .request_key import asked_of
from .switch import refuse_if_blocked


class LiveTransport(httpx2.AsyncBaseTransport):
    """Sends, unless live requests are blocked; takes off whatever is ours alone before it does.

    A client that is handed a transport leaves the proxies of the environment to it, so they are looked up here.
    """

    def __init__(self, **options: Any) -> None:
        self._options = options
        self._proxies = getproxies()
        self._by_proxy: dict[str | None, httpx2.AsyncHTTPTransport] = {}

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """Raises `LiveRequestBlocked` while the switch is on."""
        refuse_if_blocked(request.url.host, str(asked_of(request)))
        return await self._towards(request.url).handle_async_request(request)

    async def aclose(self) -> None:
        """Close every connection; a further request opens new ones."""
        transports = [*self._by_proxy.values()]
        self._by_proxy.clear()
        for transport in transports:
            await transport.aclose()

    def _towards(self, url: httpx2.URL) -> httpx2.AsyncHTTPTransport:
        proxy = self._options.get("proxy") or self._proxies.get(url.scheme) or self._proxies.get("all")
        if proxy is not None and self._options.get("proxy") is None:
            # a proxy of the environment does not know this machine's own servers
            own = url.host in ("localhost", "::1") or url.host.startswith("127.")
            proxy = None if own or proxy_bypass(url.host) else proxy if "://" in proxy else f"http://{proxy}"
        if proxy not in self._by_proxy:
            self._by_proxy[proxy] = httpx2.AsyncHTTPTransport(**{**self._options, "proxy": proxy})
        return self._by_proxy[proxy]
