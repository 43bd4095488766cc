// The other controls, each a native element with a name.

const decide = (context, value) => {
  const { model } = context;
  model.set("value", value);
  channels.get(model.get("_id")).offer({ kind: "value", value, released: true });
};
const press = (context, more = {}) =>
  channels.get(context.model.get("_id")).offer({ kind: "press", ...more });

// Alt with a key presses this button, wherever in its explorer the focus is; on a page of
// its own also where there is none. `code` is the place of the key: Option+R types ®.
const shortcuts = {
  reset: "KeyR", undo: "KeyZ", play: "KeyK", forward: "KeyL", describe: "KeyJ", projector: "KeyP",
};
const withKey = (action, words) =>
  action in shortcuts ? `${words} (Alt+${shortcuts[action].at(-1)})` : words;

function addShortcut(context, action, button) {
  const code = shortcuts[action];
  if (!code) return;
  const onKey = (event) => {
    const others = event.ctrlKey || event.metaKey || event.shiftKey;
    if (event.code !== code || !event.altKey || others) return;
    if (!listens(context, event.target) || event.target.closest(".bpx-text")) return;
    event.preventDefault();
    if (!(event.repeat && action === "play")) button.click();
  };
  button.setAttribute("aria-keyshortcuts", `Alt+${code.at(-1)}`);
  document.addEventListener("keydown", onKey, { signal: context.signal });
}

// Whether a key that is pressed there is meant for this control.
function listens({ el, model }, target) {
  if (model.get("hidden") || el.closest(".bpx-gone")) return false;
  return el.closest(".bpx-explorer")?.contains(target) || (inVoila() && target === document.body);
}

function makeChoice(context) {
  const { model, el } = context;
  const id = newId("choice");
  const label = element("label", { for: id });
  const select = focusable("select", { id });
  const root = element("div", { class: "bpx-choice" }, label, select);
  select.addEventListener("change", () => decide(context, select.value));
  follow(context, ["label", "help"], () => {
    label.textContent = model.get("label");
    root.title = model.get("help");
  });
  follow(context, ["options", "value"], () => {
    const options = model.get("options"); // [[value, words], ...]
    select.replaceChildren(
      ...options.map(([value, words]) => {
        const option = element("option", { value }, words);
        option.selected = value === model.get("value");
        return option;
      }),
    );
  });
  disable(context, select);
  mark(context, root);
  el.append(root);
}

function makeToggle(context) {
  const { model, el } = context;
  const box = focusable("input", { type: "checkbox" });
  const words = element("span");
  const root = element("label", { class: "bpx-toggle" }, box, words);
  box.addEventListener("change", () => decide(context, box.checked));
  follow(context, ["label", "help"], () => {
    words.textContent = model.get("label");
    root.title = model.get("help");
  });
  follow(context, ["value"], () => (box.checked = model.get("value")));
  disable(context, box);
  mark(context, root);
  el.append(root);
}

// A line of text; Enter (or leaving the box) sends it, Escape brings the old one back.
function makeText(context) {
  const { model, el } = context;
  const id = newId("text");
  const label = element("label", { for: id });
  const box = focusable("input", { type: "text", id, spellcheck: "false", autocomplete: "off" });
  const problem = element("span", { class: "bpx-problem", role: "alert", id: `${id}-problem` });
  const root = element("div", { class: "bpx-text" }, label, box, problem);
  let sent = null;
  const enter = () => {
    if (box.value === (sent ?? model.get("value"))) return;
    sent = box.value;
    channels.get(model.get("_id")).offer({ kind: "text", text: sent });
  };
  box.addEventListener("change", enter);
  box.addEventListener("keydown", (event) => {
    if (event.key === "Enter") enter();
    if (event.key === "Escape" && box.value !== model.get("value")) {
      event.stopPropagation(); // the next one closes what is open
      box.value = model.get("value");
    }
  });
  follow(context, ["label", "help"], () => {
    label.textContent = model.get("label");
    root.title = model.get("help");
  });
  follow(context, ["value"], () => {
    sent = null;
    box.value = model.get("value");
  });
  follow(context, ["problem"], () => {
    problem.textContent = model.get("problem");
    box.setAttribute("aria-invalid", String(Boolean(model.get("problem"))));
    box.setAttribute("aria-describedby", `${id}-problem`);
  });
  disable(context, box);
  mark(context, root);
  el.append(root);
}

