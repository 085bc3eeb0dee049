import subprocess
import sys


def run(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "worldday.cli", *words], capture_output=True, text=True)


def test_help_names_every_command_of_the_contract():
    from worldday import cli

    text = cli.usage()
    assert [name for name in ("read", "serve", "demo", "export", "audit") if f"\n  {name} " not in text] == []


def test_reading_a_notice_never_loads_django(tmp_path):
    notice = tmp_path / "notice.txt"
    notice.write_text(
        "某市市场监督管理局关于开展2021年“世界计量日”宣传活动的通知\n各有关单位：\n现将有关事项通知如下。\n", "utf8"
    )
    code = (
        "import sys; sys.argv = ['worldday', 'read', '--json', sys.argv[1]]\n"
        "from worldday.cli import main\n"
        "main()\n"
        "assert not [name for name in sys.modules if name.split('.')[0] in ('django', 'wagtail')]\n"
    )
    assert subprocess.run([sys.executable, "-c", code, str(notice)], capture_output=True, text=True).returncode == 0
