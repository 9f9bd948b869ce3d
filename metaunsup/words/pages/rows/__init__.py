"""Rows of a table where pages otherwise show pictures.

``rows.KEY`` is what a ``Say`` of rows (``Say.of_rows``) says in the place of ``KEY``, which speaks of pictures.
"""
