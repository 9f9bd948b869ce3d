"""A picture on a page, with the words for who does not see it, which Streamlit's own has no place for."""

from __future__ import annotations

import base64
import html
import io

import numpy as np
import streamlit as st
from PIL import Image


def show_picture(pixels: np.ndarray, alt: str) -> None:
    """Show ``pixels``, (H, W) grey or (H, W, 3), uint8, as large as they are, or as wide as there is room."""
    file = io.BytesIO()
    Image.fromarray(pixels).save(file, format="PNG")
    source = f"data:image/png;base64,{base64.b64encode(file.getvalue()).decode('ascii')}"
    st.html(f'<img alt="{html.escape(alt)}" src="{source}" style="max-width:100%; border-radius:6px">')
