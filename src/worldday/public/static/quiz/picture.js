// The picture to share: drawn on this device, in the colours of the page, so that nobody's result passes through a server.
import {data, find, words} from "./page.js";

const WIDTH = 900, HEIGHT = 1200, MARGIN = 72, CODE = 250;

export async function draw(result, figure) {
  const canvas = document.createElement("canvas"), pen = canvas.getContext("2d");
  [canvas.width, canvas.height] = [WIDTH, HEIGHT];
  const style = getComputedStyle(find(".band")), flash = getComputedStyle(find("[data-points]")).color;
  pen.fillStyle = style.backgroundColor;
  pen.fillRect(0, 0, WIDTH, HEIGHT);
  pen.textBaseline = "top";
  const font = getComputedStyle(document.body).fontFamily;
  pen.fillStyle = style.color;
  pen.font = `700 56px ${font}`;
  let y = wrap(pen, data.name, MARGIN, MARGIN, WIDTH - 2 * MARGIN, 74) + 60;
  pen.fillStyle = flash;
  pen.font = `800 150px ${font}`;
  pen.fillText(`${result.score}`, MARGIN, y);
  pen.font = `700 44px ${font}`;
  pen.fillText(words("score", {n: result.score, of: result.points}), MARGIN, y + 175);
  pen.fillStyle = style.color;
  pen.font = `400 36px ${font}`;
  y += 260;
  for (const line of [find("[data-right]").textContent, find("[data-place]").dataset.place]) if (line) y = wrap(pen, line, MARGIN, y, WIDTH - 2 * MARGIN, 52);
  const code = await loaded(data.urls.qr);
  pen.fillStyle = "#fff";
  pen.fillRect(MARGIN, HEIGHT - MARGIN - CODE, CODE, CODE);
  pen.imageSmoothingEnabled = false;
  pen.drawImage(code, MARGIN, HEIGHT - MARGIN - CODE, CODE, CODE);
  pen.fillStyle = style.color;
  pen.font = `700 40px ${font}`;
  pen.fillText(words("scan"), MARGIN + CODE + 36, HEIGHT - MARGIN - CODE / 2 - 24);
  const image = find("img", figure);
  image.src = canvas.toDataURL("image/png");
  image.alt = `${data.name}: ${words("score", {n: result.score, of: result.points})}`;
  find("figcaption", figure).textContent = words("savePicture");
  figure.hidden = false;
}

function wrap(pen, text, x, y, width, leading) {
  let line = "";
  for (const part of text.match(/[a-z0-9'’.-]+\s*|./gi) ?? []) {
    if (line && pen.measureText(line + part).width > width) { pen.fillText(line, x, y); y += leading; line = ""; }
    line += part;
  }
  pen.fillText(line, x, y);
  return y + leading;
}

function loaded(url) {
  return new Promise((done, failed) => {
    const image = new Image();
    image.onload = () => done(image);
    image.onerror = failed;
    image.src = url;
  });
}
