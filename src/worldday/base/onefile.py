"""A package as one file that anyone can run without installing anything.

The modules are put one after another, each after those it imports; only imports and module docstrings change. So what people
download to check our work is the code that did the work (docs/decisions/0101).
"""

import ast
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

NOT_PARTS = {"__init__", "onefile"}
TAIL = """

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
"""


def one_file(folder: Path, package: str, head: str) -> str:
    """`head` and all modules of the package as Python source; one of them defines `main(arguments)`. Raises `ValueError` where
    two modules define one name."""
    parts = _Parts(folder, package)
    needs = {
        name: {module.rpartition(".")[2] for module, _ in parts.imports(tree, own=True)}
        for name, tree in parts.trees.items()
    }
    order = TopologicalSorter({name: sorted(needs[name]) for name in sorted(needs)}).static_order()
    refuse_clashes(parts.trees)
    return head + "\n" + parts.standard_imports() + "".join(parts.body(name) for name in order)[1:] + TAIL


class _Parts:
    def __init__(self, folder: Path, package: str) -> None:
        self.package = package
        self.sources = {
            path.stem: path.read_text("utf8") for path in sorted(folder.glob("*.py")) if path.stem not in NOT_PARTS
        }
        self.trees = {name: ast.parse(source) for name, source in self.sources.items()}

    def imports(self, tree: ast.Module, *, own: bool) -> Iterator[tuple[str, str]]:
        """(module, name) of the imports at the top, name empty for `import module`; of this package, or the others."""
        for node in tree.body:
            if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith(self.package) == own:
                yield from ((node.module, alias.name) for alias in node.names)
            elif isinstance(node, ast.Import) and not own:
                yield from ((alias.name, "") for alias in node.names)

    def standard_imports(self) -> str:
        found = {pair for tree in self.trees.values() for pair in self.imports(tree, own=False)}
        whole = [f"import {module}" for module, name in sorted(found) if not name]
        parts: dict[str, list[str]] = {}
        for module, name in sorted(found):
            if name:
                parts.setdefault(module, []).append(name)
        named = [
            f"from {module} import {', '.join(sorted(names, key=_kind))}" for module, names in sorted(parts.items())
        ]
        return "\n".join([*whole, *named]) + "\n"

    def body(self, name: str) -> str:
        """A module's source without docstring and imports, under its name; comments stay."""
        tree, lines = self.trees[name], self.sources[name].splitlines()
        docstring, *rest = tree.body
        last = max(
            [docstring, *(n for n in rest if isinstance(n, ast.Import | ast.ImportFrom))], key=lambda n: n.lineno
        )
        about = (ast.get_docstring(tree) or "").splitlines()[0]
        code = "\n".join(lines[last.end_lineno or 0 :]).strip("\n")
        blank = "\n" if code.startswith(("@", "class ", "def ")) else ""  # as ruff arranges it
        return f"\n\n# ---- {name}: {about}\n\n{blank}{code}\n"


def refuse_clashes(trees: dict[str, ast.Module]) -> None:
    defined: dict[str, str] = {}
    for part, tree in trees.items():
        for node in tree.body:
            targets = node.targets if isinstance(node, ast.Assign) else [node]
            for name in (getattr(one, "id", getattr(one, "name", None)) for one in targets):
                if name and defined.setdefault(name, part) != part:
                    raise ValueError(f"{part} and {defined[name]} both define {name}: in one file only one would stay")


def _kind(name: str) -> tuple[int, str]:
    # as ruff sorts them: CONSTANTS, Classes, functions
    return (0 if name.isupper() else 1 if name[0].isupper() else 2), name
