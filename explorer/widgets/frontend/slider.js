// A native range input with a number box. The range runs from 0 to 1; we do the scale,
// the step grid and the keys, so that an off-grid value is shown where it is. How a
// number is written, the kernel knows: it comes with the picture that shows it.

const scales = {
  linear: {
    toPosition: (v, lo, hi) => (hi > lo ? (v - lo) / (hi - lo) : 0),
    toValue: (p, lo, hi, step) => {
      const value = lo + p * (hi - lo);
      return step ? tidy(Math.round(value / step) * step) : value;
    },
    nudge: (v, steps, lo, hi, step) => tidy(v + steps * step),
  },
  log: {
    toPosition: (v, lo, hi) => Math.log(v / lo) / Math.log(hi / lo),
    toValue: (p, lo, hi) => Number((lo * (hi / lo) ** p).toPrecision(3)),
    // `step` counts in decades here
    nudge: (v, steps, lo, hi, step) => Number((v * 10 ** (steps * step)).toPrecision(4)),
  },
};
const tidy = (value) => Number(value.toPrecision(12));
const clamp = (v, lo, hi) => Math.min(hi, Math.max(lo, v));

function makeSlider(context) {
  const { model, el } = context;
  const channel = channels.get(model.get("_id"));
  const name = newId("slider");
  const range = focusable("input", { type: "range", id: name, min: 0, max: 1, step: "any" });
  const box = focusable("input", { type: "text", inputmode: "decimal", class: "bpx-box" });
  const label = element("label", { for: name });
  const problem = element("span", { class: "bpx-problem", role: "alert" });
  const root = element("div", { class: "bpx-slider" }, label, box, range, problem);
  let settle = null;
  let typing = false; // what is being typed is not written over

  const scale = () => scales[model.get("scale")] ?? scales.linear;
  const ends = () => [model.get("min"), model.get("max")];
  const isInteger = () => model.get("integer");
  const text = () => model.get("text");

  // The thumb and its number move with the hand; how the number is written, the kernel
  // says with the picture. What is as it was is left alone: each write costs a layout.
  // The attribute knows no powers of ten, so 1e-13 is written out.
  const say = (name, value) => {
    const now = String(value).includes("e-")
      ? value.toLocaleString("en", { maximumFractionDigits: 20 })
      : value;
    if (range.getAttribute(`aria-${name}`) !== String(now)) range.setAttribute(`aria-${name}`, now);
  };
  const paint = () => {
    const value = model.get("value");
    const [least, most] = ends();
    const position = clamp(scale().toPosition(value, least, most), 0, 1);
    range.value = position;
    range.style.setProperty("--bpx-filled", `${100 * position}%`);
    say("valuenow", value);
    say("valuemin", least);
    say("valuemax", most);
  };
  const write = () => {
    say("valuetext", text());
    if (!typing && box.value !== text()) box.value = text();
  };

  const choose = (value, released = false) => {
    if (isInteger()) value = Math.round(value);
    value = clamp(value, ...ends());
    if (value === model.get("value")) paint(); // the thumb goes back to what it shows
    else model.set("value", value);
    channel.offer({ kind: "value", value, released });
  };
  const release = () => {
    clearTimeout(settle);
    settle = null;
    channel.offer({ kind: "value", value: model.get("value"), released: true });
  };
  const releaseSoon = () => {
    clearTimeout(settle);
    settle = setTimeout(release, 250);
  };

  range.addEventListener("input", () => {
    const value = scale().toValue(Number(range.value), ...ends(), model.get("step"));
    if (value !== model.get("value")) choose(value);
  });
  range.addEventListener("change", () => release());
  range.addEventListener("keydown", (event) => {
    if (event.altKey && settle) release(); // before what a shortcut does
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const [lo, hi] = ends();
    const value = model.get("value");
    const fine = event.shiftKey && !isInteger() ? 0.1 : 1;
    const by = (steps) => scale().nudge(value, steps * fine, lo, hi, model.get("step"));
    const targets = {
      ArrowRight: by(1), ArrowUp: by(1), ArrowLeft: by(-1), ArrowDown: by(-1),
      PageUp: by(10), PageDown: by(-10), Home: lo, End: hi,
    };
    if (!(event.key in targets)) return;
    event.preventDefault();
    choose(targets[event.key]);
    releaseSoon();
  });

  // The box takes every spelling; the kernel reads it and answers with a sentence. Enter
  // and Escape leave the focus here, for Tab and the arrows to go on from.
  const finish = (send) => {
    if (typing && send) channel.offer({ kind: "text", text: box.value });
    typing = false;
    write();
  };
  box.addEventListener("input", () => (typing = true));
  box.addEventListener("change", () => finish(true));
  box.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && typing) event.stopPropagation(); // closes no drawer yet
    if (!["Enter", "Escape"].includes(event.key)) return;
    finish(event.key === "Enter");
    box.select();
  });
  box.addEventListener("focus", () => box.select());
  box.addEventListener("blur", () => finish(true));

  follow(context, ["label", "help"], () => {
    label.textContent = model.get("label");
    root.title = model.get("help");
    box.setAttribute("aria-label", `${model.get("label")}, type a number`);
  });
  follow(context, ["problem"], () => {
    problem.textContent = model.get("problem");
    root.classList.toggle("bpx-refused", model.get("problem") !== "");
  });
  disable(context, range, box);
  follow(context, ["value", "min", "max", "step", "scale"], paint);
  follow(context, ["text"], write);
  mark(context, root);
  el.append(root);
  return { root, range, channel, choose, release, paint };
}
