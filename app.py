"""Entry: ``streamlit run app.py`` serves this application; ``navigation.py`` is the script of each session."""

import gc
from contextlib import asynccontextmanager

import streamlit as st
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware

from widgets.state import prewarm


@asynccontextmanager
async def lifespan(_: st.App):
    """Read tables and figures before the first reader comes, then take all of it out of the garbage collector's way.

    Streamlit collects after every rerun; walking the modules and frames each time costs 60 to 100 ms.
    """
    prewarm()
    gc.collect()
    gc.freeze()
    yield {}


app = st.App("navigation.py", lifespan=lifespan, middleware=[Middleware(GZipMiddleware, minimum_size=1000)])
