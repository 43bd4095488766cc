// One module for all widgets; the model says which kind it is.

const kinds = {
  canvas: (context) => new Picture(context),
  slider: makeSlider,
  player: makePlayer,
  choice: makeChoice,
  toggle: makeToggle,
  text: makeText,
  button: makeButton,
  tabs: makeTabs,
  drawer: makeDrawer,
  table: makeTable,
  exercise: makeExercise,
  ledger: makeLedger,
  share: makeShare,
  equation: makeEquation,
  status: makeStatus,
  heading: makeHeading,
};

const code = {
  initialize({ model }) {
    register(model);
  },
  render(context) {
    context.el.classList.add("bpx");
    kinds[context.model.get("kind")](context);
  },
};

// Light or dark, as the page is; it can change while it is open.
function wear() {
  const root = document.documentElement;
  const put = () => (root.dataset.bpxLook = lookOfPage());
  put();
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", put);
  new MutationObserver(put).observe(document.body, { attributeFilter: ["data-jp-theme-light"] });
}

// What has the focus may be put away by a key: by undo in another tab, or for the projector.
// Then the focus goes to what is in sight of the same explorer, not to nowhere.
function keepFocus() {
  let last = null;
  let asked = false;
  const look = () => {
    asked = false;
    if (!last) return;
    const gone = !last.node.getClientRects().length;
    const now = document.activeElement;
    if (now !== document.body && !(gone && now === last.node)) return;
    const home = last.home.isConnected && gone && last.home;
    last = null;
    const stops = home ? stopsIn(home) : [];
    const best = stops.find((node) => node.matches('[role="tab"], [data-action="tuck"]'));
    (best ?? stops[0])?.focus({ preventScroll: true });
  };
  document.addEventListener("focusin", ({ target }) => {
    const home = target.closest(".bpx-explorer");
    last = home && { node: target, home };
  });
  painted.addEventListener("painted", () => {
    if (asked) return;
    asked = true;
    setTimeout(look, 150); // the browser takes the focus away when it has drawn
  });
}

export default {
  // This runs for the Frontend model alone: style, font, then open the house.
  async initialize({ model }) {
    const edition = model.get("_edition");
    const home = (globalThis[Symbol.for("backprop-explorer")] ??= new Map());
    if (!home.has(edition)) {
      let resolve;
      const promise = new Promise((done) => (resolve = done));
      home.set(edition, { promise, resolve });
    }
    const entry = home.get(edition);
    if (entry.open) return;
    entry.open = true;
    wear();
    keepFocus();
    document.head.append(element("style", {}, model.get("style_sheet")));
    const bytes = model.get("font");
    const font = new FontFace("bpx DejaVu", bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
    font.load().then((face) => document.fonts.add(face));
    entry.resolve(code);
  },
};
