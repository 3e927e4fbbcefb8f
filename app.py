"""Entry: page setup and navigation for each session, and the application that serves them.

``streamlit run app.py`` imports this file once, finds ``app`` and serves it; then it runs the file as a script for every
session (as ``__main__``), which sets the page up and runs the page asked for. ``uvicorn app:app`` works too.

What the server needs to listen is imported here, and nothing else: the rest is loaded behind, on a thread.
"""

import streamlit as st

if __name__ == "__main__":
    from service.loading import LOADING

    with LOADING:
        from widgets.frame import ICON, frame, pages
        from widgets.runs import watched

    st.set_page_config(page_title="Plumbline", page_icon=ICON, layout="wide")
    page = st.navigation(pages(), position="top")
    with watched(page), frame(page):
        page.run()
else:
    from starlette.middleware import Middleware
    from starlette.middleware.gzip import GZipMiddleware

    from service import settings
    from web.case_paths import CasePaths
    from web.clients import BehindProxies
    from web.compression import CompressedOnce, VaryOnce
    from web.front import Front, Guard
    from web.headers import SecurityHeaders, page_policy
    from web.health import Health
    from web.shell import Shell
    from web.uploads import FILES, Uploads
    from web.watched import Watched, from_one_of
    from widgets.messages import Messages
    from widgets.serve import Server, draws_charts, explain, first_page, held_files, largest_message

    def base() -> str:
        """Streamlit's base path; asked for late, because its settings are whole only once there is an App."""
        return st.get_option("server.baseUrlPath") or ""

    def largest_file() -> int:
        """Megabytes that a file of a reader may have; 0 while no page takes any."""
        return int(st.get_option("server.maxUploadSize"))

    settings.check()
    server = Server()
    front = Front(server.application, base)
    app = st.App(
        "app.py",
        lifespan=server.lifespan(front.queues, front.close),
        routes=[Health(server.made, base), front],
        middleware=[
            Middleware(CasePaths, base=base),
            Middleware(Watched, base=base, trusted=from_one_of(settings.proxies())),
            Middleware(BehindProxies, trusted_hosts=list(settings.proxies())),
            Middleware(SecurityHeaders, policy=page_policy(first_page(), settings.frames())),
            Middleware(Messages, largest=largest_message, files=lambda: FILES if largest_file() else 0),
            Middleware(Uploads, largest=largest_file, held=held_files, base=base),
            Middleware(Guard, base=base),
            Middleware(VaryOnce),
            Middleware(GZipMiddleware, minimum_size=1000),
            Middleware(CompressedOnce),
            Middleware(Shell, charts=draws_charts(), base=base),
        ],
        on_script_error=explain,
    )
