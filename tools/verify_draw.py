#!/usr/bin/env python3
"""Repeat a published prize draw from its record; nothing but Python 3.10 or later is needed, and no network.
用公开的抽奖记录重新计算中奖结果；只需 Python 3.10 及以上，不联网。

    python verify_draw.py record.json                            does the record reproduce? 记录能否复现？
    python verify_draw.py record.json --announced notice.json    … and is it what was announced? 与冻结公告是否一致？
    python verify_draw.py record.json --identity ID --salt HEX   where am I in the list? 我在名单中吗？
    python verify_draw.py --commit DRAW PARTY                    a secret and its commitment 生成秘密与承诺

Exit code 退出码: 0 it reproduces 一致, 1 it does not 不一致, 2 the file cannot be read 无法读取.

The method is described in docs/draw-method.md. This file is made from src/worldday/draws/lottery: change it there.
"""

import argparse
import json
import locale
import os
import re
import secrets
import sys
import unicodedata
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property, lru_cache
from hashlib import sha256
from heapq import nsmallest
from itertools import chain, pairwise
from pathlib import Path
from typing import NamedTuple, TypeVar

# ---- wording: What the explanation says, in English and Chinese.

WORDS = {
    "title": ("Check of the draw “{title}” ({organiser})", "抽奖复核：“{title}”（{organiser}）"),
    "fits": (
        "IT FITS. Calculated again from the list and the published values, the same entrants win.",
        "复核一致。用名单和公布的数值重新计算，中奖者与记录完全相同。",
    ),
    "fits-void": (
        "IT FITS. By the rule this draw is void, and the record says so.",
        "复核一致。按规则本次抽奖作废，记录如实载明。",
    ),
    "false": (
        "IT DOES NOT FIT. What is wrong ({count}):",
        "复核不一致。问题（{count} 项）：",
    ),
    "rule-head": ("1. The rule", "一、规则"),
    "rule": (
        "   {tiers} tiers, {prizes} prizes; one entrant wins at most {cap}. SHA-256 of the rule: {hash}",
        "   共 {tiers} 个奖级、{prizes} 份奖品，每名参与者最多得 {cap} 份。规则的 SHA-256：{hash}",
    ),
    "list-head": ("2. The list of entrants, frozen {at}", "二、参与名单（{at} 冻结）"),
    "list": (
        "   {count} entrants with {chances} chances; {removed} entries removed before. Root of the list: {root}",
        "   {count} 名参与者，合计 {chances} 次机会；冻结前剔除 {removed} 条。名单根值：{root}",
    ),
    "removed": ("   – removed as “{reason}”: {count}", "   – 剔除原因“{reason}”：{count} 条"),
    "compared": (
        "   This is the list announced at the freeze: the notice you gave says the same.",
        "   与您提供的冻结公告一致：名单、规则在随机数产生之前就已确定。",
    ),
    "compare": (
        (
            "   Compare rule hash and root with what was published before the draw (--announced NOTICE does it for you):\n"
            "   a record forged as a whole would fit in itself."
        ),
        "   请将规则指纹和根值与抽奖之前公布的对照（可用 --announced 公告文件）：整份伪造的记录自身也会一致。",
    ),
    "sources-head": ("3. The randomness, fixed beforehand", "三、事先约定的随机数来源"),
    "beacon": (
        (
            "   – {name}: round {round} of the drand network {chain}, due {at}. Randomness: {value}\n"
            "     The randomness was compared with the signature (SHA-256)."
        ),
        (
            "   – {name}：drand 网络 {chain} 第 {round} 轮，应于 {at} 产生。随机数：{value}\n"
            "     已核对随机数与签名的 SHA-256。"
        ),
    ),
    "signature-checked": (
        "     The signature (BLS12-381) was checked with the network's public key. The round can be read at {page}.",
        "     签名（BLS12-381）已用该网络的公钥验证。该轮可在此查阅：{page}",
    ),
    "signature-unchecked": (
        "     The signature itself (BLS12-381) is NOT checked here: compare it at {page} or at another mirror.",
        "     签名本身（BLS12-381）本程序【未】验证，请到此处或其他镜像对照：{page}",
    ),
    "unknown-chain": (
        "     This program does not know this network: check its start and period too.",
        "     本程序不认识该网络，请另行核对其起始时间和周期。",
    ),
    "party": (
        "   – {name}: committed to {commitment}, revealed {value}",
        "   – {name}：事先承诺 {commitment}，事后揭示 {value}",
    ),
    "silent-void": (
        "   – {name} did not reveal its secret: by the rule the draw is void.",
        "   – {name}未揭示秘密：按规则本次抽奖作废。",
    ),
    "silent-leave-out": (
        "   – {name} did not reveal its secret: by the rule the draw goes on without it.",
        "   – {name}未揭示秘密：按规则以其余来源继续抽奖。",
    ),
    "number": (
        "   – {name}: {value}, published {at} at {place}. Compare it there.",
        "   – {name}：{value}，{at} 公布于 {place}。请到该处对照。",
    ),
    "seed": (
        "   Seed calculated from rule, list and these values: {seed}",
        "   由规则、名单和以上数值算得的种子：{seed}",
    ),
    "result-head": ("4. Who wins (calculated here)", "四、中奖结果（由本程序计算）"),
    "tier": ("   Tier {tier}, {name}: {prize}", "   第 {tier} 奖级 {name}：{prize}"),
    "winner": ("   {place:>6}. entrant {number} {shown}{tag}", "   {place:>6}. {number} 号 {shown}{tag}"),
    "alternates": ("     in reserve: {numbers}", "     候补：{numbers}"),
    "empty": ("     {count} prizes found nobody.", "     {count} 份奖品无人可得。"),
    "forfeits-head": ("5. Prizes given up ({count})", "五、弃奖与递补（{count}）"),
    "forfeit": (
        "   {at} tier {tier}: entrant {entrant} ({reason}) → {heir}",
        "   {at} 第 {tier} 奖级：{entrant} 号（{reason}）→ {heir}",
    ),
    "nobody": ("nobody", "无人"),
    "entrant": ("entrant {number}", "{number} 号"),
    "limits": (
        (
            "What this cannot prove: that every line of the list is a real and eligible person, that nobody entitled was left out\n"
            "before the freeze, and that the times in the record are true."
        ),
        "本程序不能证明：名单每一行都是真实且符合条件的人；冻结前无人被遗漏；记录中的时间属实。",
    ),
    "mine-in": (
        "You are entrant {number} of {count}, with {chances} chances. Your line is part of the published root.",
        "您是 {count} 名参与者中的第 {number} 号，有 {chances} 次机会。您的条目包含在公布的根值之内。",
    ),
    "mine-broken": (
        "You are on line {number}, but the list does not lead to the published root.",
        "您在名单第 {number} 行，但该名单与公布的根值不符。",
    ),
    "mine-removed": (
        "Your entry was removed before the freeze, with the reason “{reason}”.",
        "您的条目在冻结前被剔除，原因代号“{reason}”。",
    ),
    "mine-out": (
        "No line of this list belongs to this identity and salt.",
        "名单中没有与该身份和盐值对应的条目。",
    ),
    "secret": (
        "Secret, keep it until the list is frozen: {secret}\nCommitment, publish it before: {commitment}",
        "秘密（名单冻结前请勿透露）：{secret}\n承诺（请在冻结前公布）：{commitment}",
    ),
}
# Codes of the record that people read
REASON_WORDS = {
    "declined": ("declined", "本人放弃"),
    "unclaimed": ("not claimed in time", "逾期未领"),
    "unreachable": ("could not be reached", "无法联系"),
    "ineligible": ("not entitled", "不符合条件"),
}


# ---- isogeny: The isogeny of degree 11 from the curve of the map to BLS12-381 G1: coefficients, lowest power first (RFC 9380 appendix E.2).

X_NUMERATOR = (
    0x11A05F2B1E833340B809101DD99815856B303E88A2D7005FF2627B56CDB4E2C85610C2D5F2E62D6EAEAC1662734649B7,
    0x17294ED3E943AB2F0588BAB22147A81C7C17E75B2F6A8417F565E33C70D1E86B4838F2A6F318C356E834EEF1B3CB83BB,
    0xD54005DB97678EC1D1048C5D10A9A1BCE032473295983E56878E501EC68E25C958C3E3D2A09729FE0179F9DAC9EDCB0,
    0x1778E7166FCC6DB74E0609D307E55412D7F5E4656A8DBF25F1B33289F1B330835336E25CE3107193C5B388641D9B6861,
    0xE99726A3199F4436642B4B3E4118E5499DB995A1257FB3F086EEB65982FAC18985A286F301E77C451154CE9AC8895D9,
    0x1630C3250D7313FF01D1201BF7A74AB5DB3CB17DD952799B9ED3AB9097E68F90A0870D2DCAE73D19CD13C1C66F652983,
    0xD6ED6553FE44D296A3726C38AE652BFB11586264F0F8CE19008E218F9C86B2A8DA25128C1052ECADDD7F225A139ED84,
    0x17B81E7701ABDBE2E8743884D1117E53356DE5AB275B4DB1A682C62EF0F2753339B7C8F8C8F475AF9CCB5618E3F0C88E,
    0x80D3CF1F9A78FC47B90B33563BE990DC43B756CE79F5574A2C596C928C5D1DE4FA295F296B74E956D71986A8497E317,
    0x169B1F8E1BCFA7C42E0C37515D138F22DD2ECB803A0C5C99676314BAF4BB1B7FA3190B2EDC0327797F241067BE390C9E,
    0x10321DA079CE07E272D8EC09D2565B0DFA7DCCDDE6787F96D50AF36003B14866F69B771F8C285DECCA67DF3F1605FB7B,
    0x6E08C248E260E70BD1E962381EDEE3D31D79D7E22C837BC23C0BF1BC24C6B68C24B1B80B64D391FA9C8BA2E8BA2D229,
)
X_DENOMINATOR = (
    0x8CA8D548CFF19AE18B2E62F4BD3FA6F01D5EF4BA35B48BA9C9588617FC8AC62B558D681BE343DF8993CF9FA40D21B1C,
    0x12561A5DEB559C4348B4711298E536367041E8CA0CF0800C0126C2588C48BF5713DAA8846CB026E9E5C8276EC82B3BFF,
    0xB2962FE57A3225E8137E629BFF2991F6F89416F5A718CD1FCA64E00B11ACEACD6A3D0967C94FEDCFCC239BA5CB83E19,
    0x3425581A58AE2FEC83AAFEF7C40EB545B08243F16B1655154CCA8ABC28D6FD04976D5243EECF5C4130DE8938DC62CD8,
    0x13A8E162022914A80A6F1D5F43E7A07DFFDFC759A12062BB8D6B44E833B306DA9BD29BA81F35781D539D395B3532A21E,
    0xE7355F8E4E667B955390F7F0506C6E9395735E9CE9CAD4D0A43BCEF24B8982F7400D24BC4228F11C02DF9A29F6304A5,
    0x772CAACF16936190F3E0C63E0596721570F5799AF53A1894E2E073062AEDE9CEA73B3538F0DE06CEC2574496EE84A3A,
    0x14A7AC2A9D64A8B230B3F5B074CF01996E7F63C21BCA68A81996E1CDF9822C580FA5B9489D11E2D311F7D99BBDCC5A5E,
    0xA10ECF6ADA54F825E920B3DAFC7A3CCE07F8D1D7161366B74100DA67F39883503826692ABBA43704776EC3A79A1D641,
    0x95FC13AB9E92AD4476D6E3EB3A56680F682B4EE96F7D03776DF533978F31C1593174E4B4B7865002D6384D168ECDD0A,
    0x1,
)
Y_NUMERATOR = (
    0x90D97C81BA24EE0259D1F094980DCFA11AD138E48A869522B52AF6C956543D3CD0C7AEE9B3BA3C2BE9845719707BB33,
    0x134996A104EE5811D51036D776FB46831223E96C254F383D0F906343EB67AD34D6C56711962FA8BFE097E75A2E41C696,
    0xCC786BAA966E66F4A384C86A3B49942552E2D658A31CE2C344BE4B91400DA7D26D521628B00523B8DFE240C72DE1F6,
    0x1F86376E8981C217898751AD8746757D42AA7B90EEB791C09E4A3EC03251CF9DE405ABA9EC61DECA6355C77B0E5F4CB,
    0x8CC03FDEFE0FF135CAF4FE2A21529C4195536FBE3CE50B879833FD221351ADC2EE7F8DC099040A841B6DAECF2E8FEDB,
    0x16603FCA40634B6A2211E11DB8F0A6A074A7D0D4AFADB7BD76505C3D3AD5544E203F6326C95A807299B23AB13633A5F0,
    0x4AB0B9BCFAC1BBCB2C977D027796B3CE75BB8CA2BE184CB5231413C4D634F3747A87AC2460F415EC961F8855FE9D6F2,
    0x987C8D5333AB86FDE9926BD2CA6C674170A05BFE3BDD81FFD038DA6C26C842642F64550FEDFE935A15E4CA31870FB29,
    0x9FC4018BD96684BE88C9E221E4DA1BB8F3ABD16679DC26C1E8B6E6A1F20CABE69D65201C78607A360370E577BDBA587,
    0xE1BBA7A1186BDB5223ABDE7ADA14A23C42A0CA7915AF6FE06985E7ED1E4D43B9B3F7055DD4EBA6F2BAFAAEBCA731C30,
    0x19713E47937CD1BE0DFD0B8F1D43FB93CD2FCBCB6CAF493FD1183E416389E61031BF3A5CCE3FBAFCE813711AD011C132,
    0x18B46A908F36F6DEB918C143FED2EDCC523559B8AAF0C2462E6BFE7F911F643249D9CDF41B44D606CE07C8A4D0074D8E,
    0xB182CAC101B9399D155096004F53F447AA7B12A3426B08EC02710E807B4633F06C851C1919211F20D4C04F00B971EF8,
    0x245A394AD1ECA9B72FC00AE7BE315DC757B3B080D4C158013E6632D3C40659CC6CF90AD1C232A6442D9D3F5DB980133,
    0x5C129645E44CF1102A159F748C4A3FC5E673D81D7E86568D9AB0F5D396A7CE46BA1049B6579AFB7866B1E715475224B,
    0x15E6BE4E990F03CE4EA50B3B42DF2EB5CB181D8F84965A3957ADD4FA95AF01B2B665027EFEC01C7704B456BE69C8B604,
)
Y_DENOMINATOR = (
    0x16112C4C3A9C98B252181140FAD0EAE9601A6DE578980BE6EEC3232B5BE72E7A07F3688EF60C206D01479253B03663C1,
    0x1962D75C2381201E1A0CBD6C43C348B885C84FF731C4D59CA4A10356F453E01F78A4260763529E3532F6102C2E49A03D,
    0x58DF3306640DA276FAAAE7D6E8EB15778C4855551AE7F310C35A5DD279CD2ECA6757CD636F96F891E2538B53DBF67F2,
    0x16B7D288798E5395F20D23BF89EDB4D1D115C5DBDDBCD30E123DA489E726AF41727364F2C28297ADA8D26D98445F5416,
    0xBE0E079545F43E4B00CC912F8228DDCC6D19C9F0F69BBB0542EDA0FC9DEC916A20B15DC0FD2EDEDDA39142311A5001D,
    0x8D9E5297186DB2D9FB266EAAC783182B70152C65550D881C5ECD87B6F0F5A6449F38DB9DFA9CCE202C6477FAAF9B7AC,
    0x166007C08A99DB2FC3BA8734ACE9824B5EECFDFA8D0CF8EF5DD365BC400A0051D5FA9C01A58B1FB93D1A1399126A775C,
    0x16A3EF08BE3EA7EA03BCDDFABBA6FF6EE5A4375EFA1F4FD7FEB34FD206357132B920F5B00801DEE460EE415A15812ED9,
    0x1866C8ED336C61231A1BE54FD1D74CC4F9FB0CE4C6AF5920ABC5750C4BF39B4852CFE2F7BB9248836B233D9D55535D4A,
    0x167A55CDA70A6E1CEA820597D94A84903216F763E13D87BB5308592E7EA7D4FBC7385EA3D529B35E346EF48BB8913F55,
    0x4D2F259EEA405BD48F010A01AD2911D9C6DD039BB61A6290E591B36E636A5C871A5C29F4F83060400F8B49CBA8F6AA8,
    0xACCBB67481D033FF5852C1E48C50C477F94FF8AEFCE42D28C0F9A88CEA7913516F968986F7EBBEA9684B529E2561092,
    0xAD6B9514C767FE3C3613144B45F1496543346D98ADF02267D5CEEF9A00D9B8693000763E3B90AC11E99B138573345CC,
    0x2660400EB2E4F3B628BDD0D53CD76F2BF565B94E72927C1CB748DF27942480E420517BD8714CC80D1FADC1326ED06F7,
    0xE0FA1D816DDC03E6B24255E0D7819C171C40F65E273B853324EFCD6356CAA205CA2F570F13497804415473A1D634B8F,
    0x1,
)


