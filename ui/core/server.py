"""The server around the app: imports before the first visit, and security headers.

Data frames and charts take a second or more to import. A server that has just started waits for the
browser anyway, so a thread imports them then rather than during the first visit.
"""

import asyncio
import importlib
import inspect
import sys
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import streamlit as st
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


MIDDLEWARE = [Middleware(SecurityHeaders)]
