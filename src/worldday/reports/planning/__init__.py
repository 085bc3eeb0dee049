"""Rows of a unit's plan out of whatever people have: cells pasted from a spreadsheet, .xlsx, tables of a Word file. Pure.

`lines.read(table)` turns a table of texts into `Line`s (name, kind, window, place, audience, content), under its headings or, where
it has none, by what its columns hold. `windows.understand` says which days a phrase means. Files of strangers are opened in a
process of their own, see `files`.
"""
