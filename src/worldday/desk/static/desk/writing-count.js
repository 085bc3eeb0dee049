// How long a text is, in 字: the rule of reports/counting.py, which explains it. tests/reports/counting_cases.json holds both to it.
const BLANK = String.raw`\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000`;
const ONE =
  String.raw`\xa1\xa4\xa7\xa8\xaf\xb0\xb1\xb4\xb6-\xb8\xbf\xd7\xf7\u2012-\u2027\u2030-\u205e\u2100-\u2bff` +
  String.raw`\u2e80-\u2fff\u3001-\u3098\u309b-\u312f\u3190-\ua4cf\ue000-\ufaff\ufe10-\ufe1f\ufe30-\ufe6f\uff01-\uff9f\uffe0-\uffe6` +
  String.raw`\u{16fe0}-\u{18dff}\u{1b000}-\u{1b2ff}\u{1f000}-\u{1f3fa}\u{1f400}-\u{1faff}\u{20000}-\u{3fffd}`;
const SILENT = new RegExp(
  String.raw`\u200d[\u2190-\u2bff\u{1f000}-\u{1faff}]?|(?<=[\u{1f1e6}-\u{1f1ff}])[\u{1f1e6}-\u{1f1ff}]|` +
    String.raw`[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u0300-\u036f\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u206f\u20d0-\u20ff` +
    String.raw`\u3099\u309a\ufe00-\ufe0f\ufeff\u{1f3fb}-\u{1f3ff}\u{e0000}-\u{e01ef}]`,
  "gu",
);
const RUN = `[^${BLANK}${ONE}]+`;
const COUNTED = new RegExp(`${RUN}(?:’${RUN})*|[${ONE}]`, "gu");

export function count(text) {
  return text.replace(SILENT, "").match(COUNTED)?.length ?? 0;
}