# ---- hashing: The one hash and the one way bytes are put together before hashing (docs/draw-method.md, section 2).

METHOD = "worldday.draw/1"


def framed(label: str, *parts: bytes) -> bytes:
    """SHA-256 over `METHOD label` and `parts`, each preceded by its length as 4 bytes, big-endian.

    The lengths make two different lists of parts give two different inputs; the label keeps a hash made for one
    purpose from standing in for another.
    """
    named = (f"{METHOD} {label}".encode(), *parts)
    return sha256(b"".join(len(part).to_bytes(4, "big") + part for part in named)).digest()


def canonical(value: object) -> bytes:
    """JSON as RFC 8785 writes it, for what we use of JSON: ASCII keys, whole numbers below 2**53, no floats."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return text.encode()


def u32(number: int) -> bytes:
    """`number` as 4 bytes, big-endian."""
    return number.to_bytes(4, "big")


# ---- sentences: What findings say, in English and Chinese: what is wrong, and where it helps, what it means.

# A file or value that is no record
UNREADABLE = {
    "no-file": ("The file {file} cannot be opened.", "无法打开文件 {file}。"),
    "too-large": (
        "The file is too large: a draw record has at most {most} bytes.",
        "文件过大：抽奖记录最多 {most} 字节。",
    ),
    "too-many-parts": (
        "The file has more parts than any draw record; it was not read.",
        "文件的结构数量超过任何抽奖记录，未予读取。",
    ),
    "too-deep": ("The file is nested too deeply to be a draw record.", "文件嵌套过深，不是抽奖记录。"),
    "not-utf8": ("The file is not UTF-8 text (byte {at}).", "文件不是 UTF-8 文本（第 {at} 字节）。"),
    "not-json": (
        "The file is not JSON (line {line}, column {column}).",
        "文件不是 JSON（第 {line} 行第 {column} 列）。",
    ),
    "key-twice": ("The field “{name}” is given twice in one object.", "同一对象中字段“{name}”出现两次。"),
    "not-whole": (
        "“{text}” is not a whole number that a record may hold.",
        "“{text}”不是记录允许的整数。",
    ),
    "other-format": ("This is not a file of the format {expected}.", "这不是 {expected} 格式的文件。"),
    "missing-field": ("The field {where} is missing.", "缺少字段 {where}。"),
    "unknown-field": ("The field {where} does not belong in this format.", "字段 {where} 不属于本格式。"),
    "need-table": ("{where} must be an object.", "{where} 应为对象。"),
    "need-list": ("{where} must be a list with at most {most} items.", "{where} 应为列表，最多 {most} 项。"),
    "need-rows": ("{where} must be a list of at least one line.", "{where} 应为至少一行的列表。"),
    "need-text": (
        "{where} must be one line of text with 1 to {longest} characters.",
        "{where} 应为一行文字，1 至 {longest} 个字符。",
    ),
    "need-choice": ("{where} must be one of: {allowed}.", "{where} 应为以下之一：{allowed}。"),
    "need-hash": (
        "{where} must be 64 lower-case hexadecimal digits.",
        "{where} 应为 64 位小写十六进制数字。",
    ),
    "need-whole": (
        "{where} must be a whole number from {low} to {high}.",
        "{where} 应为 {low} 至 {high} 的整数。",
    ),
    "need-moment": (
        "{where} must be a moment like 2020-10-14T10:00:00+08:00.",
        "{where} 应为形如 2020-10-14T10:00:00+08:00 的时刻。",
    ),
    "need-groups": (
        "{where} must be different group names of lower-case letters, digits and hyphens.",
        "{where} 应为互不相同的组别代号（小写字母、数字、连字符）。",
    ),
    "need-signature": (
        "{where} must be a drand signature of 96 or 192 lower-case hexadecimal digits.",
        "{where} 应为 96 位或 192 位小写十六进制的 drand 签名。",
    ),
    "need-digits": ("{where} must have exactly {digits} digits.", "{where} 应恰为 {digits} 位数字。"),
    "unknown-source": (
        "{where}: the rule knows no source of randomness named “{name}”.",
        "{where}：规则中没有名为“{name}”的随机数来源。",
    ),
    "row": (
        "Line {number} of the entrant list is not an entry: “{row}”.",
        "参与名单第 {number} 行不是有效条目：“{row}”。",
    ),
    "removed-row": (
        "Line {number} of the removed entries is not an entry: “{row}”.",
        "剔除名单第 {number} 行不是有效条目：“{row}”。",
    ),
    "name-key": ("{where}: the keys must be entrant numbers.", "{where}：键应为参与者编号。"),
    "too-much-work": (
        "The draw needs more than {most} hashes; nobody could check it in reasonable time.",
        "该抽奖需要计算超过 {most} 次散列，无法在合理时间内复核。",
    ),
}
# What freezing, drawing and recording refuse
REFUSED = {
    "entrant-count": (
        "A list holds 1 to {most} entrants; there are {count}.",
        "名单应有 1 至 {most} 名参与者，现有 {count} 名。",
    ),
    "identity-twice": (
        "The same identity is in the list twice; remove duplicates first.",
        "名单中同一身份出现两次，请先剔除重复。",
    ),
    "short-salt": ("A salt has at least {least} bytes.", "盐值至少 {least} 字节。"),
    "own-chances": ("An entrant has 1 to {most} chances.", "每名参与者的机会数应为 1 至 {most}。"),
    "reason": ("“{reason}” is not a reason the record knows.", "“{reason}”不是记录认可的原因代号。"),
    "not-masked": (
        "The displayed name of entrant {number} is not masked.",
        "第 {number} 号的显示姓名未作遮盖。",
    ),
}
# Why a rule is not sound, whatever else fits
WEAK = {
    "same-source-twice": (
        "Two sources of randomness have the same name “{name}”.",
        "两个随机数来源同名：“{name}”。",
    ),
    "weak-sources": (
        "The randomness is weak: it needs a drand round, two parties, or public numbers of {digits} digits in all.",
        "随机数来源不足：应有一轮 drand、两个承诺方，或合计不少于 {digits} 位的公开数字。",
    ),
    "unsafe-leave-out": (
        (
            "A party could choose between two outcomes by keeping silent: the rule goes on without its secret, although no "
            "other source becomes known later."
        ),
        "承诺方可以用沉默来选择结果：规则允许缺其秘密继续抽奖，却没有更晚揭晓的其他来源。",
    ),
    "wrong-chain-facts": (
        "Start or period of the drand network of “{name}” are not those of the real network.",
        "“{name}”所写 drand 网络的起始时间或周期与真实网络不符。",
    ),
}
# What does not fit in a record
FALSE = {
    "rule-hash": (
        "The rule does not have the stated hash: it was changed after it was published. Calculated: {right}.",
        "规则与所载指纹不符：规则在公布后被改动。计算值：{right}。",
    ),
    "count": (
        "The entrant list has {right} lines; the record states {stated}.",
        "参与名单实有 {right} 行，记录写的是 {stated}。",
    ),
    "chances": (
        "The list holds {right} chances in all; the record states {stated}.",
        "名单合计 {right} 次机会，记录写的是 {stated}。",
    ),
    "order": (
        "The entrant list is out of order at line {number}.",
        "参与名单第 {number} 行次序不对。",
    ),
    "tag-twice": (
        "The entrant of line {number} is in the list twice.",
        "第 {number} 行的参与者在名单中出现两次。",
    ),
    "group": (
        "Line {number} of the list names a group the rule does not ask for.",
        "名单第 {number} 行含有规则未要求的组别。",
    ),
    "root": (
        "The entrant list does not have the stated root: it was changed after the freeze. Calculated: {right}.",
        "参与名单与所载根值不符：名单在冻结后被改动。计算值：{right}。",
    ),
    "removed-count": (
        "There are {right} removed entries; the record states {stated}.",
        "剔除条目实有 {right} 条，记录写的是 {stated}。",
    ),
    "removed-order": (
        "The removed entries are out of order or repeated at line {number}.",
        "剔除名单第 {number} 行次序不对或重复。",
    ),
    "removed-root": (
        "The removed entries do not have the stated root: they were changed after the freeze. Calculated: {right}.",
        "剔除名单与所载根值不符：冻结后被改动。计算值：{right}。",
    ),
    "removed-still-in": (
        "Line {number} of the removed entries is still in the entrant list.",
        "剔除名单第 {number} 行仍在参与名单中。",
    ),
    "published-late": ("The rule was published after the freeze.", "规则的公布晚于名单冻结。"),
    "source-early": (
        "“{name}” could be known before the list was frozen.",
        "“{name}”在名单冻结之前就可能被知晓。",
    ),
    "came-early": (
        "“{name}” is said to have been known at {at}, before it can have been.",
        "“{name}”所写的获知时刻 {at} 早于可能的时刻。",
    ),
    "came-late": (
        "“{name}” was revealed at {at}, after the time allowed.",
        "“{name}”于 {at} 揭示，超过规定时限。",
    ),
    "drawn-early": (
        "The draw is dated before “{name}” was known.",
        "抽奖时间早于“{name}”的获知时刻。",
    ),
    "source-missing": (
        "The value of “{name}” is missing; without it there is no seed.",
        "缺少“{name}”的值，无法得出种子。",
    ),
    "source-twice": ("The value of “{name}” is given twice.", "“{name}”的值给出了两次。"),
    "commitment": (
        "The secret of “{name}” is not the one it had committed to.",
        "“{name}”揭示的秘密与其事先承诺不符。",
    ),
    "beacon": (
        "The randomness of “{name}” is not the SHA-256 of its signature.",
        "“{name}”的随机数不是其签名的 SHA-256。",
    ),
    "beacon-signature": (
        "The signature of “{name}” is not the one the drand network gave that round.",
        "“{name}”的签名不是 drand 网络对该轮的签名。",
    ),
    "seed": (
        "The seed does not follow from rule, list and sources. Calculated: {right}.",
        "种子与规则、名单和随机数来源不符。计算值：{right}。",
    ),
    "void": (
        (
            "A party did not reveal its secret, so by the rule this draw is void; the record must state no seed, winner or "
            "alternate."
        ),
        "有承诺方未揭示秘密，按规则本次抽奖作废；记录不得载有种子、中奖者或候补者。",
    ),
    "tier-count": (
        "The rule has {right} prize tiers; the record has results for {stated}.",
        "规则有 {right} 个奖级，记录载有 {stated} 个奖级的结果。",
    ),
    "winner-count": (
        "Tier {tier} must have {right} winners; the record has {stated}.",
        "第 {tier} 奖级应有 {right} 名中奖者，记录有 {stated} 名。",
    ),
    "winner": (
        "Tier {tier}, place {place}: the record names entrant {stated}; the calculation gives entrant {right}.",
        "第 {tier} 奖级第 {place} 位：记录为 {stated} 号，计算结果为 {right} 号。",
    ),
    "alternate-count": (
        "Tier {tier} must have {right} alternates; the record has {stated}.",
        "第 {tier} 奖级应有 {right} 名候补者，记录有 {stated} 名。",
    ),
    "alternate": (
        "Tier {tier}, alternate {place}: the record names entrant {stated}; the calculation gives entrant {right}.",
        "第 {tier} 奖级第 {place} 候补：记录为 {stated} 号，计算结果为 {right} 号。",
    ),
    "forfeit-time": (
        "Line {line} of the forfeits is dated before the draw or before the line above it.",
        "弃奖记录第 {line} 行的时间早于抽奖或早于上一行。",
    ),
    "not-holder": (
        "The forfeits name entrant {entrant}, who does not hold a prize of tier {tier} at that point.",
        "弃奖记录写 {entrant} 号放弃第 {tier} 奖级，但其当时并不持有该奖。",
    ),
    "heir": (
        "The prize of tier {tier} given up by entrant {entrant} goes to {right}; the forfeits say {stated}.",
        "{entrant} 号放弃的第 {tier} 奖级应递补给 {right} 号，弃奖记录写的是 {stated}。",
    ),
    "holders": (
        "The final holders of tier {tier} do not follow from the winners and the forfeits.",
        "第 {tier} 奖级的最终得奖者与中奖结果和弃奖记录不符。",
    ),
    "name": (
        "A name is displayed for entrant {number}, who has neither won nor stands in reserve.",
        "记录为 {number} 号显示了姓名，但其既未中奖也非候补。",
    ),
    "announced": (
        "{field}: the record states {stated}, but {announced} was published at the freeze.",
        "{field}：记录为 {stated}，而冻结时公布的是 {announced}。",
    ),
}
SENTENCES = {**UNREADABLE, **REFUSED, **WEAK, **FALSE}


# ---- merkle: The hash tree of RFC 6962, section 2.1: one short root stands for the whole list.

LEAF, NODE = b"\x00", b"\x01"
WIDTH = 32  # bytes of a SHA-256


def leaf_hash(data: bytes) -> bytes:
    """MTH({d}) of RFC 6962: SHA-256(0x00 ‖ data)."""
    return sha256(LEAF + data).digest()


class Tree:
    """The tree over leaf hashes in their order; levels are kept as joined hashes, the leaves first."""

    def __init__(self, leaves: Iterable[bytes]):
        self.levels = [b"".join(leaves)]
        while len(self.levels[-1]) > WIDTH:
            self.levels.append(_level_above(self.levels[-1]))

    @property
    def size(self) -> int:
        """How many leaves."""
        return len(self.levels[0]) // WIDTH

    @property
    def root(self) -> bytes:
        """MTH(D[n]); for no leaf at all SHA-256 of nothing."""
        return self.levels[-1] or sha256(b"").digest()

    def proof(self, index: int) -> list[bytes]:
        """PATH(index, D[n]) of RFC 6962: the sisters from the leaf (counted from 0) up to the root."""
        if not 0 <= index < self.size:
            raise IndexError(index)
        path = []
        for level in self.levels[:-1]:
            sister = level[(index ^ 1) * WIDTH : ((index ^ 1) + 1) * WIDTH]
            path += [sister] if sister else []
            index >>= 1
        return path


def _level_above(level: bytes) -> bytes:
    # A last hash without a sister moves up unchanged: the same tree as RFC 6962's split at a power of two.
    paired = len(level) - len(level) % (2 * WIDTH)
    pairs = (sha256(NODE + level[at : at + 2 * WIDTH]).digest() for at in range(0, paired, 2 * WIDTH))
    return b"".join(pairs) + level[paired:]


def root_from_proof(leaf: bytes, index: int, size: int, path: list[bytes]) -> bytes | None:
    """The root a proof leads to (RFC 9162, section 2.1.3.2), or None when it cannot belong to such a tree."""
    if not 0 <= index < size:
        return None
    here, last, reached = index, size - 1, leaf
    for sister in path:
        if last == 0:
            return None
        if here & 1 or here == last:
            reached = sha256(NODE + sister + reached).digest()
            while here and not here & 1:
                here, last = here >> 1, last >> 1
        else:
            reached = sha256(NODE + reached + sister).digest()
        here, last = here >> 1, last >> 1
    return reached if last == 0 else None


# ---- curve: The curve BLS12-381, as far as checking a drand signature asks for it: points, pairing, a message as a point.

PRIME = 0x1A0111EA397FE69A4B1BA7B6434BACD764774B84F38512BF6730D2A0F6B0F6241EABFFFEB153FFFFB9FEFFFFFFFFAAAB
ORDER = 0x73EDA753299D7D483339D80809A1D80553BDA402FFFE5BFEFFFFFFFF00000001
COFACTOR = 0xD201000000010001  # h_eff, RFC 9380 section 8.8.1
LOOP = bin(0xD201000000010000)[3:]  # bits of |x| after the first
FINAL = (PRIME**12 - 1) // ORDER
# The curve that the simplified map reaches (RFC 9380 section 8.8.1): y² = x³ + A·x + B, and Z.
SWU_A = 0x144698A3B8E9433D693A02C96D4982B0EA985383EE66A8D8E8981AEFD881AC98936F8DA0E0F97F5CF428082D584C1D
SWU_B = 0x12E2908D11688030018B12E8753EEE3B2016C1F0F24F4070A0B9C14FCEF35EF55A23215A316CEAA5D1CC48E98E172BE0
SWU_Z = 11

Pair = tuple[int, int]
PointG1 = tuple[int, int] | None
PointG2 = tuple[Pair, Pair]
Twelve = list[Pair]  # c0 + c1·w + … + c5·w⁵ with w⁶ = 1 + u


def point_g1(encoded: bytes) -> tuple[int, int]:
    """A point of the right subgroup out of its 48 bytes; raises ValueError for anything else, infinity included."""
    number = int.from_bytes(encoded, "big")
    flags, x = number >> 381, number % (1 << 381)
    if len(encoded) != 48 or flags not in (4, 5) or x >= PRIME:
        raise ValueError("no compressed point of G1")
    square = (x**3 + 4) % PRIME
    y = pow(square, (PRIME + 1) // 4, PRIME)
    if y * y % PRIME != square:
        raise ValueError("not on the curve")
    point = (x, y if (y > PRIME // 2) == (flags == 5) else PRIME - y)
    if times(point, ORDER) is not None:
        raise ValueError("not in the subgroup")
    return point


def point_g2(encoded: bytes) -> PointG2:
    """A point out of its 96 bytes, on the curve; for keys and generators that are known to be good."""
    flags = encoded[0] >> 5
    x = (int.from_bytes(encoded[48:], "big"), int.from_bytes(encoded[:48], "big") % (1 << 381))
    y = _root(_plus(_mul(_mul(x, x), x), (4, 4)))
    larger = (y[1] or y[0]) > PRIME // 2
    return x, y if larger == (flags == 5) else (-y[0] % PRIME, -y[1] % PRIME)


def add(one: PointG1, other: PointG1, a: int = 0) -> PointG1:
    """The sum on y² = x³ + a·x + b, whatever b is."""
    if one is None or other is None:
        return one or other
    (x1, y1), (x2, y2) = one, other
    if x1 != x2:
        slope = (y2 - y1) * pow(x2 - x1, -1, PRIME) % PRIME
    elif (y1 + y2) % PRIME:
        slope = (3 * x1 * x1 + a) * pow(2 * y1, -1, PRIME) % PRIME
    else:
        return None
    x = (slope * slope - x1 - x2) % PRIME
    return x, (slope * (x1 - x) - y1) % PRIME


def times(point: PointG1, factor: int) -> PointG1:
    result: PointG1 = None
    for bit in f"{factor:b}":
        result = add(result, result)
        if bit == "1":
            result = add(result, point)
    return result


def hashed_to_g1(message: bytes, domain: bytes) -> PointG1:
    """The message as a point: suite BLS12381G1_XMD:SHA-256_SSWU_RO_ (RFC 9380 section 8.8.1)."""
    even = _expanded(message, domain, 128)
    first, second = (int.from_bytes(part, "big") % PRIME for part in (even[:64], even[64:]))
    return times(_by_isogeny(add(_mapped(first), _mapped(second), SWU_A)), COFACTOR)


def _expanded(message: bytes, domain: bytes, length: int) -> bytes:
    """expand_message_xmd with SHA-256 (RFC 9380 section 5.3.1)."""
    tail = domain + bytes([len(domain)])
    first = sha256(bytes(64) + message + length.to_bytes(2, "big") + b"\0" + tail).digest()
    blocks = [sha256(first + b"\1" + tail).digest()]
    for number in range(2, length // 32 + 1):
        mixed = bytes(x ^ y for x, y in zip(first, blocks[-1], strict=True))
        blocks.append(sha256(mixed + bytes([number]) + tail).digest())
    return b"".join(blocks)


def _mapped(u: int) -> PointG1:
    """The simplified Shallue–van de Woestijne–Ulas map (RFC 9380 section 6.6.2)."""
    zu = SWU_Z * u * u % PRIME
    part = (zu * zu + zu) % PRIME
    x = -SWU_B * pow(SWU_A, -1, PRIME) * (1 + pow(part, -1, PRIME)) if part else SWU_B * pow(SWU_Z * SWU_A, -1, PRIME)
    for candidate in (x % PRIME, zu * x % PRIME):
        square = (candidate**3 + SWU_A * candidate + SWU_B) % PRIME
        y = pow(square, (PRIME + 1) // 4, PRIME)
        if y * y % PRIME == square:
            break
    return candidate, y if y % 2 == u % 2 else PRIME - y


def _by_isogeny(point: PointG1) -> PointG1:
    """From the curve of the map to BLS12-381 (RFC 9380 appendix E.2)."""
    if point is None:
        return None
    x, y = point
    over, under, y_over, y_under = (
        _value(list_, x) for list_ in (X_NUMERATOR, X_DENOMINATOR, Y_NUMERATOR, Y_DENOMINATOR)
    )
    return over * pow(under, -1, PRIME) % PRIME, y * y_over * pow(y_under, -1, PRIME) % PRIME


def _value(coefficients: tuple[int, ...], x: int) -> int:
    result = 0
    for coefficient in reversed(coefficients):
        result = (result * x + coefficient) % PRIME
    return result


def paired_alike(pairs: list[tuple[PointG1, PointG2]]) -> bool:
    """Whether the product of the pairings of all pairs is one."""
    product = [(1, 0), *[(0, 0)] * 5]
    for one, other in pairs:
        product = _mul12(product, _miller(one, other))
    result: Twelve = [(1, 0), *[(0, 0)] * 5]
    for bit in f"{FINAL:b}":
        result = _mul12(result, result)
        if bit == "1":
            result = _mul12(result, product)
    return result == [(1, 0), *[(0, 0)] * 5]


def _miller(one: PointG1, other: PointG2) -> Twelve:
    """Miller's loop. The sign of x is left out: it inverts every pairing alike, and so not whether their product is one."""
    result: Twelve = [(1, 0), *[(0, 0)] * 5]
    if one is None:
        return result
    at = other
    for bit in LOOP:
        line, at = _line(at, at, one)
        result = _mul12(_mul12(result, result), line)
        if bit == "1":
            line, at = _line(at, other, one)
            result = _mul12(result, line)
    return result


