"""What findings say, in English and Chinese: what is wrong, and where it helps, what it means."""

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
