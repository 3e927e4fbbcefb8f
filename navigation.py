"""The script of each session: page setup and navigation, nothing else."""

import streamlit as st

from widgets.frame import frame, pages

st.set_page_config(page_title="Plumbline", page_icon="widgets/icon.svg", layout="wide")
page = st.navigation(pages(), position="top")
with frame(page):
    page.run()
