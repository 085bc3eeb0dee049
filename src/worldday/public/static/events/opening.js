// Counting down to the opening of bookings by the server's clock; the page works without it.
const box = document.querySelector("[data-opens]"), shown = box.querySelector("[data-count]"), opened = box.querySelector("[data-opened]");
const opens = Number(box.dataset.opens), ahead = Number(box.dataset.now) - Date.now();
const two = (n) => String(n).padStart(2, "0");

function tick() {
  const left = Math.max(0, Math.ceil((opens - Date.now() - ahead) / 1000));
  if (left === 0) {
    shown.hidden = true;
    opened.hidden = false;
    clearInterval(timer);
    return;
  }
  const days = Math.floor(left / 86400), zh = document.documentElement.lang.startsWith("zh");
  const day = days ? `${days}${zh ? " 天 " : " d "}` : "";
  shown.textContent = `${day}${Math.floor(left / 3600) % 24}:${two(Math.floor(left / 60) % 60)}:${two(left % 60)}`;
  shown.hidden = false;
}
const timer = setInterval(tick, 1000);
tick();
