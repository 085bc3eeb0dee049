// Counts down to the moment in the page. Without script the page says the moment and looks again by itself.
const HOUR = 3600, DAY = 24 * HOUR;
const two = (n) => String(n).padStart(2, "0");

for (const time of document.querySelectorAll("time[data-countdown]")) {
  const moment = Date.parse(time.dateTime);
  // the server's clock counts, not the one of the machine on the stage
  const ahead = time.dataset.now ? Date.parse(time.dataset.now) - Date.now() : 0;
  const words = time.textContent;
  const tick = () => {
    const left = Math.ceil((moment - Date.now() - ahead) / 1000);
    if (left > DAY) return;
    time.toggleAttribute("data-counting", left > 0);
    if (left > 0) {
      time.textContent = `${left >= HOUR ? `${Math.floor(left / HOUR)}:` : ""}${two(Math.floor((left % HOUR) / 60))}:${two(left % 60)}`;
      setTimeout(tick, 250);
    } else {
      time.textContent = words;
      setTimeout(() => location.reload(), 1500);
    }
  };
  tick();
}
