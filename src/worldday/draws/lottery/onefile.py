"""The lottery as one file that anyone can run without installing anything: tools/verify_draw.py.

The modules are put one after another, each after those it imports; only imports and module docstrings change. So the
verifier people download is the code that drew (docs/decisions/0101). To renew the file:

    python -m worldday.draws.lottery.onefile > tools/verify_draw.py
"""

import ast
import sys
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

HERE = Path(__file__).parent
PACKAGE = "worldday.draws.lottery"
NOT_PARTS = {"__init__", "onefile"}
HEAD = '''#!/usr/bin/env python3
"""Repeat a published prize draw from its record; nothing but Python 3.10 or later is needed, and no network.
用公开的抽奖记录重新计算中奖结果；只需 Python 3.10 及以上，不联网。

    python verify_draw.py record.json                            does the record reproduce? 记录能否复现？
    python verify_draw.py record.json --announced notice.json    … and is it what was announced? 与冻结公告是否一致？
    python verify_draw.py record.json --identity ID --salt HEX   where am I in the list? 我在名单中吗？
    python verify_draw.py --commit DRAW PARTY                    a secret and its commitment 生成秘密与承诺

Exit code 退出码: 0 it reproduces 一致, 1 it does not 不一致, 2 the file cannot be read 无法读取.

The method is described in docs/draw-method.md. This file is made from src/worldday/draws/lottery: change it there.
"""
'''
TAIL = """

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
"""


def one_file() -> str:
    """The whole verifier as Python source."""
    trees = {name: ast.parse((HERE / f"{name}.py").read_text("utf8")) for name in _names()}
    needs = {
        name: {module.rpartition(".")[2] for module, _ in _imports(tree, own=True)} for name, tree in trees.items()
    }
    order = TopologicalSorter({name: sorted(needs[name]) for name in sorted(needs)}).static_order()
    _refuse_clashes(trees)
    bodies = [_body(name, trees[name]) for name in order]
    return HEAD + "\n" + _standard_imports(list(trees.values())) + "".join(bodies)[1:] + TAIL


def _names() -> list[str]:
    return sorted(path.stem for path in HERE.glob("*.py") if path.stem not in NOT_PARTS)


def _refuse_clashes(trees: dict[str, ast.Module]) -> None:
    defined: dict[str, str] = {}
    for part, tree in trees.items():
        for node in tree.body:
            targets = node.targets if isinstance(node, ast.Assign) else [node]
            for name in (getattr(one, "id", getattr(one, "name", None)) for one in targets):
                if name and defined.setdefault(name, part) != part:
                    raise ValueError(f"{part} and {defined[name]} both define {name}: in one file only one would stay")


def _imports(tree: ast.Module, *, own: bool) -> Iterator[tuple[str, str]]:
    """(module, name) of the imports at the top, name empty for `import module`; those of this package, or the others."""
    for node in tree.body:
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith(PACKAGE) == own:
            yield from ((node.module, alias.name) for alias in node.names)
        elif isinstance(node, ast.Import) and not own:
            yield from ((alias.name, "") for alias in node.names)


def _standard_imports(trees: list[ast.Module]) -> str:
    found = {pair for tree in trees for pair in _imports(tree, own=False)}
    whole = [f"import {module}" for module, name in sorted(found) if not name]
    parts: dict[str, list[str]] = {}
    for module, name in sorted(found):
        if name:
            parts.setdefault(module, []).append(name)
    named = [f"from {module} import {', '.join(sorted(names, key=_kind))}" for module, names in sorted(parts.items())]
    return "\n".join([*whole, *named]) + "\n"


def _kind(name: str) -> tuple[int, str]:
    # as ruff sorts them: CONSTANTS, Classes, functions
    return (0 if name.isupper() else 1 if name[0].isupper() else 2), name


def _body(name: str, tree: ast.Module) -> str:
    """A module's source without docstring and imports, under its name; comments stay."""
    lines = (HERE / f"{name}.py").read_text("utf8").splitlines()
    docstring, *rest = tree.body
    last = max([docstring, *(n for n in rest if isinstance(n, ast.Import | ast.ImportFrom))], key=lambda n: n.lineno)
    about = (ast.get_docstring(tree) or "").splitlines()[0]
    code = "\n".join(lines[last.end_lineno or 0 :]).strip("\n")
    blank = "\n" if code.startswith(("@", "class ", "def ")) else ""  # as ruff arranges it
    return f"\n\n# ---- {name}: {about}\n\n{blank}{code}\n"


if __name__ == "__main__":
    sys.stdout.write(one_file())
