// Watches one control and one picture in the page; injected before the page's scripts.
// A value counts as set when the user's event has been handled, and as shown in the
// animation frame that paints it, after all other callbacks of that frame have run.
(() => {
  const { kind, setting } = window.probeOptions;
  const sets = []; // [ms, value] of every value the user set, in order
  const frames = []; // [ms, value] of every animation frame that shows another value
  const probe = { sets, frames, bytes: 0, shown: undefined, firstPicture: undefined };
  window.probe = probe;

  // ---- the last callback of every animation frame is ours
  const request = window.requestAnimationFrame.bind(window);
  let waiting = new Map();
  let running = new Map();
  let lastId = 0;
  window.requestAnimationFrame = (callback) => {
    waiting.set((lastId += 1), callback);
    return lastId;
  };
  window.cancelAnimationFrame = (id) => {
    waiting.delete(id);
    running.delete(id);
  };
  const frame = (now) => {
    request(frame);
    [running, waiting] = [waiting, new Map()];
    for (const callback of running.values()) {
      try {
        callback(now);
      } catch (error) {
        reportError(error);
      }
    }
    look();
  };
  request(frame);

  // ---- what the picture shows
  let image;
  const pixels = new OffscreenCanvas(10, 1).getContext("2d", {
    willReadFrequently: true,
  });
  const readers = {
    label: () => document.querySelector("[data-floor-label]")?.textContent,
    image: () => {
      const found = [...document.querySelectorAll("img[src^='data:image/png']")].at(-1);
      if (!found?.complete || !found.naturalWidth) return undefined;
      const source = found.getAttribute("src");
      if (found !== image?.element || source !== image.source) {
        image = { element: found, source };
      }
      return 1;
    },
    // ten blocks of 20 × 14 pixels, 10 pixels from the lower left corner
    blocks: () => {
      const before = image;
      if (readers.image() === undefined || image === before) return probe.shown;
      const top = image.element.naturalHeight - 17;
      pixels.drawImage(image.element, 10, top, 200, 1, 0, 0, 10, 1);
      const { data } = pixels.getImageData(0, 0, 10, 1);
      const bright = (k, channel) => data[4 * k + channel] > 127;
      const marked = bright(0, 0) && !bright(0, 1) && !bright(9, 0) && bright(9, 1);
      if (!marked) return undefined;
      let value = 0;
      for (let bit = 0; bit < 8; bit += 1) value += bright(bit + 1, 0) << bit;
      return value;
    },
    canvas: () => {
      const { frame: count, settings } =
        document.querySelector("[data-explorer-canvas]")?.dataset ?? {};
      if (!(count > 0) || count === probe.count) return probe.shown;
      probe.count = count;
      return new URLSearchParams(settings).get(setting) ?? undefined;
    },
  };

  let listeners = [];
  function look() {
    const value = readers[kind]();
    if (value === undefined || Number(value) === probe.shown) return;
    probe.shown = Number(value);
    probe.firstPicture ??= performance.now();
    frames.push([performance.now(), probe.shown]);
    const still = listeners;
    listeners = [];
    for (const listener of still) listener();
  }

  // ---- what the user set: the control says so in aria-valuenow before the event ends
  const controls = {
    label: "[data-floor-range]",
    blocks: ".noUi-handle",
    canvas:
      `input[type=range][data-setting="${setting}"],` +
      `[data-setting="${setting}"] input[type=range]`,
  };
  let control;
  probe.control = () => {
    if (!control?.isConnected) control = document.querySelector(controls[kind]);
    return control;
  };
  const value = () => Number(probe.control()?.getAttribute("aria-valuenow") ?? NaN);
  let known;
  let key; // when the key went down whose effect is still to come
  const note = (event) => {
    const now = value();
    if (Number.isNaN(now) || now === known) return;
    if (known !== undefined && event) sets.push([key ?? performance.now(), now]);
    known = now;
    key = undefined;
  };
  window.addEventListener("keydown", (event) => (key = event.timeStamp), true);
  window.addEventListener("pointermove", () => (key = undefined), true);
  for (const type of ["keydown", "input", "pointerdown", "mousedown", "pointermove",
    "mousemove", "pointerup", "mouseup", "change"]) {
    window.addEventListener(type, note);
  }

  // ---- what the harness asks
  probe.start = () => {
    note();
    sets.length = frames.length = 0;
    probe.bytes = 0;
  };
  probe.report = () => ({ sets, frames, bytes: probe.bytes });
  probe.agrees = () => probe.shown === value();
  probe.settled = (patience) =>
    new Promise((resolve) => {
      const timer = setTimeout(() => resolve(false), patience);
      const check = () => {
        if (!probe.agrees()) return listeners.push(check);
        clearTimeout(timer);
        resolve(true);
      };
      check();
    });
  // Set `count` other values, each as soon as the last is shown, from `start` on.
  probe.sweep = async (start, count, patience) => {
    const range = probe.control();
    const [low, high] = [Number(range.min), Number(range.max)];
    let done = 0;
    for (let turn = start; done < count; turn += 1) {
      const phase = (turn % 400) / 200; // up and down the middle of the range
      const place = 0.2 + 0.6 * Math.min(phase, 2 - phase);
      range.value = low + place * (high - low);
      const before = known;
      range.dispatchEvent(new InputEvent("input", { bubbles: true }));
      if (known === before) continue;
      done += 1;
      if (!(await probe.settled(patience))) throw new Error("a picture did not come");
    }
    return start + count;
  };
  probe.grip = () => {
    probe.control().scrollIntoView({ block: "nearest" });
    const box = probe.control().getBoundingClientRect();
    const track = (probe.control().closest(".noUi-base") ?? probe.control())
      .getBoundingClientRect();
    return { x: box.x + box.width / 2, y: box.y + box.height / 2,
      left: track.left, width: track.width, isThumb: kind === "blocks" };
  };

  const Socket = window.WebSocket;
  window.WebSocket = class extends Socket {
    constructor(...args) {
      super(...args);
      this.addEventListener("message", ({ data }) => {
        probe.bytes += data.byteLength ?? data.size ?? data.length;
      });
    }
  };
})();
