"""What the explanation says, in English and Chinese."""

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
