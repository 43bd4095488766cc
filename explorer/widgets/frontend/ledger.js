// The ledger: two tables with the same columns, each in a box that scrolls by itself.
// A row that asks has a box for the number and a list of rules in the row itself.
function makeLedger(context) {
  const { model, el } = context;
  const said = (act, row, more = {}) => {
    const { number = "", rule = "" } = more;
    channels.get(model.get("_id")).offer({ kind: "ledger", act, row, number, rule });
  };
  const parts = ["upper", "lower"].map((name, place) => {
    const head = element("tr");
    const body = element("tbody");
    const columns = ["name", "of", "number", "number", "mark"];
    const table = element("table", {},
      element("colgroup", {}, ...columns.map((c) => element("col", { class: `bpx-col-${c}` }))),
      element("thead", {}, head),
      body,
    );
    const box = focusable("div", { class: "bpx-scroll", tabindex: "0", role: "region" }, table);
    follow(context, ["heads"], () => {
      const [title, ...others] = model.get("heads")[place] ?? [""];
      box.setAttribute("aria-label", title);
      table.classList.toggle("bpx-wide-mark", others.at(-1)?.length > 1);
      head.replaceChildren(
        element("th", { scope: "col", colspan: "2" }, title),
        ...others.map((words) => (words ? element("th", { scope: "col" }, words) : element("td"))),
      );
    });
    return { name, body, box, drawn: new Map() };
  });

  const answer = (row) => {
    const part = (name) => root.querySelector(`[data-row="${row.id}"] [data-part="${name}"]`)?.value;
    said("answer", row.id, { number: part("number") ?? row.number, rule: part("rule") ?? row.rule });
  };
  const asked = (row) => {
    const rules = focusable("select", { "data-part": "rule", "aria-label": `${row.symbol}: by which rule` });
    for (const [value, words] of model.get("rules")) {
      const option = element("option", { value }, words);
      option.selected = value === row.rule;
      rules.append(option);
    }
    rules.addEventListener("change", () => answer(row));
    if (row.asks === "rule") return { rules };
    const box = focusable("input", {
      type: "text", "data-part": "number", autocomplete: "off", spellcheck: "false",
      "aria-label": `${row.symbol}: your number`,
    });
    box.value = row.number;
    box.addEventListener("change", () => answer(row));
    const hint = focusable("button", {
      type: "button", "data-part": "hint", "aria-label": `${row.symbol}: a hint`, title: "a hint",
    }, "?");
    hint.addEventListener("click", () => said("hint", row.id));
    return { rules, box, hint };
  };

  // A row is one line of cells, and one more line where something is to be said of it.
  const draw = (row) => {
    const line = element("tr", {
      "data-row": row.id, class: `bpx-${row.role} ${row.state ? `bpx-${row.state}` : ""}`,
      "aria-current": row.state === "now" ? "step" : null,
    });
    const go = focusable("button", {
      type: "button", "data-part": "go", tabindex: row.state === "now" ? "0" : "-1",
      title: "go to this row",
    }, row.symbol);
    go.addEventListener("click", () => said("go", row.id));
    const { rules, box, hint } = row.asks ? asked(row) : {};
    const settled = row.made_of !== ""; // the rule is right, or there is none to find
    const made = element("td", { class: "bpx-made" }, settled ? row.made_of : rules ?? "");
    const own = row.role === "forward" ? 0 : 1;
    const numbers = [row.forward, row.back].map((text, i) =>
      element("td", { class: i === own ? "bpx-own" : "bpx-again" }, ...(box && i === own ? [box] : [text])),
    );
    const mark = element("td", { class: "bpx-mark" }, ...(hint ? [hint] : [row.mark]));
    line.append(element("th", { scope: "row" }, go), made, ...numbers, mark);
    if (row.state === "struck") go.setAttribute("aria-label", `${row.symbol}, not needed`);
    if (!row.note && row.asks !== "rule") return [line];
    const words = element("td", { colspan: "5" }, ...(row.asks === "rule" ? [rules] : []), row.note);
    return [line, element("tr", { class: "bpx-note-row", "data-row": row.id }, words)];
  };

  const fill = (part) => {
    const rows = model.get(part.name);
    const inside = part.body.contains(document.activeElement);
    const focused = inside ? document.activeElement : null;
    const place = focused?.closest("tr")?.dataset.row;
    const which = focused?.dataset.part;
    const typed = focused?.value;
    let changed = part.drawn.size !== rows.length;
    const lines = rows.flatMap((row) => {
      const written = JSON.stringify(row);
      const old = part.drawn.get(row.id);
      if (old?.written === written) return old.lines;
      changed = true;
      if (old && row.note && row.note !== old.note) live.textContent = `${row.symbol}: ${row.note}`;
      const made = draw(row);
      part.drawn.set(row.id, { written, lines: made, note: row.note });
      return made;
    });
    if (!changed) return;
    const ids = new Set(rows.map((row) => row.id));
    for (const id of part.drawn.keys()) if (!ids.has(id)) part.drawn.delete(id);
    part.body.replaceChildren(...lines);
    if (place) {
      const again = `[data-row="${place}"] [data-part=`;
      const target = part.body.querySelector(`${again}"${which}"]`) ?? part.body.querySelector(`${again}"go"]`);
      target?.focus({ preventScroll: true });
      if (target?.matches("input") && !target.value) target.value = typed ?? ""; // a draft
    }
    if (!part.body.querySelector('[tabindex="0"]')) {
      part.body.querySelector('[data-part="go"]')?.setAttribute("tabindex", "0");
    }
    bringToSight(part, place);
  };
  const bringToSight = (part, place = null) => {
    const now = part.body.querySelector(place ? `[data-row="${place}"]` : ".bpx-now");
    if (!now) return;
    const { top, bottom } = now.getBoundingClientRect();
    const frame = part.box.getBoundingClientRect();
    const head = part.box.querySelector("thead").getBoundingClientRect().height;
    const under = (now.nextElementSibling?.getBoundingClientRect().bottom ?? bottom) - frame.bottom;
    if (top < frame.top + head) part.box.scrollTop -= frame.top + head - top;
    else if (under > 0) part.box.scrollTop += Math.min(under, top - frame.top - head);
  };

  const live = element("div", { class: "bpx-heard", "aria-live": "polite" });
  const root = element("div", { class: "bpx-ledger", role: "group" }, ...parts.map(({ box }) => box));
  root.addEventListener("keydown", (event) => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!by || event.target.dataset.part !== "go") return;
    event.preventDefault();
    const all = [...root.querySelectorAll('[data-part="go"]')];
    all[all.indexOf(event.target) + by]?.focus();
  });
  // the page finds its sizes after the rows are there
  const sizes = new ResizeObserver(() => parts.forEach((part) => bringToSight(part)));
  for (const part of parts) {
    follow(context, [part.name, "rules"], () => fill(part));
    sizes.observe(part.box);
  }
  context.signal?.addEventListener("abort", () => sizes.disconnect());
  follow(context, ["label"], () => root.setAttribute("aria-label", model.get("label")));
  root.append(live);
  mark(context, root);
  el.append(root);
}
