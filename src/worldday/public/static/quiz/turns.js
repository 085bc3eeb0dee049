// Turning pages by keys and by swiping: 1–9 and A–F choose, Enter goes on, ← and → turn.
const FAR = 60, STEEP = 0.6;

export function turns({stage, turn, next, isOne}) {
  const writing = (target) => target.matches?.("input[type=text], select, textarea");
  document.addEventListener("keydown", (event) => {
    if (!isOne() || event.repeat || event.ctrlKey || event.metaKey || event.altKey) return;
    const inside = event.target === document.body || stage.contains(event.target);
    if (!inside || (writing(event.target) && event.key !== "Enter")) return;
    if (event.key === "Enter" && !event.target.matches("button, a, summary, select")) { event.preventDefault(); next(); return; }
    if (event.key === "ArrowRight" && !event.target.matches("input[type=radio]")) { event.preventDefault(); turn(1); }
    else if (event.key === "ArrowLeft" && !event.target.matches("input[type=radio]")) { event.preventDefault(); turn(-1); }
    else pick(event);
  });

  function pick(event) {
    const place = /^[1-9]$/.test(event.key) ? Number(event.key) - 1 : "abcdef".indexOf(event.key.toLowerCase());
    const input = place < 0 || event.key.length > 1 ? null : stage.querySelectorAll(".ask-choice input")[place];
    if (input && !input.disabled) { event.preventDefault(); input.focus(); input.click(); }
  }

  let from = null;
  stage.addEventListener("touchstart", (event) => {
    const touch = event.touches[0];
    from = event.touches.length === 1 && !event.target.closest(".ask-handle, input[type=text], select") ? [touch.clientX, touch.clientY] : null;
  }, {passive: true});
  stage.addEventListener("touchend", (event) => {
    if (!from || !isOne()) return;
    const touch = event.changedTouches[0], x = touch.clientX - from[0], y = touch.clientY - from[1];
    from = null;
    if (Math.abs(x) > FAR && Math.abs(y) < Math.abs(x) * STEEP) turn(x < 0 ? 1 : -1);
  }, {passive: true});
}
