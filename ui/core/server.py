"""The server around the app: imports before the first visit, security headers, foreign origins.

Data frames and charts take a second or more to import. A server that has just started waits for the
browser anyway, so a thread imports them then rather than during the first visit.
"""

import asyncio
import gc
import importlib
import inspect
import sys
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from urllib.parse import urlsplit

import streamlit as st
from starlette.datastructures import Headers
from starlette.middleware import Middleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

#: Modules that are slow to import, or that import slow ones.
_SLOW_MODULES = (
    "ui.widgets.page_frame",
    "ui.core.startup",
    "ui.widgets.article_cards",
    "ui.widgets.chart",
    "ui.core.selected_point",
    "ui.widgets.selectable_table",
    "analysis.charts.entity_matrix",
    "analysis.charts.overview",
    "analysis.store.queries.overview",
    "plotly.graph_objs._figure",
    "plotly.graph_objs._bar",
)
#: Seconds after the start before the imports begin, so that the server can start listening.
_IMPORT_DELAY = 0.02
#: Switch interval of threads during the imports, in seconds: a tenth of Python's default, so that
#: the server answers without delay.
_SWITCH_INTERVAL = 0.0005
#: Code with which a web socket is closed that breaks a rule of the server (RFC 6455, 7.4.1).
_POLICY_VIOLATION = 1008
_HEADERS = {
    b"x-content-type-options": b"nosniff",
    b"x-frame-options": b"SAMEORIGIN",
    b"referrer-policy": b"same-origin",
}


def _import() -> None:
    default = sys.getswitchinterval()
    # The browser is fetching the page: the server's thread must get its turns.
    sys.setswitchinterval(_SWITCH_INTERVAL)
    for name in _SLOW_MODULES:
        importlib.import_module(name)
    _draw_once()
    # Streamlit inspects the stack when it first draws; resolving all modules then is slow.
    inspect.stack()
    sys.setswitchinterval(default)
    # What was imported stays: the collector of unused objects need not look through it again.
    gc.freeze()


def _draw_once() -> None:
    """Draw a chart that nobody sees: Plotly's first one takes twice as long as the others."""
    import pandas as pd  # not at the start: the server would answer later

    from analysis.charts import outlet_styles, ranking

    columns = ("entity_id", "name", "outlet_label")
    table = pd.DataFrame([["a"] * 3, ["b"] * 3], columns=columns).assign(part=1.0)
    ranking.draw_ranking(
        table, outlet_styles.assign_styles(["a", "b"]), verb="named", unit="mentions"
    ).to_json()


_imports = threading.Thread(target=_import, daemon=True)


@asynccontextmanager
async def lifespan(_app: st.App) -> AsyncIterator[None]:
    """Start the slow imports as soon as the server listens."""
    asyncio.get_running_loop().call_later(_IMPORT_DELAY, _imports.start)
    yield


def wait_for_imports() -> None:
    """Wait for running imports: two threads importing one module can see half of it."""
    if _imports.is_alive():
        _imports.join()


class SecurityHeaders:
    """Adds headers to each response: no guessing of types, no foreign frames, no full referrer."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap ``app``."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", []), *_HEADERS.items()]
            await send(message)

        await self._app(scope, receive, with_headers)


class SameOrigin:
    """Refuses connections that pages of other sites open.

    Streamlit refuses them too, but first asks an outside address for the server's own.
    """

    def __init__(self, app: ASGIApp) -> None:
        """Wrap ``app``."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] == "websocket" and _is_foreign(Headers(scope=scope)):
            await send({"type": "websocket.close", "code": _POLICY_VIOLATION})
            return
        await self._app(scope, receive, send)


def _is_foreign(headers: Headers) -> bool:
    """Return whether the request comes from a page of another site that is not allowed."""
    origin = headers.get("origin")
    if origin is None or not st.get_option("server.enableCORS"):
        return False
    allowed = {name.strip() for name in st.get_option("server.corsAllowedOrigins")}
    return origin not in allowed and urlsplit(origin).netloc != headers.get("host")


MIDDLEWARE = [Middleware(SecurityHeaders), Middleware(SameOrigin)]
