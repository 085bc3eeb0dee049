"""The lottery as one file that anyone can run without installing anything: tools/verify_draw.py (base/onefile.py). To renew it:

python -m worldday.draws.lottery.onefile > tools/verify_draw.py
"""

import sys
from pathlib import Path

from worldday.base import onefile

HERE = Path(__file__).parent
PACKAGE = "worldday.draws.lottery"
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


def one_file() -> str:
    """The whole verifier as Python source."""
    return onefile.one_file(HERE, PACKAGE, HEAD)


if __name__ == "__main__":
    sys.stdout.write(one_file())