const acted = new EventTarget(); // a button is pressed: what plays, stops

function makeButton(context) {
  const { model, el } = context;
  const button = focusable("button", { type: "button", class: "bpx-button" });
  button.addEventListener("click", () => {
    const action = model.get("action");
    const goesBack = ["reset", "undo"].includes(action) || action.startsWith("preset-");
    const detail = { explorer: el.closest(".bpx-explorer"), goesBack };
    acted.dispatchEvent(new CustomEvent("acted", { detail }));
    press(context);
  });
  follow(context, ["label", "help", "pressed"], () => {
    button.textContent = model.get("label");
    button.title = model.get("help");
    const pressed = model.get("pressed");
    if (pressed !== null) button.setAttribute("aria-pressed", String(pressed));
  });
  disable(context, button);
  addShortcut(context, model.get("action"), button);
  mark(context, button);
  el.append(button);
}

function makeTabs(context) {
  const { model, el } = context;
  const root = element("div", { class: "bpx-tabs", role: "tablist" });
  const draw = () => {
    root.setAttribute("aria-label", model.get("label"));
    const focused = root.contains(document.activeElement);
    root.replaceChildren(
      ...model.get("options").map(([value, words]) => {
        const chosen = value === model.get("value");
        const tab = focusable("button", {
          type: "button", role: "tab", "aria-selected": String(chosen),
          tabindex: chosen ? "0" : "-1", "data-value": value,
        }, words);
        tab.disabled = Boolean(model.get("locked"));
        tab.addEventListener("click", () => decide(context, value));
        return tab;
      }),
    );
    if (focused) root.querySelector('[aria-selected="true"]')?.focus();
  };
  root.addEventListener("keydown", (event) => {
    const values = model.get("options").map(([value]) => value);
    const now = values.indexOf(model.get("value"));
    const next = { ArrowRight: now + 1, ArrowLeft: now - 1, Home: 0, End: -1 }[event.key];
    if (next === undefined || model.get("locked")) return;
    event.preventDefault();
    decide(context, values.at(next % values.length)); // beyond an end is the other end
  });
  follow(context, ["options", "value", "label", "locked"], draw);
  mark(context, root);
  el.append(root);
}

// Back, play, forward and a scrubber. Playing waits for each picture to be painted.
function makePlayer(context) {
  const { model } = context;
  const { root, range, channel, choose, release } = makeSlider(context);
  root.classList.add("bpx-player");
  const shortest = 60; // ms between two steps
  let playing = false;
  let last = 0;
  let asked = 0; // the step that was asked for last
  const icon = (action, words, glyph, act) => {
    const button = focusable("button", {
      type: "button", "data-action": action, "aria-label": words,
      title: withKey(action, words),
    }, glyph);
    button.addEventListener("click", act);
    addShortcut(context, action, button);
    return button;
  };
  const show = () => {
    play.textContent = playing ? "❚❚" : "▶";
    play.setAttribute("aria-label", playing ? "pause" : "play");
    play.title = withKey("play", playing ? "pause" : "play");
  };
  const stop = () => {
    if (!playing) return;
    playing = false;
    show();
    release();
  };
  const advance = () => {
    if (!playing) return;
    const value = model.get("value");
    if (value >= model.get("max") || value < asked) return stop(); // the run ends earlier
    last = performance.now();
    asked = value + 1;
    choose(asked);
  };
  const step = (by) => {
    playing = false;
    show();
    choose(model.get("value") + by);
    release();
  };
  const back = icon("back", "one step back", "◀❙", () => step(-1));
  const play = icon("play", "play", "▶", () => {
    if (playing) return stop();
    playing = true;
    asked = 0;
    show();
    if (model.get("value") >= model.get("max")) choose(model.get("min"));
    else advance();
  });
  const forward = icon("forward", "one step forward", "❙▶", () => step(1));
  const onPainted = () => {
    if (playing) setTimeout(advance, Math.max(0, shortest - (performance.now() - last)));
  };
  painted.addEventListener("painted", onPainted, { signal: context.signal });
  // who takes the slider back while it plays has not reached the end of the run
  for (const kind of ["input", "keydown"]) range.addEventListener(kind, () => (asked = 0));
  // A step that is still to be said would undo what a reset does.
  const onActed = ({ detail }) => {
    if (!playing || detail.explorer !== context.el.closest(".bpx-explorer")) return;
    if (!detail.goesBack) return stop();
    playing = false;
    show();
    channel.forget();
  };
  acted.addEventListener("acted", onActed, { signal: context.signal });
  model.on("msg:custom", (content) => {
    if (content.kind === "stop" && playing) {
      playing = false;
      show();
    }
  });
  disable(context, back, play, forward);
  root.prepend(element("div", { class: "bpx-transport" }, back, play, forward));
}