def _line(first: PointG2, second: PointG2, at: tuple[int, int]) -> tuple[Twelve, PointG2]:
    """The line through two points of the twist at a point of G1, times w³ (which the last power takes away), and their sum."""
    (x1, y1), (x2, y2) = first, second
    if first == second:
        slope = _mul(_mul((3, 0), _mul(x1, x1)), _inverse(_plus(y1, y1)))
    else:
        slope = _mul(_minus(y2, y1), _inverse(_minus(x2, x1)))
    x = _minus(_minus(_mul(slope, slope), x1), x2)
    total = x, _minus(_mul(slope, _minus(x1, x)), y1)
    free = _minus(_mul(slope, x1), y1)
    square = (-slope[0] * at[0] % PRIME, -slope[1] * at[0] % PRIME)
    return [free, (0, 0), square, (at[1], 0), (0, 0), (0, 0)], total


def _mul12(one: Twelve, other: Twelve) -> Twelve:
    real, imaginary = [0] * 11, [0] * 11
    for i, (a, b) in enumerate(one):
        if a or b:
            for j, (c, d) in enumerate(other, start=i):
                real[j] += a * c - b * d
                imaginary[j] += a * d + b * c
    for j in range(5):  # w⁶ = 1 + u
        real[j] += real[j + 6] - imaginary[j + 6]
        imaginary[j] += real[j + 6] + imaginary[j + 6]
    return [(real[j] % PRIME, imaginary[j] % PRIME) for j in range(6)]


