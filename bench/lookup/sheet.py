"""Invented names of units, as varied as real ones, in a sheet as spreadsheets write it."""

import random
import zipfile
from collections.abc import Iterator
from pathlib import Path

PLACES = [
    "上海",
    "浦东",
    "徐汇",
    "嘉定",
    "松江",
    "金山",
    "奉贤",
    "青浦",
    "崇明",
    "宝山",
    "闵行",
    "虹口",
    "杨浦",
    "静安",
    "黄浦",
    "长宁",
    "普陀",
    "苏州",
    "昆山",
    "太仓",
]
CHARACTERS = (
    "华安信达恒源泰和瑞丰盛祥宏伟嘉德诚益康明光远新兴永福东方中天云海鑫龙金银铁木水火土石山川河湖江洋风雨雷电"
    "春夏秋冬松竹梅兰菊荷桂枫柏榆文武英雄杰俊豪贤良善美真纯正直刚柔和平安宁静雅秀丽佳妙奇巧精微细致密集聚合联"
)
TRADES = [
    "精密机械",
    "食品科技",
    "检测技术",
    "信息系统",
    "汽车零部件",
    "生物医药",
    "新材料",
    "环保设备",
    "电子",
    "物流",
    "餐饮管理",
    "纺织",
    "建筑工程",
]
ENDS = ["有限公司", "股份有限公司", "集团", "研究院", "中心", "合作社", "厂"]
CATEGORIES = ["制造", "服务", "购物", "文化"]
HEAD = '<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def rows(count: int, first: int = 0) -> Iterator[tuple[str, str, str, str, str]]:
    """Number, name, product, category, body."""
    chance = random.Random(first)
    pick = chance.choice
    for n in range(first, first + count):
        own = "".join(chance.choices(CHARACTERS, k=chance.randint(2, 4)))
        name = f"{pick(PLACES)}{own}{pick(TRADES)}{pick(ENDS)}"
        yield f"SHPP-{2018 + n % 8}-{n:07}", name, f"{pick(TRADES)}{pick(CHARACTERS)}型", pick(CATEGORIES), f"{own}认证"


def write(path: Path, count: int, first: int = 0) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as packed:
        packed.writestr(
            "[Content_Types].xml",
            '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        )
        packed.writestr("_rels/.rels", f'<?xml version="1.0"?><Relationships xmlns="{RELATIONS}"/>')
        with packed.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part:
            part.write(HEAD.encode())
            part.write(line(1, ("证书编号", "获证单位", "产品或服务", "类别", "认证机构")))
            for at, row in enumerate(rows(count, first), 2):
                part.write(line(at, row))
            part.write(b"</sheetData></worksheet>")


def line(number: int, cells: tuple[str, ...]) -> bytes:
    said = "".join(
        f'<c r="{letter}{number}" t="inlineStr"><is><t>{cell}</t></is></c>'
        for letter, cell in zip("ABCDE", cells, strict=True)
    )
    return f'<row r="{number}">{said}</row>'.encode()
