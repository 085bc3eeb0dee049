"""Looking into files that strangers sent, and making of them what pages and reports show.

Pure: a path in, facts and files out; knows no Django and no database. Everything here runs in a process of its own with limits
on time and memory (see ``guarded``), because every one of these libraries has had its hostile file.
"""
