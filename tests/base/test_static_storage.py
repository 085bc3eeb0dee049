import re
from pathlib import Path

from django.core.management import call_command

IMPORTED = re.compile(r"""(?:from\s*|import\(|import\s*)["'](\./[^"']+)["']""")


def test_our_script_modules_import_each_other_by_content(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = settings.STORAGES | {"staticfiles": {"BACKEND": "worldday.base.static_storage.ByContent"}}
    call_command("collectstatic", verbosity=0, interactive=False)
    hashed = [path for folder in ("desk", "quiz") for path in (tmp_path / folder).glob("*.????????????.js")]
    imports = [(path, found) for path in hashed for found in IMPORTED.findall(path.read_text("utf8"))]
    assert {"play.js", "result.js"} <= {re.sub(r"\.\w{12}\.js$", ".js", path.name) for path, _found in imports}
    assert [found for _path, found in imports if not re.search(r"\.[0-9a-f]{12}\.js$", found)] == []
    assert [found for path, found in imports if not Path(path.parent / found).exists()] == []
