// The link of what is shown: a line to copy, and its code. Only the page knows its own
// address, so it is sent to the kernel, which answers with the code of just that.

// The address without what belongs to the server: nobody's token is shared.
function publicAddress() {
  const kept = location.search.slice(1).split("&").filter((pair) => {
    const [name] = new URLSearchParams(pair).keys();
    return name && !private_(name);
  });
  return location.origin + location.pathname + (kept.length ? `?${kept.join("&")}` : "");
}

// What whoever gets the link should know: where it works, and what is asked there.
function aboutAddress() {
  const isHere = ["127.0.0.1", "localhost", "[::1]"].includes(location.hostname);
  const isAsked = document.querySelector('meta[name="backprop-explorer-word"]') !== null;
  const words = [isHere && "This address works on this computer only.", isAsked && "Who opens it is asked for the word of the class."];
  return words.filter(Boolean).join(" ");
}

// Where the page is not served over https, the clipboard is closed and the selection is not.
async function copy(box) {
  box.select();
  try {
    await navigator.clipboard.writeText(box.value);
  } catch {
    document.execCommand("copy");
  }
}

function makeShare(context) {
  const { model, el } = context;
  const channel = channels.get(model.get("_id"));
  const line = (words) => {
    const id = newId("share");
    const box = focusable("input", { type: "text", id, readonly: "" });
    const said = element("span", { "aria-live": "polite", class: "bpx-copied" });
    const button = focusable("button", { type: "button", "data-action": "copy", "aria-describedby": id }, "Copy");
    button.addEventListener("click", async () => {
      await copy(box);
      button.focus(); // to select is to focus
      said.textContent = "copied";
      setTimeout(() => (said.textContent = ""), 2000);
    });
    const root = element("div", { class: "bpx-line" }, element("label", { for: id }, words, " ", said), box, button);
    return { root, box };
  };
  const link = line("Link");
  const python = line("In a notebook");
  const path = svg("path", { fill: "#000" });
  const code = svg("svg", { role: "img", "aria-label": "The same link as a QR code", class: "bpx-code" });
  code.append(svg("rect", { width: "100%", height: "100%", fill: "#fff" }), path);
  const about = element("p", { class: "bpx-note" }, aboutAddress());
  const note = element("p", { class: "bpx-note" });
  const root = element("div", { class: "bpx-share" }, link.root, about, code, note, python.root);
  if (!inVoila()) for (const node of [link.root, about, code, note]) node.remove();

  const ask = () => {
    if (inVoila() && root.offsetWidth) channel.offer({ kind: "address", address: publicAddress() });
  };
  const observer = new ResizeObserver(ask); // it has a size when its panel is open
  observer.observe(root);
  linked.addEventListener("linked", ask, { signal: context.signal });
  context.signal?.addEventListener("abort", () => observer.disconnect());

  follow(context, ["line"], () => (python.box.value = model.get("line")));
  follow(context, ["address", "code", "modules", "note"], () => {
    link.box.value = model.get("address");
    const size = model.get("modules");
    code.setAttribute("viewBox", `0 0 ${size} ${size}`);
    code.classList.toggle("bpx-hidden", !size);
    path.setAttribute("d", model.get("code"));
    note.textContent = model.get("note");
  });
  mark(context, root);
  el.append(root);
}

function svg(tag, attributes) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  return node;
}
