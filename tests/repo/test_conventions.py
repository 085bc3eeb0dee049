"""The project about itself: habits that reading alone would not keep."""

import ast
import re
import tomllib
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models
from tests.repo.conftest import ROOT

from worldday.base.scope import ScopedManager

SRC = ROOT / "src" / "worldday"
UNFINISHED = re.compile(
    r"raise NotImplementedError|\bTO" + r"DO\b|\bFIX" + r"ME\b|\bX" + r"XX\b|lorem ipsum", re.IGNORECASE
)
OTHER_HOST = re.compile(r"""(?:src|href|action|url)\s*[=(]\s*["']?(?:https?:)?//(?!www\.w3\.org)""", re.IGNORECASE)


def ours(tracked: list[Path], *suffixes: str) -> list[Path]:
    return [
        path for path in tracked if SRC in path.parents and path.suffix in suffixes and "migrations" not in path.parts
    ]


def test_no_source_file_says_it_is_unfinished(tracked):
    assert [
        str(p) for p in ours(tracked, ".py", ".html", ".js", ".css") if UNFINISHED.search(p.read_text("utf8"))
    ] == []


def test_no_file_becomes_the_place_where_things_go(tracked):
    sizes = {str(p.relative_to(SRC)): len(p.read_text("utf8").splitlines()) for p in ours(tracked, ".py")}
    assert {name: size for name, size in sizes.items() if size > 350} == {}


def test_no_function_needs_scrolling_to_be_read(tracked):
    long = [
        f"{path.relative_to(SRC)}:{node.lineno} {node.name}"
        for path in ours(tracked, ".py")
        for node in ast.walk(ast.parse(path.read_text("utf8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno - node.lineno >= 55
    ]
    assert long == []


def test_templates_hold_no_script_and_no_style(tracked):
    inline = re.compile(r"<style|\sstyle=|\son[a-z]+=\"|<script(?![^>]*\b(?:src=|type=\"application/(?:ld\+)?json\"))")
    assert [str(p.relative_to(SRC)) for p in ours(tracked, ".html") if inline.search(p.read_text("utf8"))] == []


def test_no_template_or_style_sheet_names_another_host(tracked):
    assert [
        str(p.relative_to(SRC)) for p in ours(tracked, ".html", ".css", ".js") if OTHER_HOST.search(p.read_text("utf8"))
    ] == []


def test_lock_files_name_no_host():
    for name in ("requirements.lock", "requirements-dev.lock"):
        assert "://" not in (ROOT / name).read_text()


def test_every_dependency_says_what_it_is_for():
    text = (ROOT / "pyproject.toml").read_text("utf8")
    project = tomllib.loads(text)["project"]
    named = project["dependencies"] + project["optional-dependencies"]["dev"]
    lines = text.splitlines()
    silent = [name for name in named if not any(f'"{name}",' in line and " # " in line for line in lines)]
    assert silent == []


def test_names_in_the_database_fit_every_database_of_the_postgresql_family():
    """At most 30 characters (docs/decisions, portable SQL), for tables, columns and constraints of our own models."""
    long = []
    for model in our_models():
        names = [model._meta.db_table, *(f.column for f in model._meta.local_fields)]
        names += [constraint.name for constraint in model._meta.constraints] + [
            index.name for index in model._meta.indexes
        ]
        long += [name for name in names if len(name) > 30]
    assert long == []


def test_whatever_belongs_to_an_authority_is_asked_for_with_a_scope():
    """A model that hangs from a campaign or an owning unit must refuse queries that name no scope.

    Parts reached only through their whole (a theme of a campaign, a role of an activity) are exempt by name.
    """
    parts = {"campaigns.Theme", "campaigns.Participation", "campaigns.ActivityUnit"}
    open_to_all = []
    for model in our_models():
        hangs = {f.name for f in model._meta.local_fields if isinstance(f, models.ForeignKey)} & {"campaign", "owner"}
        if hangs and model._meta.label not in parts and not isinstance(model._default_manager, ScopedManager):
            open_to_all.append(model._meta.label)
    assert open_to_all == []


def our_models() -> list[type[models.Model]]:
    return [model for model in apps.get_models(include_auto_created=True) if model.__module__.startswith("worldday.")]


@pytest.mark.parametrize(
    "document", ["README.md", "CONTRIBUTING.md", "docs/concepts.md", "docs/structure.md", "docs/testing.md"]
)
def test_documents_point_only_at_files_and_targets_that_exist(document):
    text = (ROOT / document).read_text("utf8")
    here = (ROOT / document).parent
    links = [
        link.split("#")[0]
        for link in re.findall(r"\]\(([^)\s]+)\)", text)
        if "://" not in link and not link.startswith("#")
    ]
    assert [link for link in links if not (here / link).exists()] == []
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    assert [name for name in re.findall(r"`make ([a-z-]+)", text) if name not in targets] == []


def test_every_decision_record_says_context_decision_and_consequence():
    records = sorted((ROOT / "docs" / "decisions").glob("[0-9]*.md"))
    assert records
    for record in records:
        text = record.read_text("utf8")
        assert all(f"## {part}" in text for part in ("Context", "Decision", "Consequence")), record.name
