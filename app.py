"""The entry of `streamlit run app.py`: the pages, the routes beside them, what happens at start and end."""

import streamlit as st
from starlette.middleware import Middleware

from studyhall.ui import serving
from studyhall.ui.components.notices import script_failed
from studyhall.ui.gate import Gate
from studyhall.ui.headers import SecurityHeaders
from studyhall.ui.mother_tongue import MotherTongue
from studyhall.ui.routes import ROUTES

app = st.App(
    "studyhall/ui/main.py",
    routes=ROUTES,
    middleware=[Middleware(SecurityHeaders), Middleware(Gate), Middleware(MotherTongue)],
    lifespan=serving.lifespan,
    on_script_error=script_failed,
)
