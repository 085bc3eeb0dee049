"""These files as one that anyone can run: tools/verify_certificate.py (base/onefile.py). To renew it:

python -m worldday.certificates.proof.onefile > tools/verify_certificate.py
"""

import sys
from pathlib import Path

from worldday.base import onefile

HERE = Path(__file__).parent
PACKAGE = "worldday.certificates.proof"
HEAD = '''#!/usr/bin/env python3
"""Check a certificate from the text of its QR code; nothing but Python 3.10 or later is needed, and no network.
用二维码内容查验证明；只需 Python 3.10 及以上，不联网。

    python verify_certificate.py 'TEXT' --keys keys.json                      genuine? 是否真实？
    python verify_certificate.py code.txt --keys keys.json --status LIST.jwt  … and not revoked? 是否已撤销？
    python verify_certificate.py - --keys keys.json --printed name=张三       … and unaltered on paper? 纸面是否被改？

TEXT 二维码内容: what a QR reader shows, address and digits. keys.json 公开密钥 and LIST.jwt 撤销名单 come from the issuer's own
address, /certificates/keys.json and /certificates/issuers/UNIT/status/LIST.jwt (the page of the number links to it 编号网页上有链接),
and can be kept for later; an old list does not know what was revoked since 旧名单不含之后的撤销.
Exit code 退出码: 0 genuine 真实, 1 not to be relied on 不可采信, 2 a file cannot be read 无法读取.

The format is described in docs/certificates.md. This file is made from src/worldday/certificates/proof: change it there.
"""
'''


def one_file() -> str:
    """The whole verifier as Python source."""
    return onefile.one_file(HERE, PACKAGE, HEAD)


if __name__ == "__main__":
    sys.stdout.write(one_file())