// Where Tab stops, in the order of the page.
const stopsIn = (root) =>
  [...root.querySelectorAll("a[href], button, input, select, summary, [tabindex]")].filter(
    (node) => node.tabIndex >= 0 && !node.disabled && node.getClientRects().length,
  );

// A button that opens a panel over the pictures; of those in sight one is open. A question
// mark opens the one of the keys, unless it is being typed. The panel stands elsewhere in
// the page; for Tab it follows its button.
function makeDrawer(context) {
  const { model, el } = context;
  const button = focusable("button", { type: "button", class: "bpx-button bpx-drawer", "aria-expanded": "false" });
  const panel = () => {
    const home = el.closest(".bpx-explorer");
    return home?.querySelector(`.bpx-panel-${model.get("name")}`);
  };
  const set = (open) => {
    if (open) {
      const others = el.closest(".bpx-explorer")?.querySelectorAll('.bpx-drawer[aria-expanded="true"]');
      for (const other of others ?? []) if (other !== button) other.click();
    }
    button.setAttribute("aria-expanded", String(open));
    panel()?.classList.toggle("bpx-open", open);
    panel()?.addEventListener("click", onChosen);
    press(context, { open });
  };
  const close = () => {
    set(false);
    button.focus();
  };
  // what a preset shows is not to lie under the list of them
  const onChosen = ({ target }) => {
    if (target.closest('[data-action^="preset-"]')) close();
  };
  button.addEventListener("click", () => set(button.getAttribute("aria-expanded") !== "true"));
  follow(context, ["hidden"], () => {
    if (model.get("hidden") && button.getAttribute("aria-expanded") === "true") set(false);
  });
  const onKey = (event) => {
    const typing = event.target.closest("input[type=text], select");
    if (event.key === "?" && model.get("name") === "keys" && !typing && listens(context, event.target)) {
      event.preventDefault();
      button.click();
      button.focus();
    }
    if (button.getAttribute("aria-expanded") !== "true") return;
    if (event.key === "Escape" && listens(context, event.target)) close();
    if (event.key === "Tab") walk(event);
  };
  const walk = (event) => {
    const [opened, { target, shiftKey }] = [panel(), event];
    const inside = stopsIn(opened);
    let next = null;
    if (target === button && !shiftKey) next = inside[0];
    else if (target === inside[0] && shiftKey) next = button;
    else if (target === inside.at(-1) && !shiftKey) {
      const others = stopsIn(document).filter((node) => !opened.contains(node));
      next = others[others.indexOf(button) + 1];
    } else if (!opened.contains(target)) {
      opened.inert = true; // passed over by this press of the key
      setTimeout(() => (opened.inert = false));
    }
    if (!next) return;
    event.preventDefault();
    next.focus();
  };
  document.addEventListener("keydown", onKey, { signal: context.signal });
  follow(context, ["label", "help"], () => {
    button.textContent = model.get("label");
    button.title = model.get("help");
  });
  mark(context, button);
  el.append(button);
}

const NUMBER = /^[+−]?[\d.]+( × 10\S+)?$/;

function makeTable(context) {
  const { model, el } = context;
  const caption = element("caption");
  const head = element("thead");
  const body = element("tbody");
  const root = element("table", { class: "bpx-table" }, caption, head, body);
  const scroll = focusable("div", { class: "bpx-scroll", tabindex: "0", role: "region" }, root);
  follow(context, ["caption", "columns", "rows"], () => {
    caption.textContent = model.get("caption");
    scroll.setAttribute("aria-label", model.get("caption") || "Data table");
    const [columns, rows] = [model.get("columns"), model.get("rows")];
    // numbers end below one another; a column that holds none begins so
    const aligned = columns.map((_, i) => (rows.some((row) => NUMBER.test(row[i])) ? "" : "bpx-words"));
    const heads = columns.map((words, i) => element("th", { scope: "col", class: aligned[i] }, words));
    head.replaceChildren(element("tr", {}, ...heads));
    body.replaceChildren(
      ...rows.map(([first, ...rest]) =>
        element("tr", {}, element("th", { scope: "row" }, first),
          ...rest.map((cell, i) => element("td", { class: aligned[i + 1] }, cell))),
      ),
    );
  });
  el.append(scroll);
}

