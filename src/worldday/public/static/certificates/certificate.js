// What follows # in a scanned code stays in the phone. If it says something else than this certificate, tell so. What it says lies
// between the key's code and the signature: a certificate that was signed anew says the same, and its older papers are no forgeries.
const said = (digits) => BigInt(digits).toString(16).slice(17, -128);
const ours = document.getElementById("code").dataset.digits;
const scanned = location.hash.slice(1);
const other = /^[0-9]{200,}$/.test(scanned) && (scanned.length > 4000 || said(scanned) !== said(ours));
if (other) document.querySelector("[data-other-code]").hidden = false;
