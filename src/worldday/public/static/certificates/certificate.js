// What follows # in a scanned code stays in the phone. If it is not the code of this certificate, say so.
const ours = document.getElementById("code").dataset.digits;
const scanned = location.hash.slice(1);
if (/^[0-9]{200,}$/.test(scanned) && scanned !== ours) document.querySelector("[data-other-code]").hidden = false;
