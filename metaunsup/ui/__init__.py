"""The app: a folder a page, which imports its own folder, ``common``, ``jobs`` and ``player`` only.

With ``app.py`` and ``pages/`` the only code that imports streamlit.
"""
