// The picture. The kernel draws it with matplotlib and sends the pixels that changed as
// runs of one colour; the page keeps the whole picture and paints it in the next
// animation frame. Over it lie native buttons, one for each thing that can be pointed at.

let decoding = Promise.resolve(); // compressed frames inflate asynchronously, in order

async function inflate(bytes) {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

// Put runs of one colour into the picture (see frame.py); return where they end.
function putRuns(pixels, bytes) {
  const count = bytes.byteLength / 8;
  const colours = new Uint32Array(bytes.buffer, 0, count);
  const places = new Uint32Array(bytes.buffer, 4 * count, count);
  let at = 0;
  for (let i = 0; i < count; i += 1) {
    const colour = colours[i];
    at += places[i] >>> 8;
    for (const end = at + (places[i] & 255); at < end; at += 1) pixels[at] = colour;
  }
  return { first: count ? places[0] >>> 8 : 0, end: at };
}

// One picture on the page; a model may have several (two outputs of one notebook).
class Picture {
  constructor(context) {
    this.context = context;
    this.model = context.model;
    this.channel = channels.get(this.model.get("_id"));
    this.view = newId("view");
    this.number = 0; // of the newest frame decoded
    this.painted = 0;
    this.dirty = null; // the pixels of the picture that are not painted yet
    this.pending = null;
    this.node = element("canvas", { role: "img" });
    this.spots = element("div", { class: "bpx-spots", role: "group" });
    this.card = element("div", { class: "bpx-card", role: "tooltip", hidden: "" });
    this.root = element("div", { class: "bpx-canvas" }, this.node, this.spots, this.card);
    this.root.dataset.explorerCanvas = this.model.get("name");
    this.root.dataset.frame = "0";
    this.root.texts = [];
    this.spots.setAttribute("aria-label", "Things in the picture");
    this.buttons = new Map();
    this.drag = null;
    context.el.append(this.root);
    this.listen();
  }

  listen() {
    const { signal } = this.context;
    const onMessage = (content, buffers) => this.receive(content, buffers);
    this.model.on("msg:custom", onMessage);
    let resize = null;
    const observer = new ResizeObserver((entries) => {
      ({ width: this.width, height: this.height } = entries.at(-1).contentRect);
      clearTimeout(resize);
      resize = setTimeout(() => this.open(), this.opened ? 120 : 0);
    });
    observer.observe(this.root);
    const onVisible = () => document.hidden || this.open();
    document.addEventListener("visibilitychange", onVisible);
    document.addEventListener("bpx-reconnected", onVisible);
    const looks = matchMedia("(prefers-color-scheme: dark)");
    const onLook = () => this.open();
    looks.addEventListener("change", onLook);
    const themes = new MutationObserver(onLook);
    themes.observe(document.body, { attributeFilter: ["data-jp-theme-light"] });
    this.watchRatio(signal);
    signal?.addEventListener("abort", () => {
      this.model.off("msg:custom", onMessage);
      observer.disconnect();
      themes.disconnect();
      document.removeEventListener("visibilitychange", onVisible);
      document.removeEventListener("bpx-reconnected", onVisible);
      looks.removeEventListener("change", onLook);
      if (isHeard(this.model)) this.model.send({ kind: "close", view: this.view });
    });
  }

  // A window moved to the projector has another device-pixel ratio.
  watchRatio(signal) {
    const media = matchMedia(`(resolution: ${devicePixelRatio}dppx)`);
    media.addEventListener("change", () => {
      if (signal?.aborted) return;
      this.open();
      this.watchRatio(signal);
    }, { once: true });
  }

  // Say what this view can show; the kernel answers with a whole picture.
  open() {
    const { width, height } = this.root.getBoundingClientRect();
    if (width < 20 || height < 20 || !isHeard(this.model)) return;
    const first = !this.opened;
    this.opened = true;
    this.model.send({
      kind: "open",
      view: this.view,
      width: Math.round(width * devicePixelRatio),
      height: Math.round(height * devicePixelRatio),
      ratio: devicePixelRatio,
      look: lookOfPage(),
      roundTrip: finite(roundTrip),
      ...(first ? { search: publicSearch() } : {}),
    });
  }

  receive(content, buffers) {
    if (content.kind !== "frame") return;
    releaseAll(content.heard, content.milliseconds); // before decoding: the next may leave
    const source = buffers[0];
    const bytes = new Uint8Array(source.byteLength);
    bytes.set(new Uint8Array(source.buffer ?? source, source.byteOffset ?? 0, source.byteLength));
    if (content.deflated) {
      decoding = decoding.then(() => inflate(bytes)).then((raw) => this.decode(content, raw));
    } else if (this.deflating) {
      decoding = decoding.then(() => this.decode(content, bytes));
    } else {
      this.decode(content, bytes);
    }
    this.deflating = content.deflated;
  }

  decode(content, bytes) {
    if (content.whole) {
      if (content.view && content.view !== this.view && this.image) {
        this.number = content.number; // the same picture, for another page
        return;
      }
      const [width, height] = content.size;
      if (this.node.width !== width || this.node.height !== height || !this.image) {
        this.node.width = width;
        this.node.height = height;
        this.pen = this.node.getContext("2d", { alpha: false });
        this.image = this.pen.createImageData(width, height);
        this.pixels = new Uint32Array(this.image.data.buffer);
      }
      this.ratio = content.ratio;
      this.node.style.aspectRatio = `${width} / ${height}`;
    } else if (!this.image || content.number !== this.number + 1) {
      this.number = content.number;
      this.open(); // a frame was lost: ask for the whole picture
      return;
    }
    this.number = content.number;
    const { first, end } = putRuns(this.pixels, bytes);
    this.dirty = { first: Math.min(first, this.dirty?.first ?? first), end: Math.max(end, this.dirty?.end ?? 0) };
    const before = this.pending;
    this.pending = { ...before, ...content, states: { ...before?.states } };
    if (before && content.some) {
      this.pending.texts = [...before.texts, ...content.texts];
      this.pending.some = before.some;
      if (!before.some) {
        const all = new Map(this.pending.texts.map((e) => [`${e.view} ${e.id}`, e]));
        this.pending.texts = [...all.values()];
      }
    }
    for (const [id, state] of Object.entries(content.states)) {
      this.pending.states[id] = { ...this.pending.states[id], ...state };
    }
    if (!this.asked) {
      this.asked = true;
      requestAnimationFrame(() => this.paint());
    }
  }

  paint() {
    this.asked = false;
    const content = this.pending;
    this.pending = null;
    const { width } = this.node;
    const top = Math.floor(this.dirty.first / width);
    const rows = Math.ceil(this.dirty.end / width) - top;
    if (rows > 0) this.pen.putImageData(this.image, 0, 0, 0, top, width, rows);
    this.dirty = null;
    applyStates(content.states);
    this.write(content);
    if (content.alt) this.node.setAttribute("aria-label", content.alt);
    if (content.spots) this.place(content.spots);
    if (content.handles) for (const spot of content.handles) this.move(spot);
    this.root.dataset.settings = content.settings;
    this.painted += 1;
    this.root.dataset.frame = String(this.painted);
    this.root.setAttribute("aria-busy", String(Boolean(content.unfinished)));
    if (content.link !== undefined) showLink(content.link, content.alt !== undefined);
    this.root.dispatchEvent(new CustomEvent("bpx-painted", { bubbles: true }));
    painted.dispatchEvent(new Event("painted"));
    if (content.unfinished) this.channel.offer({ kind: "continue" });
  }

  // Publish what is written in the picture; during a drag only what differs is sent.
  write({ texts, some }) {
    if (!some) {
      this.root.texts = texts;
      return;
    }
    const fresh = new Map(texts.map((entry) => [`${entry.view} ${entry.id}`, entry]));
    this.root.texts = this.root.texts.map(
      (entry) => fresh.get(`${entry.view} ${entry.id}`) ?? entry,
    );
  }

  // The size comes from the observer: to ask the page for it would lay it out at once.
  move(spot) {
    const button = this.buttons.get(spot.id);
    if (!button) return;
    const shown = [this.width / this.node.width, this.height / this.node.height];
    const [left, top, width, height] = spot.rect.map((n, i) => n * shown[i % 2]);
    const place = `left:${left}px;top:${top}px;width:${width}px;height:${height}px`;
    if (button.place === place) return;
    button.style.cssText = button.place = place;
    // a handle that is a whole picture is no round thing to hold
    const whole = Math.min(width, height) > 60;
    button.classList.toggle("bpx-area", whole && button.classList.contains("bpx-handle"));
  }

  // Native buttons over the picture: a tab stop for each thing that can be moved, one for
  // all others.
  place(spots) {
    const seen = new Set();
    const focused = this.spots.contains(document.activeElement) && document.activeElement;
    for (const spot of spots) {
      seen.add(spot.id);
      let button = this.buttons.get(spot.id);
      if (!button) {
        button = focusable("button", { type: "button", class: "bpx-spot", tabindex: "-1" });
        button.dataset.spot = spot.id;
        this.attend(button, spot.id);
        this.buttons.set(spot.id, button);
        this.spots.append(button);
      }
      button.classList.toggle("bpx-handle", spot.drag);
      if (spot.label !== undefined && button.label !== spot.label) {
        button.label = spot.label;
        button.setAttribute("aria-label", spot.label);
      }
      this.move(spot);
    }
    for (const [id, button] of this.buttons) {
      if (seen.has(id)) continue;
      button.remove();
      this.buttons.delete(id);
    }
    for (const button of this.spots.querySelectorAll(".bpx-handle")) button.tabIndex = 0;
    const fixed = this.fixed();
    if (fixed.length && !fixed.some((button) => button.tabIndex === 0)) fixed[0].tabIndex = 0;
    // what had the focus is gone: to what is left, not to nowhere
    if (focused && !focused.isConnected) this.spots.querySelector('[tabindex="0"]')?.focus();
  }

  fixed() {
    return [...this.spots.querySelectorAll(".bpx-spot:not(.bpx-handle)")];
  }

  attend(button, id) {
    const say = (event, more = {}) => this.channel.offer({ kind: "spot", event, id, ...more });
    const at = (event) => {
      const box = this.node.getBoundingClientRect();
      return {
        x: ((event.clientX - box.left) / box.width) * this.node.width,
        y: ((event.clientY - box.top) / box.height) * this.node.height,
      };
    };
    button.addEventListener("pointerenter", () => this.drag || say("point"));
    button.addEventListener("focus", () => {
      const fixed = this.fixed();
      if (fixed.includes(button)) for (const other of fixed) other.tabIndex = other === button ? 0 : -1;
      if (!this.drag) say("point");
    });
    button.addEventListener("pointerdown", (event) => {
      if (!button.classList.contains("bpx-handle")) return;
      event.preventDefault();
      button.focus({ preventScroll: true });
      button.setPointerCapture(event.pointerId);
      this.drag = id;
    });
    button.addEventListener("pointermove", (event) => {
      if (this.drag === id) say("drag", at(event));
    });
    const drop = (event) => {
      if (this.drag !== id) return;
      this.drag = null;
      say("drop", at(event));
    };
    button.addEventListener("pointerup", drop);
    button.addEventListener("pointercancel", drop);
    button.addEventListener("click", () => {
      if (!button.classList.contains("bpx-handle")) say("press");
    });
    button.addEventListener("keydown", (event) => this.steer(event, button, say));
  }

  // Arrows move between the things of the picture; on a handle they move it instead, and
  // Tab goes on. Home and End jump to the first and last.
  steer(event, button, say) {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const moves = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
    const all = this.fixed();
    const here = all.indexOf(button);
    let target = null;
    if (button.classList.contains("bpx-handle")) {
      if (!(event.key in moves)) return;
      event.preventDefault();
      const [dx, dy] = moves[event.key];
      say("nudge", { dx, dy, fine: event.shiftKey });
      return;
    }
    if (event.key === "Home") target = all[0];
    else if (event.key === "End") target = all.at(-1);
    else if (event.key in moves) {
      const [dx, dy] = moves[event.key];
      target = all[(here + (dx || -dy) + all.length) % all.length];
    }
    if (!target) return;
    event.preventDefault();
    target.focus();
  }
}

const painted = new EventTarget(); // the player waits for it
const linked = new EventTarget(); // the address has changed

// ---- the page around the picture ---------------------------------------------------

const inVoila = () => location.pathname.includes("/voila/");

function lookOfPage() {
  const asked = document.documentElement.dataset.look;
  if (asked) return asked;
  const lab = document.body.dataset.jpThemeLight;
  if (lab !== undefined && !inVoila()) return lab === "false" ? "dark" : "light";
  return matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
}

const private_ = (name) =>
  ["token", "_xsrf", "theme", "template"].includes(name) || name.startsWith("voila-");

// The settings in the address, without what belongs to the server.
function publicSearch() {
  if (!inVoila()) return "";
  const kept = [...new URLSearchParams(location.search)].filter(([name]) => !private_(name));
  return new URLSearchParams(kept).toString();
}

let nextLink = null; // what the address is still to say
let alarm = null;

// Keep the address bar a link to what is shown; in a drag now and then, because browsers
// refuse an address that changes a hundred times in half a minute.
function showLink(link, settled) {
  if (!inVoila()) return;
  nextLink = link;
  if (settled) address();
  else alarm ??= setTimeout(address, 400);
}

// The server's own parameters stay, and the look, which the page itself has put on.
function address() {
  clearTimeout(alarm);
  alarm = null;
  const own = [...new URLSearchParams(location.search)].filter(
    ([name, value]) => private_(name) || (name === "look" && ["light", "dark"].includes(value)),
  );
  const query = [new URLSearchParams(own).toString(), nextLink].filter(Boolean).join("&");
  try {
    history.replaceState(null, "", location.pathname + (query ? `?${query}` : ""));
  } catch (refused) {
    if (refused.name !== "SecurityError") throw refused;
    alarm = setTimeout(address, 1000);
    return;
  }
  linked.dispatchEvent(new Event("linked"));
}