def _mul(one: Pair, other: Pair) -> Pair:
    (a, b), (c, d) = one, other
    return (a * c - b * d) % PRIME, (a * d + b * c) % PRIME


def _plus(one: Pair, other: Pair) -> Pair:
    return (one[0] + other[0]) % PRIME, (one[1] + other[1]) % PRIME


def _minus(one: Pair, other: Pair) -> Pair:
    return (one[0] - other[0]) % PRIME, (one[1] - other[1]) % PRIME


def _inverse(one: Pair) -> Pair:
    norm = pow(one[0] * one[0] + one[1] * one[1], -1, PRIME)
    return one[0] * norm % PRIME, -one[1] * norm % PRIME


def _root(square: Pair) -> Pair:
    """A square root of a + b·u by way of its norm; raises ValueError when there is none."""
    a, b = square
    norm = pow(a * a + b * b, (PRIME + 1) // 4, PRIME)
    for sign in (norm, -norm):
        real = pow((a + sign) * pow(2, -1, PRIME) % PRIME, (PRIME + 1) // 4, PRIME)
        if real:
            root = real, b * pow(2 * real, -1, PRIME) % PRIME
            if _mul(root, root) == square:
                return root
    raise ValueError("not on the curve")


# ---- findings: What does not fit, as a code with values, said in Chinese or English by `sentences`.

LONGEST_VALUE = 120  # characters of a quoted value; a hostile record may hold megabytes


@dataclass(frozen=True)
class Finding:
    """One thing that does not fit: `code` is a key of SENTENCES, `values` fill its sentence."""

    code: str
    values: Mapping[str, object] = field(default_factory=dict)

    def say(self, language: str = "en") -> str:
        """The sentence in `zh` or `en`, safe to print: no control characters, no endless values."""
        english, chinese = SENTENCES[self.code]
        shown = {name: printable(str(value)) for name, value in self.values.items()}
        return (chinese if language == "zh" else english).format(**shown)


def finding(code: str, **values: object) -> Finding:
    """A finding; raises KeyError for a code nobody has worded, so that no test passes a wordless one."""
    SENTENCES[code]
    return Finding(code, values)


class LotteryError(Exception):
    """Something the method cannot accept; `.finding.say(language)` is the one sentence for people."""

    def __init__(self, code: str, **values: object):
        self.finding = finding(code, **values)
        super().__init__(self.finding.say())


class Unreadable(LotteryError):
    """A file or value that is not a draw record at all."""


def printable(text: str, longest: int = LONGEST_VALUE) -> str:
    """`text` without what could steer a terminal or hide its reading order (control and format characters)."""
    kept = "".join(letter if letter.isprintable() else "�" for letter in text[: longest + 1])
    return kept if len(kept) <= longest else kept[:longest] + "…"


# ---- beacons: Whether a signature is that of a drand network: its key, the round it signs, the equation that only its members can fulfil.

DOMAIN = b"BLS_SIG_BLS12381G1_XMD:SHA-256_SSWU_RO_NUL_"
GENERATOR = (
    "93e02b6052719f607dacd3a088274f65596bd0d09920b61ab5da61bbdc7f5049334cf11213945d57e5ac7d055d042b7e"
    "024aa2b2f08f0a91260805272dc51051c6e47ad4fa403b02b4510b647ae3d1770bac0326a805bbefd48056c8c121bdb8"
)
# Public keys by chain. The default network also signs the round before, which a record does not hold: it is not among them.
KEYS = {
    "52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971": (
        "83cf0f2896adee7eb8b5f01fcad3912212c437e0073e911fb90022d3e760183c8c4b450b6a0a6c3ac6a5776a2d106451"
        "0d1fec758c921cc22b0e17e63aaf4bcb5ed66304de9cf809bd274ca73bab4af5a6e9c76a4bc09e76eae8991ef5ece45a"
    )
}


@lru_cache(maxsize=64)
def signature_fits(network: str, number: int, signature: str) -> bool | None:
    """Whether the network's members signed round `number` so; None for a network whose key is not known here.

    About half a second: e(signature, −g) · e(H(round), key) = 1, and the signature is a point of the right subgroup.
    """
    if network not in KEYS:
        return None
    try:
        signed = point_g1(bytes.fromhex(signature))
    except ValueError:
        return False
    message = hashed_to_g1(sha256(number.to_bytes(8, "big")).digest(), DOMAIN)
    mirrored = (signed[0], PRIME - signed[1])
    generator, key = (point_g2(bytes.fromhex(text)) for text in (GENERATOR, KEYS[network]))
    return paired_alike([(mirrored, generator), (message, key)])


# ---- fields: Reading JSON from strangers: every value is asked for by name and type, and nothing else may be there.

Part = TypeVar("Part")
LARGEST = 2**53 - 1  # whole numbers every JSON reader keeps exactly
HEX_64 = re.compile(r"[0-9a-f]{64}")
MOMENT = re.compile(r"20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d", re.ASCII)
EPOCH = datetime.fromisoformat("1970-01-01T00:00:00+00:00")


class Fields:
    """One JSON object at the place `where`; reading a field takes it out, `done` refuses what is left."""

    def __init__(self, value: object, where: str = ""):
        if not isinstance(value, dict):
            raise Unreadable("need-table", where=where or "record")
        self.left, self.where = dict(value), where

    def at(self, name: str) -> str:
        return f"{self.where}.{name}" if self.where else name

    def take(self, name: str) -> object:
        if name not in self.left:
            raise Unreadable("missing-field", where=self.at(name))
        return self.left.pop(name)

    def part(self, name: str) -> "Fields":
        return Fields(self.take(name), self.at(name))

    def each(self, name: str, make: Callable[["Fields"], Part], most: int) -> tuple[Part, ...]:
        """A list of objects, each made by `make`."""
        return tuple(make(Fields(one, f"{self.at(name)}[{n}]")) for n, one in enumerate(self.rows(name, most)))

    def rows(self, name: str, most: int) -> list[object]:
        value = self.take(name)
        if not isinstance(value, list) or len(value) > most:
            raise Unreadable("need-list", where=self.at(name), most=most)
        return value

    def text(self, name: str, longest: int = 1000) -> str:
        """One line of text: some characters, none of them a control character or half a surrogate pair."""
        value = self.take(name)
        if not is_line(value, longest):
            raise Unreadable("need-text", where=self.at(name), longest=longest)
        return str(value)

    def choice(self, name: str, allowed: tuple[str, ...]) -> str:
        value = self.take(name)
        if not isinstance(value, str) or value not in allowed:
            raise Unreadable("need-choice", where=self.at(name), allowed=", ".join(allowed))
        return value

    def hash(self, name: str) -> str:
        """32 bytes as 64 lower-case hexadecimal digits."""
        value = self.take(name)
        if not isinstance(value, str) or not HEX_64.fullmatch(value):
            raise Unreadable("need-hash", where=self.at(name))
        return value

    def hash_or_none(self, name: str) -> str | None:
        value = self.take(name)
        return None if value is None else Fields({name: value}, self.where).hash(name)

    def whole(self, name: str, low: int = 0, high: int = LARGEST) -> int:
        return whole_number(self.take(name), self.at(name), low, high)

    def numbers(self, name: str, most: int, high: int, low: int = 1) -> tuple[int, ...]:
        """A list of whole numbers between `low` and `high`."""
        return tuple(whole_number(one, self.at(name), low, high) for one in self.rows(name, most))

    def moment(self, name: str) -> datetime:
        """`2020-10-14T10:00:00+08:00`: seconds and the offset are part of it."""
        value = self.take(name)
        try:
            moment = datetime.fromisoformat(value) if isinstance(value, str) and MOMENT.fullmatch(value) else None
        except ValueError:
            moment = None
        if moment is None or written(moment) != value:  # one spelling only: the rule is hashed as it is written
            raise Unreadable("need-moment", where=self.at(name))
        return moment

    def done(self) -> None:
        if self.left:
            raise Unreadable("unknown-field", where=self.at(str(min(self.left))))


def whole_number(value: object, where: str, low: int, high: int) -> int:
    # bool is an int to Python, not to people
    if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
        raise Unreadable("need-whole", where=where, low=low, high=high)
    return value


def is_line(value: object, longest: int) -> bool:
    """Whether `value` is a text of one line that can be printed and stored as UTF-8."""
    if not isinstance(value, str) or not 1 <= len(value) <= longest:
        return False
    return not any(letter < " " or "\x7f" <= letter <= "\x9f" or "\ud800" <= letter <= "\udfff" for letter in value)


def written(moment: datetime) -> str:
    """A moment as the record writes it; raises ValueError for one without an offset or of another century."""
    text = moment.isoformat(timespec="seconds")
    if not MOMENT.fullmatch(text):
        raise ValueError(text)
    return text


def from_epoch(seconds: int) -> datetime:
    """The moment `seconds` after 1970-01-01 UTC; raises OverflowError beyond the year 9999."""
    return EPOCH + timedelta(seconds=seconds)


# ---- loading: JSON out of a stranger's file, within bounds: size, depth, number of parts, whole numbers only, no key twice.

MOST_BYTES = 96_000_000  # a million entrants take about 70
MOST_PARTS = 500_000  # objects and lists; counted before parsing, for each costs some 60 times its two characters
MOST_COMMAS = 5_000_000
LONGEST_NUMBER = 16  # digits of 2**53


def load(path: str) -> object:
    """The JSON in the file `path`; raises Unreadable with one clear sentence for everything that can be wrong."""
    try:
        with Path(path).open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except (OSError, ValueError) as problem:  # ValueError: a name with a zero byte
        raise Unreadable("no-file", file=path) from problem
    return parse(data)


def parse(data: bytes) -> object:
    """The JSON in `data`; raises Unreadable."""
    if len(data) > MOST_BYTES:
        raise Unreadable("too-large", most=MOST_BYTES)
    if data.count(b"[") + data.count(b"{") > MOST_PARTS or data.count(b",") > MOST_COMMAS:
        raise Unreadable("too-many-parts")
    try:
        text = data.decode("utf-8-sig")
        return json.loads(
            text, object_pairs_hook=_object, parse_int=_whole, parse_float=_not_whole, parse_constant=_not_whole
        )
    except UnicodeDecodeError as problem:
        raise Unreadable("not-utf8", at=problem.start) from problem
    except json.JSONDecodeError as problem:
        raise Unreadable("not-json", line=problem.lineno, column=problem.colno) from problem
    except RecursionError as problem:
        raise Unreadable("too-deep") from problem
    except MemoryError as problem:
        raise Unreadable("too-many-parts") from problem


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    made: dict[str, object] = {}
    for name, value in pairs:
        if name in made:
            raise Unreadable("key-twice", name=name)
        made[name] = value
    return made


def _whole(digits: str) -> int:
    return int(digits) if len(digits) <= LONGEST_NUMBER else _not_whole(digits)


def _not_whole(text: str) -> int:
    raise Unreadable("not-whole", text=text)


# ---- sources: Where the randomness comes from: fixed in the rule before the list is frozen, known to nobody until after.

FIRST_SECOND, LAST_SECOND = 946_771_200, 4_102_358_400  # 2000-01-02 and 2099-12-31 UTC: moments have a year 20xx
# The two networks of the League of Entropy: name, first second, seconds per round (docs.drand.love, /info).
CHAINS = {
    "8990e7a9aaed2ffed73dbd7092123d6f289930540d7651336225dc172e51b2ce": ("default", 1_595_431_050, 30),
    "52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971": ("quicknet", 1_692_803_367, 3),
}


@dataclass(frozen=True)
class Beacon:
    """Round `round` of the drand network with hash `chain`; it appears at `genesis + (round - 1) × period` seconds."""

    name: str
    chain: str
    round: int
    genesis: int
    period: int
    kind = "beacon"

    @property
    def known_from(self) -> datetime:
        return from_epoch(self.genesis + (self.round - 1) * self.period)

    @property
    def page(self) -> str:
        """Where anyone can read the round, and compare its signature with that of other mirrors."""
        return f"https://api.drand.sh/{self.chain}/public/{self.round}"

    def to_json(self) -> dict[str, object]:
        facts = {"chain": self.chain, "round": self.round, "genesis": self.genesis, "period": self.period}
        return {"kind": self.kind, "name": self.name, **facts}


@dataclass(frozen=True)
class Party:
    """The party `name` has published `commitment` and shows its secret until `reveal_by`."""

    name: str
    commitment: str
    reveal_by: datetime
    kind = "party"

    @property
    def known_from(self) -> datetime:
        return self.reveal_by

    def to_json(self) -> dict[str, object]:
        facts = {"commitment": self.commitment, "reveal_by": written(self.reveal_by)}
        return {"kind": self.kind, "name": self.name, **facts}


@dataclass(frozen=True)
class Number:
    """`name` says which number, `place` where it is published at the moment `at`; it has `digits` digits."""

    name: str
    place: str
    at: datetime
    digits: int
    kind = "number"

    @property
    def known_from(self) -> datetime:
        return self.at

    def to_json(self) -> dict[str, object]:
        facts = {"place": self.place, "at": written(self.at), "digits": self.digits}
        return {"kind": self.kind, "name": self.name, **facts}


Source = Beacon | Party | Number


def read_source(given: Fields) -> Source:
    """One source of a rule; raises Unreadable."""
    kind, name = given.choice("kind", ("beacon", "party", "number")), given.text("name", 200)
    source: Source
    if kind == "beacon":
        start = given.whole("genesis", FIRST_SECOND, LAST_SECOND)
        number, period = given.whole("round", 1, LAST_SECOND), given.whole("period", 1, LAST_SECOND)
        source = Beacon(name, given.hash("chain"), number, start, period)
        if source.genesis + (source.round - 1) * source.period > LAST_SECOND:
            raise Unreadable("need-whole", where=given.at("round"), low=1, high=LAST_SECOND // source.period)
    elif kind == "party":
        source = Party(name, given.hash("commitment"), given.moment("reveal_by"))
    else:
        source = Number(name, given.text("place"), given.moment("at"), given.whole("digits", 1, 100))
    given.done()
    return source


def drand_round(chain: str, moment: datetime) -> int:
    """The first round of a known network that appears at or after `moment`; raises KeyError for an unknown one."""
    _name, genesis, period = CHAINS[chain]
    waited = max(moment - from_epoch(genesis), timedelta(0))
    return 1 - (-waited // timedelta(seconds=period))


def commitment(draw: str, party: str, secret: str) -> str:
    """What `party` publishes before the freeze of the draw `draw`; `secret` is 32 random bytes in hexadecimal.

    Draw and party are part of it: a commitment can neither be copied by another party nor be used again.
    """
    return framed("commitment", draw.encode(), party.encode(), bytes.fromhex(secret)).hex()


def beacon_fits(randomness: str, signature: str) -> bool:
    """drand defines the randomness of a round as the SHA-256 of its signature.

    Whether the signature itself is the network's: `beacons.signature_fits`.
    """
    return sha256(bytes.fromhex(signature)).hexdigest() == randomness


# ---- rule: The rule of one draw: what can be won, by whom, and where the randomness comes from. Its hash goes into the seed.

MOST_ENTRANTS = 1_000_000
MOST_TIERS = 100
MOST_CHANCES = 1_000  # of one entrant
MOST_SCORES = 50_000_000  # chances × tiers: about a minute of hashing for whoever checks
SAFE_DIGITS = 12  # of public numbers that stand alone: too many outcomes to try lists against
GROUP = re.compile(r"[a-z0-9-]{1,32}")


@dataclass(frozen=True)
class Tier:
    """`quantity` pieces of one prize; open to entrants of any of `groups`, or to all when there is none.

    `alternates` is how many stand in reserve.
    """

    name: str
    prize: str
    quantity: int
    alternates: int = 0
    groups: tuple[str, ...] = ()

    def open_to(self, groups: frozenset[str]) -> bool:
        return not self.groups or not groups.isdisjoint(self.groups)

    def to_json(self) -> dict[str, object]:
        counts = {"quantity": self.quantity, "alternates": self.alternates}
        return {"name": self.name, "prize": self.prize, **counts, "groups": list(self.groups)}


@dataclass(frozen=True)
class Rule:
    """Everything that decides who wins, apart from the list and the seed.

    draw             an identifier of its own for every draw, so that nothing of one draw fits another
    cap              how many prizes of this draw one entrant can win
    text_hash        SHA-256 of the rules page people read, or None
    if_not_revealed  `void`: without a party's secret there is no draw; `leave-out`: it goes on with the other sources
    """

    draw: str
    title: str
    organiser: str
    tiers: tuple[Tier, ...]
    sources: tuple[Source, ...]
    cap: int = 1
    if_not_revealed: str = "void"
    text_hash: str | None = None

    def to_json(self) -> dict[str, object]:
        heads = {"draw": self.draw, "title": self.title, "organiser": self.organiser, "text_hash": self.text_hash}
        parts = {"tiers": [t.to_json() for t in self.tiers], "sources": [s.to_json() for s in self.sources]}
        return {**heads, "cap": self.cap, "if_not_revealed": self.if_not_revealed, **parts}

    @property
    def hash(self) -> bytes:
        """SHA-256 of the rule's canonical JSON: what `sha256sum` gives for the published rule file."""
        return sha256(canonical(self.to_json())).digest()

    @property
    def groups(self) -> frozenset[str]:
        """The groups some tier asks for; nothing else about an entrant needs to be in the list."""
        return frozenset(group for tier in self.tiers for group in tier.groups)

    def weaknesses(self) -> list[Finding]:
        """Why a doubter need not accept this rule even if everything else fits; empty for a sound one."""
        return [*self._names(), *self._too_weak(), *self._unsafe_leave_out(), *self._wrong_chain_facts()]

    def _names(self) -> list[Finding]:
        names = [source.name for source in self.sources]
        return [finding("same-source-twice", name=name) for name in sorted({n for n in names if names.count(n) > 1})]

    def _too_weak(self) -> list[Finding]:
        digits = sum(source.digits for source in self.sources if isinstance(source, Number))
        parties = sum(isinstance(source, Party) for source in self.sources)
        beacon = any(isinstance(source, Beacon) for source in self.sources)
        return [] if beacon or parties >= 2 or digits >= SAFE_DIGITS else [finding("weak-sources", digits=SAFE_DIGITS)]

    def _unsafe_leave_out(self) -> list[Finding]:
        # Whoever may stay silent must not yet know what silence would lead to.
        reveals = [source.reveal_by for source in self.sources if isinstance(source, Party)]
        later = [s.known_from for s in self.sources if not isinstance(s, Party)]
        safe = self.if_not_revealed == "void" or not reveals or (later and max(later) > max(reveals))
        return [] if safe else [finding("unsafe-leave-out")]

    def _wrong_chain_facts(self) -> list[Finding]:
        beacons = [source for source in self.sources if isinstance(source, Beacon) and source.chain in CHAINS]
        wrong = [source for source in beacons if CHAINS[source.chain][1:] != (source.genesis, source.period)]
        return [finding("wrong-chain-facts", name=source.name) for source in wrong]


def read_rule(given: Fields) -> Rule:
    """A rule out of JSON; raises Unreadable."""
    rule = Rule(
        draw=given.text("draw", 100),
        title=given.text("title"),
        organiser=given.text("organiser"),
        tiers=given.each("tiers", _read_tier, MOST_TIERS),
        sources=given.each("sources", read_source, 20),
        cap=given.whole("cap", 1, MOST_TIERS),
        if_not_revealed=given.choice("if_not_revealed", ("void", "leave-out")),
        text_hash=given.hash_or_none("text_hash"),
    )
    given.done()
    if not rule.tiers or not rule.sources:
        raise Unreadable("need-list", where=given.at("sources" if rule.tiers else "tiers"), most=MOST_TIERS)
    return rule


def _read_tier(given: Fields) -> Tier:
    name, prize = given.text("name", 200), given.text("prize")
    quantity, alternates = given.whole("quantity", 1, MOST_ENTRANTS), given.whole("alternates", 0, MOST_ENTRANTS)
    groups = given.rows("groups", 100)
    if not all(isinstance(group, str) and GROUP.fullmatch(group) for group in groups) or len(set(groups)) < len(groups):
        raise Unreadable("need-groups", where=given.at("groups"))
    given.done()
    return Tier(name, prize, quantity, alternates, tuple(str(group) for group in groups))


# ---- freezing: Freezing: from people to a list of salted hashes in a fixed order, with one root that is published at once.

SALT_BYTES = 16  # at least; without a salt a telephone number is guessed from its hash in a minute
ROW = re.compile(r"[0-9a-f]{64} [1-9][0-9]{0,3}( [a-z0-9-]{1,32}(,[a-z0-9-]{1,32})*)?")
REMOVED_ROW = re.compile(r"[0-9a-f]{64} [a-z0-9-]{1,32}")


@dataclass(frozen=True)
class Entrant:
    """A person or unit in the draw: `identity` and `salt` stay between him and the organiser (his receipt)."""

    identity: str
    salt: bytes
    chances: int = 1
    groups: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Removed:
    """An entry taken out before the freeze, and why (`same-phone`, `staff` …: lower-case letters, digits, hyphens)."""

    identity: str
    salt: bytes
    reason: str


class Leaf(NamedTuple):
    """An entrant as the draw sees him."""

    hash: bytes
    chances: int
    groups: frozenset[str]


@dataclass(frozen=True)
class Frozen:
    """The frozen list. Entrant number n is `rows[n - 1]`; `identities` (same order) never leaves the organiser."""

    rows: tuple[str, ...]
    removed: tuple[str, ...] = ()
    identities: tuple[str, ...] = ()

    @cached_property
    def leaves(self) -> tuple[Leaf, ...]:
        """Raises LotteryError naming the first row that is no row."""
        bodies: dict[str, tuple[int, frozenset[str]]] = {}  # most rows end alike: each ending is read once
        return tuple(_leaf(row, number, bodies) for number, row in enumerate(self.rows, start=1))

    @cached_property
    def tree(self) -> Tree:
        return Tree(leaf.hash for leaf in self.leaves)

    @cached_property
    def removed_root(self) -> bytes:
        return Tree(leaf_hash(row.encode()) for row in self.removed).root

    @property
    def chances(self) -> int:
        return sum(leaf.chances for leaf in self.leaves)

    def number_of(self, tag: str) -> int | None:
        """The entrant number of a tag (counted from 1), or None."""
        at = bisect_left(self.rows, tag)
        return at + 1 if at < len(self.rows) and self.rows[at].startswith(tag + " ") else None


def freeze(entrants: Iterable[Entrant], rule: Rule, removed: Iterable[Removed] = ()) -> Frozen:
    """The list in its final order (by tag, so whoever hands it over decides nothing) for a sound rule.

    Raises LotteryError for a rule with weaknesses, nobody, too many, the same identity twice, a salt that is too short.
    Groups the rule does not ask for are left out of the list.
    """
    for weakness in (_restored(rule)).weaknesses():
        raise LotteryError(weakness.code, **weakness.values)
    asked_for = rule.groups
    pairs = sorted((row_of(entrant, asked_for), entrant.identity) for entrant in entrants)
    if not 1 <= len(pairs) <= MOST_ENTRANTS:
        raise LotteryError("entrant-count", count=len(pairs), most=MOST_ENTRANTS)
    if len({normal(identity) for _row, identity in pairs}) < len(pairs):
        raise LotteryError("identity-twice")
    frozen = Frozen(
        tuple(row for row, _ in pairs), tuple(sorted(map(_removed_row, removed))), tuple(i for _, i in pairs)
    )
    check_work(rule, frozen)
    return frozen


def tag_of(identity: str, salt: bytes) -> str:
    """The salted hash by which an entrant finds himself in the list."""
    if len(salt) < SALT_BYTES:
        raise LotteryError("short-salt", least=SALT_BYTES)
    return framed("entrant", salt, normal(identity).encode()).hex()


def normal(identity: str) -> str:
    """Unicode NFC without blanks at the ends: what looks alike when typed again is alike."""
    return unicodedata.normalize("NFC", identity).strip()


def row_of(entrant: Entrant, asked_for: frozenset[str]) -> str:
    """`TAG CHANCES[ GROUP,…]`: the public line, and exactly the bytes that are hashed into the tree."""
    if isinstance(entrant.chances, bool) or not 1 <= entrant.chances <= MOST_CHANCES:
        raise LotteryError("own-chances", most=MOST_CHANCES)
    groups = ",".join(sorted(entrant.groups & asked_for))
    return f"{tag_of(entrant.identity, entrant.salt)} {entrant.chances}{' ' if groups else ''}{groups}"


def check_work(rule: Rule, frozen: Frozen) -> None:
    """Refuse a draw that nobody could check in reasonable time."""
    if frozen.chances * len(rule.tiers) > MOST_SCORES:
        raise LotteryError("too-much-work", most=MOST_SCORES)


def inclusion_proof(frozen: Frozen, number: int) -> list[str]:
    """What entrant `number` (from 1) needs, with his row, to see that the published root contains him."""
    return [sister.hex() for sister in frozen.tree.proof(number - 1)]


def verify_inclusion(row: str, number: int, count: int, proof: Sequence[str], root: str) -> bool:
    """Whether `row` is entrant `number` (from 1) of the `count` entrants under the published `root`; never raises."""
    try:
        path = [bytes.fromhex(sister) for sister in proof]
    except (TypeError, ValueError):
        return False
    if any(len(sister) != WIDTH for sister in path):
        return False
    reached = root_from_proof(leaf_hash(row.encode()), number - 1, count, path)
    return reached is not None and reached.hex() == root


def _restored(rule: Rule) -> Rule:
    # Through JSON and back: a rule built in Python obeys the same limits as one that is read.
    return read_rule(Fields(rule.to_json(), "rule"))


def _leaf(row: str, number: int, bodies: dict[str, tuple[int, frozenset[str]]]) -> Leaf:
    if not ROW.fullmatch(row):
        raise LotteryError("row", number=number, row=row)
    body = row[65:]
    if body not in bodies:
        bodies[body] = _body(row, number)
    return Leaf(leaf_hash(row.encode()), *bodies[body])


def _body(row: str, number: int) -> tuple[int, frozenset[str]]:
    _tag, chances, *groups = row.split(" ")
    names = groups[0].split(",") if groups else []
    if int(chances) > MOST_CHANCES or names != sorted(set(names)):
        raise LotteryError("row", number=number, row=row)
    return int(chances), frozenset(names)


def _removed_row(entry: Removed) -> str:
    if not GROUP.fullmatch(entry.reason):
        raise LotteryError("reason", reason=entry.reason)
    return f"{tag_of(entry.identity, entry.salt)} {entry.reason}"


# ---- drawing: Drawing: every chance gets a number out of the seed; the smallest numbers win. Nothing is left to decide.


@dataclass(frozen=True)
class Drawn:
    """Entrant numbers (from 1) in the order they were drawn."""

    winners: tuple[int, ...]
    alternates: tuple[int, ...]


@dataclass(frozen=True)
class Result:
    """One `Drawn` per tier, in the order of the rule."""

    tiers: tuple[Drawn, ...]


def draw(rule: Rule, leaves: Sequence[Leaf], seed: bytes) -> Result:
    """Who wins. First the winners of all tiers in order, then the alternates of all tiers in order.

    Winners of a tier: the best placed who have won fewer than `cap` prizes so far. Alternates: the best placed who
    have won nothing at all and stand in reserve nowhere else. Places that nobody can take stay empty.
    """
    enough = sum(tier.quantity + tier.alternates for tier in rule.tiers)
    placed = [_best(tier, at, leaves, seed, enough) for at, tier in enumerate(rule.tiers, start=1)]
    won: dict[int, int] = {}
    winners = []
    for tier, ranking in zip(rule.tiers, placed, strict=True):
        takers = [number for number in ranking if won.get(number, 0) < rule.cap][: tier.quantity]
        won.update({number: won.get(number, 0) + 1 for number in takers})
        winners.append(tuple(takers))
    taken = set(won)
    alternates = []
    for tier, ranking in zip(rule.tiers, placed, strict=True):
        reserve = [number for number in ranking if number not in taken][: tier.alternates]
        taken.update(reserve)
        alternates.append(tuple(reserve))
    return Result(tuple(map(Drawn, winners, alternates)))


def score(seed: bytes, tier: int, leaf: bytes, chance: int) -> bytes:
    """SHA-256(seed ‖ tier ‖ leaf ‖ chance): 32 + 4 + 32 + 4 bytes, tier and chance counted from 1, big-endian."""
    return sha256(seed + u32(tier) + leaf + u32(chance)).digest()


def _best(tier: Tier, at: int, leaves: Sequence[Leaf], seed: bytes, enough: int) -> list[int]:
    """The numbers of the `enough` best placed entrants: only those who take other places can be passed over."""
    return [number for _score, _leaf, number in nsmallest(enough, _scores(tier, at, leaves, seed))]


def _scores(tier: Tier, at: int, leaves: Sequence[Leaf], seed: bytes) -> Iterator[tuple[bytes, bytes, int]]:
    head, first = seed + u32(at), u32(1)
    entitled = {groups: tier.open_to(groups) for groups in {leaf.groups for leaf in leaves}}
    for number, (leaf, chances, groups) in enumerate(leaves, start=1):
        if entitled[groups]:
            best = sha256(head + leaf + first).digest()  # `score`, with what stays the same kept
            for chance in range(2, chances + 1):
                best = min(best, sha256(head + leaf + u32(chance)).digest())
            yield best, leaf, number


# ---- duplicates: One person, one entry: entries that share any normalised identity are one person's, even by way of a third entry.


@dataclass(frozen=True)
class Entry:
    """An entrant as he came, with everything that identifies the person: `phone:+86138…`, `weixin:oX…`."""

    entrant: Entrant
    identities: frozenset[str]


def one_per_person(entries: Iterable[Entry]) -> tuple[list[Entrant], list[Removed]]:
    """The first entry of every person (in the order given, so give them by time of entering), and the others removed.

    The reason names the kind of identity that the removed entry shares with another one: `same-phone`.
    """
    kept, removed = [], []
    for first, *others in _persons(list(entries)):
        kept.append(first.entrant)
        seen = Counter(name for one in (first, *others) for name in one.identities)
        for other in others:
            shared = min(name for name in other.identities if seen[name] > 1)
            removed.append(Removed(other.entrant.identity, other.entrant.salt, f"same-{shared.partition(':')[0]}"))
    return kept, removed


def _persons(entries: list[Entry]) -> Iterator[list[Entry]]:
    """Entries grouped by person, persons in the order of their first entry."""
    boss = list(range(len(entries)))  # union-find: the earliest entry known to be of the same person
    holder: dict[str, int] = {}

    def find(at: int) -> int:
        while boss[at] != at:
            boss[at] = boss[boss[at]]
            at = boss[at]
        return at

    for at, entry in enumerate(entries):
        for identity in entry.identities:
            one, other = sorted((find(at), find(holder.setdefault(identity, at))))
            boss[other] = one
    persons: dict[int, list[Entry]] = {}
    for at, entry in enumerate(entries):
        persons.setdefault(find(at), []).append(entry)
    yield from persons.values()


# ---- seeding: The seed: one hash over the rule, the frozen list and everything the sources gave, in the order of the rule.

SIGNATURE_LENGTHS = (96, 192)  # hexadecimal digits of a BLS12-381 signature in G1 or G2


@dataclass(frozen=True)
class Contribution:
    """What the source `source` gave, and when it was known.

    value      randomness (64 hexadecimal digits), secret (64 hexadecimal digits) or number (digits);
               None when a party did not reveal, then `at` is when that was established
    signature  of a beacon round, in hexadecimal
    """

    source: str
    at: datetime
    value: str | None
    signature: str = ""


def read_contribution(given: Fields, sources: Mapping[str, Source]) -> Contribution:
    """One contribution out of JSON; raises Unreadable, also for a source the rule does not know."""
    name, at, signature = given.text("source", 200), given.moment("at"), ""
    source = sources.get(name)
    value: str | None
    if source is None:
        raise Unreadable("unknown-source", where=given.at("source"), name=name)
    if isinstance(source, Beacon):
        value, signature = given.hash("randomness"), given.text("signature")
        if len(signature) not in SIGNATURE_LENGTHS or signature.strip("0123456789abcdef"):
            raise Unreadable("need-signature", where=given.at("signature"))
    elif isinstance(source, Party):
        value = given.hash_or_none("secret")
    else:
        value = given.text("number", 100)
        if not digits_fit(source, value):
            raise Unreadable("need-digits", where=given.at("number"), digits=source.digits)
    given.done()
    return Contribution(name, at, value, signature)


def contribution_json(source: Source, came: Contribution) -> dict[str, object]:
    """The contribution as the record holds it."""
    head: dict[str, object] = {"source": came.source, "at": written(came.at)}
    if isinstance(source, Beacon):
        return {**head, "randomness": came.value, "signature": came.signature}
    return {**head, ("secret" if isinstance(source, Party) else "number"): came.value}


def digits_fit(source: Number, value: str) -> bool:
    """Exactly the digits announced, leading zeros and all, nothing between them."""
    return len(value) == source.digits and not value.strip("0123456789")


def seed(rule: Rule, frozen: Frozen, contributions: Iterable[Contribution]) -> bytes | None:
    """The seed, or None when the draw is void because a party kept its secret and the rule says so.

    Raises LotteryError when a source is still missing. Whether a value is the true one is `verify`'s question.
    """
    return seed_over(rule, rule.hash, frozen.tree.root, frozen, contributions)


def seed_over(
    rule: Rule, rule_hash: bytes, root: bytes, frozen: Frozen, contributions: Iterable[Contribution]
) -> bytes | None:
    """`seed` for a rule hash and a root that are given, not computed: so a verifier tells one alteration from another."""
    came = {one.source: one for one in contributions}
    parts = [rule_hash, root, _u64(len(frozen.rows)), frozen.removed_root, _u64(len(frozen.removed))]
    for source in rule.sources:
        if source.name not in came:
            raise LotteryError("source-missing", name=source.name)
        value = came[source.name].value
        if value is None and rule.if_not_revealed == "void":
            return None
        parts += [source.name.encode(), source.kind.encode(), _bytes(source, value)]
    return framed("seed", *parts)


def _bytes(source: Source, value: str | None) -> bytes:
    if value is None:
        return b""  # no source gives nothing, so silence cannot be mistaken for a value
    return value.encode() if isinstance(source, Number) else bytes.fromhex(value)


def _u64(number: int) -> bytes:
    return number.to_bytes(8, "big")


# ---- forfeiting: Forfeits: a prize given up goes to the next in reserve of the same tier. Replacing follows the log, and never draws.

REASONS = ("declined", "unclaimed", "unreachable", "ineligible")


@dataclass(frozen=True)
class Forfeit:
    """At `at`, `entrant` lost the prize of tier number `tier` (from 1) to `replaced_by`, or to nobody (None)."""

    at: datetime
    tier: int
    entrant: int
    reason: str
    replaced_by: int | None

    def to_json(self) -> dict[str, object]:
        who = {"tier": self.tier, "entrant": self.entrant, "reason": self.reason, "replaced_by": self.replaced_by}
        return {"at": written(self.at), **who}


def read_forfeit(given: Fields) -> Forfeit:
    """One line of the log out of JSON; raises Unreadable."""
    at, tier, entrant = given.moment("at"), given.whole("tier", 1, MOST_TIERS), given.whole("entrant", 1, MOST_ENTRANTS)
    reason, nobody = given.choice("reason", REASONS), given.left.get("replaced_by", 0) is None
    replaced_by = given.left.pop("replaced_by") if nobody else given.whole("replaced_by", 1, MOST_ENTRANTS)
    given.done()
    return Forfeit(at, tier, entrant, reason, replaced_by)


class Standing:
    """Who holds the prizes, place by place, while the log is followed; an emptied place holds None."""

    def __init__(self, result: Result):
        self.holders: list[list[int | None]] = [list(drawn.winners) for drawn in result.tiers]
        self._place = [{entrant: at for at, entrant in enumerate(drawn.winners)} for drawn in result.tiers]
        self._waiting = [iter(drawn.alternates) for drawn in result.tiers]

    def give_up(self, tier: int, entrant: int) -> int | None:
        """Take the prize of `tier` from `entrant`; who holds it now, or None. Raises LotteryError for no holder."""
        if not 1 <= tier <= len(self.holders) or entrant not in self._place[tier - 1]:
            raise LotteryError("not-holder", tier=tier, entrant=entrant)
        at, heir = self._place[tier - 1].pop(entrant), next(self._waiting[tier - 1], None)
        self.holders[tier - 1][at] = heir
        if heir is not None:
            self._place[tier - 1][heir] = at
        return heir


def standing(result: Result, forfeits: Iterable[Forfeit]) -> Standing:
    """Where the log leads; raises LotteryError for the first line with a false holder or a false heir."""
    now = Standing(result)
    for line in forfeits:
        heir = now.give_up(line.tier, line.entrant)
        if heir != line.replaced_by:
            values = {"tier": line.tier, "entrant": line.entrant, "stated": line.replaced_by, "right": heir}
            raise LotteryError("heir", **{name: value or "—" for name, value in values.items()})
    return now


def forfeit(result: Result, log: Iterable[Forfeit], *, tier: int, entrant: int, reason: str, at: datetime) -> Forfeit:
    """The next line of the log: it says who takes over; raises LotteryError for no holder or an unknown reason."""
    if reason not in REASONS:
        raise LotteryError("reason", reason=reason)
    return Forfeit(at, tier, entrant, reason, standing(result, log).give_up(tier, entrant))


# ---- recording: The record: one JSON object with all a stranger needs to repeat the draw, and nothing about who the entrants are.

NOTICE = "worldday.freeze/1"
MASKS = "*＊○●×"  # what hides part of a displayed name
MOST_FORFEITS = 100_000


@dataclass(frozen=True)
class Notice:
    """What is published the moment the list is frozen, before any source has spoken; hashes in hexadecimal."""

    draw: str
    rule_hash: str
    count: int
    chances: int
    root: str
    removed_count: int
    removed_root: str
    frozen: datetime

    def to_json(self) -> dict[str, object]:
        return {"format": NOTICE, **vars(self), "frozen": written(self.frozen)}


@dataclass(frozen=True)
class Times:
    """When the rule was published, the list frozen, the draw made."""

    published: datetime
    frozen: datetime
    drawn: datetime


@dataclass(frozen=True)
class DrawRecord:
    """A record as it was read: the parts, and beside them what it states about them (which may be false)."""

    rule: Rule
    times: Times
    frozen: Frozen
    contributions: tuple[Contribution, ...]
    stated: Notice
    seed: str | None
    result: Result
    forfeits: tuple[Forfeit, ...]
    holders: tuple[tuple[int, ...], ...]  # 0: nobody
    names: Mapping[int, str] = field(default_factory=dict)
    software: str = ""

    @cached_property
    def right_seed(self) -> bytes | None:
        """The seed calculated from the stated rule hash and root, so that a false one of them stays one finding."""
        hashes = bytes.fromhex(self.stated.rule_hash), bytes.fromhex(self.stated.root)
        return seed_over(self.rule, *hashes, self.frozen, self.contributions)

    @cached_property
    def right(self) -> Result:
        """The result calculated from `right_seed`; no tiers when the draw is void."""
        return draw(self.rule, self.frozen.leaves, self.right_seed) if self.right_seed else Result(())


def notice(rule: Rule, frozen: Frozen, at: datetime) -> Notice:
    """The notice of a freeze at the moment `at`."""
    return Notice(
        draw=rule.draw,
        rule_hash=rule.hash.hex(),
        count=len(frozen.rows),
        chances=frozen.chances,
        root=frozen.tree.root.hex(),
        removed_count=len(frozen.removed),
        removed_root=frozen.removed_root.hex(),
        frozen=at,
    )


def record(
    rule: Rule,
    frozen: Frozen,
    contributions: Iterable[Contribution],
    times: Times,
    *,
    software: str,
    forfeits: Iterable[Forfeit] = (),
    names: Mapping[int, str] | None = None,
) -> dict[str, object]:
    """The record of a draw, made by drawing; without tiers when it is void. `names`: masked, by entrant number.

    Raises LotteryError for a missing source, a name that is not masked, or a log that does not fit.
    """
    came, log, shown = {one.source: one for one in contributions}, tuple(forfeits), names or {}
    for number, name in shown.items():
        if not set(name) & set(MASKS):
            raise LotteryError("not-masked", number=number)
    drawn_seed = seed(rule, frozen, came.values())
    result = draw(rule, frozen.leaves, drawn_seed) if drawn_seed else Result(())
    stated = notice(rule, frozen, times.frozen)
    return {
        "format": METHOD,
        "software": software,
        "rule": rule.to_json(),
        "rule_hash": stated.rule_hash,
        "times": {name: written(at) for name, at in vars(times).items()},
        "entrants": {"count": stated.count, "chances": stated.chances, "root": stated.root, "rows": list(frozen.rows)},
        "removed": {"count": stated.removed_count, "root": stated.removed_root, "rows": list(frozen.removed)},
        "contributions": [contribution_json(s, came[s.name]) for s in rule.sources if s.name in came],
        "seed": drawn_seed.hex() if drawn_seed else None,
        "tiers": [{"winners": list(d.winners), "alternates": list(d.alternates)} for d in result.tiers],
        "forfeits": [line.to_json() for line in log],
        "holders": [[holder or 0 for holder in places] for places in standing(result, log).holders],
        "names": {str(number): name for number, name in sorted(shown.items())},
    }


def read_record(value: object) -> DrawRecord:
    """A record out of parsed JSON; raises LotteryError naming the first place that is no record."""
    given = Fields(value)
    _format(given, METHOD)
    rule = read_rule(given.part("rule"))
    times, entrants, removed = _times(given.part("times")), given.part("entrants"), given.part("removed")
    sources = {source.name: source for source in rule.sources}
    stated = Notice(
        rule.draw, given.hash("rule_hash"), entrants.whole("count"), entrants.whole("chances"), entrants.hash("root"),
        removed.whole("count"), removed.hash("root"), times.frozen,
    )  # fmt: skip
    made = DrawRecord(
        rule=rule,
        times=times,
        frozen=Frozen(_rows(entrants), _removed_rows(removed)),
        contributions=given.each("contributions", lambda one: read_contribution(one, sources), 20),
        stated=stated,
        seed=given.hash_or_none("seed"),
        result=Result(given.each("tiers", _drawn, MOST_TIERS)),
        forfeits=given.each("forfeits", read_forfeit, MOST_FORFEITS),
        holders=_holders(given),
        names=_names(given.part("names")),
        software=given.text("software", 200),
    )
    for part in (given, entrants, removed):
        part.done()
    check_work(rule, made.frozen)
    return made


def read_notice(value: object) -> Notice:
    """A notice of a freeze out of parsed JSON; raises Unreadable."""
    given = Fields(value, "notice")
    _format(given, NOTICE)
    made = Notice(
        given.text("draw", 100), given.hash("rule_hash"), given.whole("count"), given.whole("chances"), given.hash("root"),
        given.whole("removed_count"), given.hash("removed_root"), given.moment("frozen"),
    )  # fmt: skip
    given.done()
    return made


def _format(given: Fields, expected: str) -> None:
    if given.left.pop("format", None) != expected:
        raise Unreadable("other-format", expected=expected)


def _times(given: Fields) -> Times:
    times = Times(given.moment("published"), given.moment("frozen"), given.moment("drawn"))
    given.done()
    return times


def _rows(given: Fields) -> tuple[str, ...]:
    rows = given.rows("rows", MOST_ENTRANTS)
    if not rows or not all(isinstance(row, str) for row in rows):
        raise Unreadable("need-rows", where=given.at("rows"))
    return tuple(map(str, rows))


def _removed_rows(given: Fields) -> tuple[str, ...]:
    rows = tuple(map(str, given.rows("rows", MOST_ENTRANTS)))
    for number, row in enumerate(rows, start=1):
        if not REMOVED_ROW.fullmatch(row):
            raise Unreadable("removed-row", number=number, row=row)
    return rows


def _drawn(given: Fields) -> Drawn:
    winners = given.numbers("winners", MOST_ENTRANTS, MOST_ENTRANTS)
    drawn = Drawn(winners, given.numbers("alternates", MOST_ENTRANTS, MOST_ENTRANTS))
    given.done()
    return drawn


def _holders(given: Fields) -> tuple[tuple[int, ...], ...]:
    tiers = given.rows("holders", MOST_TIERS)
    wrapped = [Fields({"holders": places}, f"holders[{at}]") for at, places in enumerate(tiers)]
    return tuple(one.numbers("holders", MOST_ENTRANTS, MOST_ENTRANTS, low=0) for one in wrapped)


def _names(given: Fields) -> dict[int, str]:
    numbers = sorted(given.left)
    if not all(number.isascii() and number.isdecimal() and len(number) < 8 for number in numbers):
        raise Unreadable("name-key", where=given.where)
    return {int(number): given.text(number, 100) for number in numbers}


# ---- explaining: The explanation a lay person reads: what was checked, what came out, and what no program can check.


class Explanation:
    """A record and its findings, told line by line in `zh` or `en`."""

    def __init__(self, record: DrawRecord, wrong: Sequence[Finding], language: str, *, compared: bool = False):
        self.record, self.wrong, self.language, self.compared = record, wrong, language, compared

    def say(self, code: str, **values: object) -> str:
        """One sentence; texts out of the record are made safe to print."""
        safe = {name: printable(value, 400) if isinstance(value, str) else value for name, value in values.items()}
        return WORDS[code][self.language == "zh"].format(**safe)

    def lines(self) -> Iterator[str]:
        rule = self.record.rule
        yield self.say("title", title=rule.title, organiser=rule.organiser)
        yield from self._verdict()
        yield from self._rule_and_list()
        yield self.say("sources-head")
        for source in rule.sources:
            yield from self._source(source)
        yield from self._result()
        yield from self._forfeits()
        yield ""
        yield self.say("limits")

    def _verdict(self) -> Iterator[str]:
        if self.wrong:
            yield self.say("false", count=len(self.wrong))
            yield from (f" × {wrong.say(self.language)}" for wrong in self.wrong)
        else:
            yield self.say("fits" if self.record.seed else "fits-void")
        yield ""

    def _rule_and_list(self) -> Iterator[str]:
        rule, frozen = self.record.rule, self.record.frozen
        prizes = sum(tier.quantity for tier in rule.tiers)
        yield self.say("rule-head")
        yield self.say("rule", tiers=len(rule.tiers), prizes=prizes, cap=rule.cap, hash=rule.hash.hex())
        yield self.say("list-head", at=written(self.record.times.frozen))
        counts = {"count": len(frozen.rows), "chances": frozen.chances, "removed": len(frozen.removed)}
        yield self.say("list", **counts, root=frozen.tree.root.hex())
        for reason, count in sorted(Counter(row[65:] for row in frozen.removed).items()):
            yield self.say("removed", reason=reason, count=count)
        if not self.compared:
            yield self.say("compare")
        elif not self.wrong:
            yield self.say("compared")

    def _source(self, source: Source) -> Iterator[str]:
        came = next((one for one in self.record.contributions if one.source == source.name), None)
        if came is None:
            return  # a finding has said so
        if isinstance(source, Beacon):
            network = CHAINS.get(source.chain, (source.chain,))[0]
            due = source.known_from.astimezone(self.record.times.frozen.tzinfo)
            facts = {"round": source.round, "at": written(due)}
            yield self.say("beacon", name=source.name, chain=network, value=came.value, **facts)
            checked = signature_fits(source.chain, source.round, came.signature)  # False: a finding has said so
            if checked is not False:
                yield self.say("signature-checked" if checked else "signature-unchecked", page=source.page)
            if source.chain not in CHAINS:
                yield self.say("unknown-chain")
        elif isinstance(source, Party):
            yield self._party(source, came)
        else:
            facts = {"at": written(source.at), "place": source.place}
            yield self.say("number", name=source.name, value=came.value, **facts)

    def _party(self, source: Party, came: Contribution) -> str:
        if came.value is None:
            return self.say(f"silent-{self.record.rule.if_not_revealed}", name=source.name)
        return self.say("party", name=source.name, commitment=source.commitment, value=came.value)

    def _result(self) -> Iterator[str]:
        try:
            calculated = self.record.right_seed
        except LotteryError:
            return  # a source is missing; a finding has said so
        if calculated:
            yield self.say("seed", seed=calculated.hex())
            yield self.say("result-head")
            for at, (tier, drawn) in enumerate(zip(self.record.rule.tiers, self.record.right.tiers, strict=True), 1):
                yield from self._tier(at, tier, drawn)

    def _tier(self, at: int, tier: Tier, drawn: Drawn) -> Iterator[str]:
        yield self.say("tier", tier=at, name=tier.name, prize=tier.prize)
        for place, number in enumerate(drawn.winners, start=1):
            name, tag = self.record.names.get(number), self.record.frozen.rows[number - 1][:64]
            yield self.say("winner", place=place, number=number, shown=f"{name} " if name else "", tag=tag)
        if tier.quantity > len(drawn.winners):
            yield self.say("empty", count=tier.quantity - len(drawn.winners))
        if drawn.alternates:
            yield WORDS["alternates"][self.language == "zh"].format(numbers=", ".join(map(str, drawn.alternates)))

    def _forfeits(self) -> Iterator[str]:
        if self.record.forfeits:
            yield self.say("forfeits-head", count=len(self.record.forfeits))
        for line in self.record.forfeits:
            heir = self.say("entrant", number=line.replaced_by) if line.replaced_by else self.say("nobody")
            reason = REASON_WORDS[line.reason][self.language == "zh"]
            yield self.say(
                "forfeit", at=written(line.at), tier=line.tier, entrant=line.entrant, reason=reason, heir=heir
            )


def mine(frozen: Frozen, root: str, identity: str, salt: bytes) -> tuple[str, dict[str, object]]:
    """Where one entrant stands: a key of WORDS and its values. Raises LotteryError for a salt that is none."""
    tag = tag_of(identity, salt)
    number = frozen.number_of(tag)
    if number:
        row, count = frozen.rows[number - 1], len(frozen.rows)
        fits = verify_inclusion(row, number, count, inclusion_proof(frozen, number), root)
        chances = frozen.leaves[number - 1].chances
        return ("mine-in" if fits else "mine-broken"), {"number": number, "count": count, "chances": chances}
    removed = next((row for row in frozen.removed if row.startswith(tag)), None)
    return ("mine-removed", {"reason": removed[65:]}) if removed else ("mine-out", {})


# ---- verifying: Verifying: repeat everything a record claims, and name exactly what does not fit.


def verify(record: Mapping[str, object], announced: Notice | None = None) -> list[Finding]:
    """What does not fit in `record` (parsed JSON); empty when it reproduces.

    `announced`: the notice published at the freeze. Without it a record that was forged as a whole, from the list
    onward, fits in itself. Raises LotteryError for what is no record.
    """
    return findings(read_record(record), announced)


def findings(record: DrawRecord, announced: Notice | None = None) -> list[Finding]:
    """`verify` for a record already read."""
    right = notice(record.rule, record.frozen, record.times.frozen)
    checks = (
        record.rule.weaknesses(),
        _wrong_hashes(record, right),
        _wrong_list(record),
        _wrong_removals(record),
        _wrong_times(record),
        _wrong_contributions(record),
        _wrong_outcome(record),
        _wrong_names(record),
        _not_as_announced(record.stated, announced),
    )
    return list(chain.from_iterable(checks))


def _wrong_hashes(record: DrawRecord, right: Notice) -> Iterator[Finding]:
    codes = {
        "rule_hash": "rule-hash", "count": "count", "chances": "chances", "root": "root",
        "removed_count": "removed-count", "removed_root": "removed-root",
    }  # fmt: skip
    for name, code in codes.items():
        stated, calculated = getattr(record.stated, name), getattr(right, name)
        if stated != calculated:
            yield finding(code, stated=stated, right=calculated)


def _wrong_list(record: DrawRecord) -> Iterator[Finding]:
    rows, asked_for = record.frozen.rows, record.rule.groups
    for number, (above, row) in enumerate(pairwise(rows), start=2):
        if row[:64] <= above[:64]:
            yield finding("tag-twice" if row[:64] == above[:64] else "order", number=number)
            break
    strange = (number for number, leaf in enumerate(record.frozen.leaves, start=1) if not leaf.groups <= asked_for)
    yield from (finding("group", number=number) for number in [*strange][:1])


def _wrong_removals(record: DrawRecord) -> Iterator[Finding]:
    rows = record.frozen.removed
    disordered = [number for number, (above, row) in enumerate(pairwise(rows), start=2) if row[:64] <= above[:64]]
    yield from (finding("removed-order", number=number) for number in disordered[:1])
    tags = {row[:64] for row in record.frozen.rows} if rows else set()
    still_in = [number for number, row in enumerate(rows, start=1) if row[:64] in tags]
    yield from (finding("removed-still-in", number=number) for number in still_in[:1])


def _wrong_times(record: DrawRecord) -> Iterator[Finding]:
    times, sources = record.times, {source.name: source for source in record.rule.sources}
    if times.published > times.frozen:
        yield finding("published-late")
    for source in sources.values():
        if source.known_from <= times.frozen:
            yield finding("source-early", name=source.name)
    for came in record.contributions:
        source = sources[came.source]
        revealed = isinstance(source, Party) and came.value is not None
        if came.at < (times.frozen if revealed else source.known_from):
            yield finding("came-early", name=came.source, at=written(came.at))
        if revealed and came.at > source.known_from:
            yield finding("came-late", name=came.source, at=written(came.at))
        if came.at > times.drawn:
            yield finding("drawn-early", name=came.source)
    moments = [times.drawn, *(line.at for line in record.forfeits)]
    late = [line for line, (before, at) in enumerate(pairwise(moments), start=1) if at < before]
    yield from (finding("forfeit-time", line=line) for line in late[:1])


def _wrong_contributions(record: DrawRecord) -> Iterator[Finding]:
    names = [came.source for came in record.contributions]
    yield from (finding("source-twice", name=name) for name in sorted({n for n in names if names.count(n) > 1}))
    sources = {source.name: source for source in record.rule.sources}
    for came in record.contributions:
        source, value = sources[came.source], came.value
        if isinstance(source, Beacon):
            if not beacon_fits(value or "", came.signature):
                yield finding("beacon", name=source.name)
            if signature_fits(source.chain, source.round, came.signature) is False:
                yield finding("beacon-signature", name=source.name)
        if (
            isinstance(source, Party)
            and value
            and commitment(record.rule.draw, source.name, value) != source.commitment
        ):
            yield finding("commitment", name=source.name)


def _wrong_outcome(record: DrawRecord) -> list[Finding]:
    """Seed, winners, alternates, forfeits, holders."""
    try:
        right = record.right_seed
    except LotteryError as missing:
        return [missing.finding]
    if right is None:
        empty = record.seed is None and not record.result.tiers and not record.forfeits
        return [] if empty else [finding("void")]
    false_seed = [] if record.seed == right.hex() else [finding("seed", right=right.hex())]
    wrong = list(_wrong_places(record.right, record.result))
    if wrong and false_seed and record.seed:
        by_false_seed = draw(record.rule, record.frozen.leaves, bytes.fromhex(record.seed))
        if by_false_seed == record.result:
            wrong = []  # the winners follow from the false seed: one alteration, one finding
    return [*false_seed, *wrong, *_wrong_forfeits(record)]


def _wrong_places(right: Result, stated: Result) -> Iterator[Finding]:
    if len(right.tiers) != len(stated.tiers):
        yield finding("tier-count", right=len(right.tiers), stated=len(stated.tiers))
        return
    for tier, (ours, theirs) in enumerate(zip(right.tiers, stated.tiers, strict=True), start=1):
        pairs = {"winner": (ours.winners, theirs.winners), "alternate": (ours.alternates, theirs.alternates)}
        for code, (expected, given) in pairs.items():
            if len(expected) != len(given):
                yield finding(f"{code}-count", tier=tier, right=len(expected), stated=len(given))
            differing = [place for place, pair in enumerate(zip(expected, given, strict=False)) if pair[0] != pair[1]]
            for place in differing[:1]:
                yield finding(code, tier=tier, place=place + 1, right=expected[place], stated=given[place])


def _wrong_forfeits(record: DrawRecord) -> Iterator[Finding]:
    try:
        now = standing(record.result, record.forfeits).holders
    except LotteryError as false:
        yield false.finding
        return
    right = [tuple(holder or 0 for holder in places) for places in now]
    stated = [*record.holders, *[()] * (len(right) - len(record.holders))]
    for tier, holders in enumerate(stated, start=1):
        if tier > len(right) or holders != right[tier - 1]:
            yield finding("holders", tier=tier)


def _wrong_names(record: DrawRecord) -> Iterator[Finding]:
    drawn = {number for tier in record.result.tiers for number in (*tier.winners, *tier.alternates)}
    yield from (finding("name", number=number) for number in sorted(set(record.names) - drawn)[:1])


def _not_as_announced(stated: Notice, announced: Notice | None) -> Iterator[Finding]:
    ours, theirs = stated.to_json(), (announced or stated).to_json()
    for name in ours:
        if ours[name] != theirs[name]:
            yield finding("announced", field=name, stated=ours[name], announced=theirs[name])


# ---- command: `verify_draw.py RECORD` and `worldday verify-draw RECORD`: 0 it reproduces, 1 it does not, 2 it cannot be read.

FITS, FALSE_RECORD, NOT_A_RECORD = 0, 1, 2
LONGEST = 1000  # characters of what is typed


def main(words: Sequence[str]) -> int:
    """Run with the command line's words; every problem with the input is one sentence and exit 2."""
    parser = _arguments()
    given = parser.parse_args(words)
    if not given.record and not given.commit:
        parser.error("RECORD …")
    for stream in (sys.stdout, sys.stderr):
        # A console that lacks a letter shows a substitute and does not stop the check.
        getattr(stream, "reconfigure", lambda **_: None)(errors="replace")
    try:
        return _run(given)
    except LotteryError as problem:
        print(problem.finding.say(given.lang), file=sys.stderr)
    except (MemoryError, RecursionError):
        print(Unreadable("too-many-parts").finding.say(given.lang), file=sys.stderr)
    except BrokenPipeError:  # the reader of our output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return NOT_A_RECORD


def _run(given: argparse.Namespace) -> int:
    for option, typed in [("--identity", given.identity), *(("--commit", word) for word in given.commit or ())]:
        if typed is not None and not is_line(typed, LONGEST):  # a terminal may hand over bytes that are no text
            raise Unreadable("need-text", where=option, longest=LONGEST)
    if given.commit:
        draw_name, party = given.commit
        secret = secrets.token_hex(32)
        return _print(given, "secret", secret=secret, commitment=commitment(draw_name, party, secret))
    record = read_record(load(given.record))
    if given.identity is not None:
        return _mine(given, record)
    announced = read_notice(load(given.announced)) if given.announced else None
    wrong = findings(record, announced)
    for line in Explanation(record, wrong, given.lang, compared=announced is not None).lines():
        print(line)
    sys.stdout.flush()
    return FALSE_RECORD if wrong else FITS


def _mine(given: argparse.Namespace, record: DrawRecord) -> int:
    try:
        salt = bytes.fromhex(given.salt)
    except ValueError:
        salt = b""
    code, values = mine(record.frozen, record.stated.root, given.identity, salt)
    return _print(given, code, **values) if code == "mine-in" else _print(given, code, **values) + FALSE_RECORD


def _print(given: argparse.Namespace, code: str, **values: object) -> int:
    print(WORDS[code][given.lang == "zh"].format(**values))
    return FITS


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="verify-draw", description="Repeat a published draw from its record. 用公开的记录重新计算抽奖结果。"
    )
    parser.add_argument("record", nargs="?", metavar="RECORD", help="the record (JSON) 抽奖记录")
    parser.add_argument("--announced", metavar="NOTICE", help="the notice published at the freeze 名单冻结时的公告")
    parser.add_argument("--identity", help="look up one entrant, with --salt 查找某一参与者（配合 --salt）")
    parser.add_argument("--salt", default="", help="the salt on the entrant's receipt 参与回执上的盐值")
    parser.add_argument(
        "--commit", nargs=2, metavar=("DRAW", "PARTY"), help="make a secret and its commitment 生成秘密与承诺"
    )
    parser.add_argument("--lang", choices=("zh", "en"), default=_language(), help="language 语言")
    return parser


def _language() -> str:
    """English where the system speaks it, Chinese everywhere else."""
    spoken = os.environ.get("LC_ALL") or os.environ.get("LANG") or locale.getlocale()[0] or ""
    return "en" if spoken.lower().startswith("en") else "zh"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
