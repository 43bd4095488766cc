// How the page talks to the kernel: one message in flight per control, the newest value
// next, released by the picture that shows the last one (see exchange.py).

const models = new Map(); // model id -> the ipywidgets model itself
const channels = new Map(); // model id -> Channel
const ownServer = Boolean(document.querySelector('meta[name="backprop-explorer"]'));
let roundTrip = Infinity; // ms, the shortest seen, without the kernel's own work

// Remember a model and open its channel; `model_name` is the id the kernel gave it.
function register(model) {
  const id = model.get("_id");
  if (!channels.has(id)) channels.set(id, new Channel(model));
  model.widget_manager.get_model(id).then((itself) => {
    models.set(id, itself);
    announce(itself.widget_manager.kernel);
  });
  model.on("msg:custom", (content) => {
    if (content.kind === "heard") releaseAll({ [id]: content.sequence }, null);
  });
}

// The page of our dashboards watches the connection (watch.js there).
let announced = null;
function announce(kernel) {
  if (!kernel || kernel === announced) return;
  announced = kernel;
  document.dispatchEvent(new CustomEvent("bpx-kernel", { detail: kernel }));
}

// Whether its kernel can still be told anything: it cannot once the page is being left.
const isHeard = (model) => !models.get(model.get("_id"))?.widget_manager.kernel?.isDisposed;

// Beside the message that the kernel works on, a second one is on its way, so that the
// kernel need not wait for the page. On our own server it leaves just in time, for the
// newer a value is the better; elsewhere Nagle's algorithm or the distance holds an
// answer back, and it leaves at once.
const near = () => ownServer && roundTrip < 12;
function allowedInFlight() {
  if (roundTrip < 12) return 2;
  return Math.min(4, Math.ceil((Math.min(roundTrip, 200) + 16) / 16.7));
}

const MOST_WAITING = 20; // a key can be held for longer than the kernel needs

class Channel {
  constructor(model) {
    this.model = model;
    this.sent = 0;
    this.heard = 0;
    this.waiting = []; // what is still to be said, oldest first
    this.unheard = null; // the last one sent, until it is known to have arrived
    this.times = new Map();
    this.timer = null;
    this.service = 0; // ms the kernel took for the last one
    this.due = 0; // when the next has to leave, to arrive as the kernel has time for it
    this.alarm = null;
  }

  get busy() {
    return this.sent > this.heard || this.waiting.length > 0;
  }

  // A value or a place gives way to the newer one; what is done, as a press, waits.
  offer(content) {
    const { kind, event } = content;
    const last = this.waiting.at(-1);
    const replaces = kind === "value" || ["point", "drag", "drop"].includes(event);
    const gives = last?.kind === kind && last.event === (event === "drop" ? "drag" : event);
    if (replaces && gives) this.waiting.pop();
    this.waiting.push(content);
    if (this.waiting.length > MOST_WAITING) this.waiting.shift();
    this.pump();
  }

  // What is not on the way yet is not said any more.
  forget() {
    this.waiting = [];
  }

  pump() {
    const onTheWay = this.sent - this.heard;
    if (!isHeard(this.model) || !this.waiting.length || onTheWay >= allowedInFlight()) return;
    const now = performance.now();
    if (onTheWay && near() && now < this.due) {
      clearTimeout(this.alarm);
      this.alarm = setTimeout(() => this.pump(), this.due - now);
      return;
    }
    const content = this.waiting.shift();
    this.unheard = content;
    this.sent += 1;
    this.due = Math.max(this.due, now) + this.service;
    this.times.set(this.sent, now);
    this.model.send({ ...content, sequence: this.sent, roundTrip: finite(roundTrip) });
    clearTimeout(this.timer); // an answer can be lost: a closed view, a hidden page
    this.timer = setTimeout(() => this.release(this.sent, null), 250);
  }

  release(sequence, serviceTime) {
    const began = this.times.get(sequence);
    const now = performance.now();
    if (began !== undefined && serviceTime !== null) {
      roundTrip = Math.min(roundTrip, now - began - serviceTime);
      this.service = serviceTime;
    }
    for (const key of this.times.keys()) if (key <= sequence) this.times.delete(key);
    this.heard = Math.max(this.heard, sequence);
    this.due = this.sent > this.heard ? now + this.service - roundTrip : now;
    if (!(this.sent > this.heard)) clearTimeout(this.timer);
    this.pump();
  }
}

// A line that was cut may have lost the last word, so a value is said again.
document.addEventListener("bpx-reconnected", () => {
  for (const channel of channels.values()) {
    const { unheard, waiting } = channel;
    if (!waiting.length && ["value", "text"].includes(unheard?.kind)) channel.offer(unheard);
  }
});

const finite = (number) => (Number.isFinite(number) ? number : null);

// The states of other widgets that came with a picture. A control under the user's hand
// keeps its own value: what the kernel says of it is older than what the hand does.
function applyStates(states) {
  for (const [id, state] of Object.entries(states)) {
    const model = models.get(id);
    if (!model) continue;
    if (channels.get(id)?.busy) delete state.value;
    model.set_state(state);
  }
}

function releaseAll(heard, serviceTime) {
  for (const [id, sequence] of Object.entries(heard)) {
    const channel = channels.get(id);
    if (sequence >= channel?.sent) channel.unheard = null;
    channel?.release(sequence, serviceTime);
  }
}

// ---- small pieces that every control uses ------------------------------------------

// A focusable element; JupyterLab must not read its keys as commands.
function focusable(tag, attributes = {}, ...children) {
  return element(tag, { "data-lm-suppress-shortcuts": "true", ...attributes }, ...children);
}

function element(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined) node.setAttribute(name, value);
  }
  node.append(...children);
  return node;
}

let lastId = 0;
const newId = (what) => `bpx-${what}-${(lastId += 1)}`;

// Call `draw` now and whenever one of these attributes changes; stop with the view.
function follow(context, names, draw) {
  const { model, signal } = context;
  const events = names.map((name) => `change:${name}`).join(" ");
  model.on(events, draw);
  signal?.addEventListener("abort", () => model.off(events, draw));
  draw();
}

// What is disabled by its explorer or locked by the link takes no input.
function disable(context, ...nodes) {
  const { model } = context;
  follow(context, ["disabled", "locked"], () => {
    for (const node of nodes) node.disabled = Boolean(model.get("disabled") || model.get("locked"));
  });
}

// Mark the element as the control of a field or of an action; hide and lock it on request.
function mark(context, node) {
  const { model } = context;
  if (model.get("setting")) node.dataset.setting = model.get("setting");
  if (model.get("action")) node.dataset.action = model.get("action");
  follow(context, ["hidden"], () => {
    // a class, because the widget's layout takes a display of its own when it comes late
    context.el.classList.toggle("bpx-hidden", Boolean(model.get("hidden")));
  });
  follow(context, ["gone"], () => context.el.classList.toggle("bpx-gone", Boolean(model.get("gone"))));
  follow(context, ["locked"], () => context.el.classList.toggle("bpx-locked", Boolean(model.get("locked"))));
}
