"""The server around the app: slow imports before the first visitor comes, and careful headers.

Data frames and charts take a second or more to import. A process that has just begun to listen
waits for the browser anyway, so they are imported then, beside it, and not in the first visit.
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

_SLOW = (
    "ui.core.page_frame",
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
_LISTENING = 0.02
"""Seconds after the start in which the server gets to listen undisturbed."""
_PATIENCE = 0.0005
"""Seconds the imports may keep the server's thread waiting; Python's default is ten times that."""
_HEADERS = {
    b"x-content-type-options": b"nosniff",
    b"x-frame-options": b"SAMEORIGIN",
    b"referrer-policy": b"same-origin",
}


def _import() -> None:
    usual = sys.getswitchinterval()
    # The browser is fetching the page: let the server's thread take turns without delay.
    sys.setswitchinterval(_PATIENCE)
    for name in _SLOW:
        importlib.import_module(name)
    _draw_once()
    # Streamlit looks at the stack when it first draws; finding all modules then takes it long.
    inspect.stack()
    sys.setswitchinterval(usual)


def _draw_once() -> None:
    """Draw a chart that nobody sees: Plotly's first one takes twice as long as any other."""
    import pandas as pd  # here, since a server that answers late is a slower start

    from analysis.charts import outlet_styles, ranking

    columns = ("entity_id", "name", "outlet_label")
    table = pd.DataFrame([["one"] * 3, ["two"] * 3], columns=columns).assign(part=1.0)
    ranking.draw_ranking(
        table, outlet_styles.assign_styles(["one", "two"]), done="named", unit="mentions"
    ).to_json()


_imports = threading.Thread(target=_import, daemon=True)


@asynccontextmanager
async def lifespan(app: st.App) -> AsyncIterator[None]:
    """Begin the slow imports as soon as the server listens."""
    asyncio.get_running_loop().call_later(_LISTENING, _imports.start)
    yield


def wait_for_imports() -> None:
    """Wait for imports that are under way: two threads in one import can see half a module."""
    if _imports.is_alive():
        _imports.join()


class SecurityHeaders:
    """Adds headers to each answer: no guessing of types, no foreign frames, no address told."""

    def __init__(self, app: ASGIApp) -> None:
        """Stand before ``app``."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", []), *_HEADERS.items()]
            await send(message)

        await self._app(scope, receive, with_headers)


MIDDLEWARE = [Middleware(SecurityHeaders)]
