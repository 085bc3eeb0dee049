// The camera, and what it reads: the browser's own detector where there is one, else the reader in vendor/qr.
const EVERY_MS = 120, AGAIN_MS = 2500, SIDE = 720;

async function reader() {
  if ("BarcodeDetector" in window && (await BarcodeDetector.getSupportedFormats()).includes("qr_code")) {
    const detector = new BarcodeDetector({ formats: ["qr_code"] });
    return async (source) => (await detector.detect(source))[0]?.rawValue ?? "";
  }
  return readPixels;
}

// The text in a picture, or "". Also used by the tests, without a camera.
export async function readPixels(source) {
  const { decodeQR } = await import("./vendor/qr/decode.min.js");
  const wide = source.videoWidth || source.width, high = source.videoHeight || source.height;
  const scale = Math.min(1, SIDE / Math.max(wide, high));
  const canvas = Object.assign(document.createElement("canvas"), { width: Math.round(wide * scale), height: Math.round(high * scale) });
  const context = canvas.getContext("2d", { willReadFrequently: true });
  context.drawImage(source, 0, 0, canvas.width, canvas.height);
  try { return decodeQR(context.getImageData(0, 0, canvas.width, canvas.height)); } catch { return ""; }
}

// Starts the camera in `video` and calls `found(text)` for each code, the same one again only after a pause. Returns how to stop.
export async function watch(video, found) {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: false, video: { facingMode: "environment", width: { ideal: 1280 } } });
  const read = await reader();
  video.srcObject = stream;
  await video.play();
  let last = "", seen = 0, running = true;
  (async () => {
    while (running) {
      const text = video.readyState >= 2 ? await read(video).catch(() => "") : "";
      if (text && (text !== last || Date.now() - seen > AGAIN_MS)) { last = text; found(text); }
      if (text) seen = Date.now();
      await new Promise((done) => setTimeout(done, EVERY_MS));
    }
  })();
  return () => { running = false; for (const track of stream.getTracks()) track.stop(); video.srcObject = null; };
}