// One equation: symbols above, their numbers below, in the colours of the picture. It is
// as large as there is room for; under the hand it shrinks, but does not grow again.
const SMALLEST = 0.6;

function makeEquation(context) {
  const { model, el } = context;
  const root = element("div", { class: "bpx-equation", role: "group" });
  let [shape, lengths, size] = ["", "", 1];
  const fit = () => {
    // the gaps do not shrink, hence more than once
    for (let again = 0; again < 5 && size > SMALLEST; again += 1) {
      const [room, need] = [root.clientWidth, root.scrollWidth];
      if (need <= room) return;
      size = Math.max(SMALLEST, (0.99 * size * room) / need);
      root.style.setProperty("--bpx-fit", size.toFixed(3));
    }
  };
  const anew = () => {
    size = 1;
    root.style.removeProperty("--bpx-fit");
    fit();
  };
  follow(context, ["terms"], () => {
    const terms = model.get("terms");
    const now = terms.map(({ symbol, role }) => `${symbol} ${role}`).join("|");
    const before = lengths;
    lengths = String(terms.map(({ value }) => value?.length)); // figures are equally wide
    if (now === shape) {
      // the same product with other numbers: nothing is laid out anew that need not be
      const numbers = root.querySelectorAll(".bpx-number");
      const values = terms.filter(({ value }) => value !== undefined);
      values.forEach(({ value }, i) => {
        const written = numbers[i].firstChild;
        if (written.data !== value) written.data = value;
      });
      if (lengths !== before) fit();
      return;
    }
    shape = now;
    root.replaceChildren(
      ...terms.map(({ symbol, value, role }) =>
        value === undefined
          ? element("span", { class: `bpx-operator bpx-${role ?? "plain"}` }, symbol)
          : element(
              "span",
              { class: `bpx-term bpx-${role}` },
              element("span", { class: "bpx-symbol" }, symbol),
              element("span", { class: "bpx-number" }, value),
            ),
      ),
    );
    anew();
  });
  follow(context, ["label"], () => root.setAttribute("aria-label", model.get("label")));
  const observer = new ResizeObserver(anew);
  observer.observe(root);
  context.signal?.addEventListener("abort", () => observer.disconnect());
  el.append(root);
}

// Two lines; what is longer is opened by a button, over the picture.
function makeStatus(context) {
  const { model, el } = context;
  const line = element("div", { class: "bpx-status", role: "status" });
  const more = focusable("button", { type: "button", class: "bpx-more", hidden: "" });
  const root = element("div", { class: "bpx-say" }, line, more);
  const open = (on) => {
    root.classList.toggle("bpx-all", on);
    more.setAttribute("aria-expanded", String(on));
    more.textContent = on ? "less" : "more";
  };
  const measure = () => {
    const opened = root.classList.contains("bpx-all");
    if (!opened) more.hidden = line.scrollHeight <= line.clientHeight + 1;
  };
  more.addEventListener("click", () => open(!root.classList.contains("bpx-all")));
  // In a drag it follows in silence; what it says in the end is read aloud.
  follow(context, ["text", "quiet"], () => {
    const quiet = model.get("quiet");
    if (quiet) line.setAttribute("aria-live", "off");
    else line.removeAttribute("aria-live");
    line.textContent = model.get("text");
    if (quiet) return;
    open(false);
    requestAnimationFrame(measure);
  });
  const observer = new ResizeObserver(measure);
  observer.observe(line);
  context.signal?.addEventListener("abort", () => observer.disconnect());
  el.append(root);
}

function makeHeading(context) {
  const { model, el } = context;
  const title = element("h1");
  const question = element("p", { class: "bpx-question" });
  follow(context, ["title", "question"], () => {
    title.textContent = model.get("title");
    question.textContent = model.get("question");
  });
  el.append(element("div", { class: "bpx-heading" }, title, question));
}
