// Says when kernel or server is gone, and brings the page back with its settings: they
// are in the address. Asks for the kernel by plain HTTP, because a socket that is cut
// somewhere on its way looks open for minutes.
{
  const PAUSE = 1500; // ms between an answer and the next question
  const PATIENCE = 2500; // ms to wait for an answer
  const config = JSON.parse(document.getElementById("jupyter-config-data").textContent);
  const address = (path) => `${config.baseUrl}${path}/${document.body.dataset.kernelId}`;
  let socket = null; // JupyterLab's connection to the kernel, when our widgets have it
  let cutSince = null;
  let over = false;

  const bar = document.createElement("div");
  bar.id = "trouble";
  bar.hidden = true;
  bar.setAttribute("role", "alert");
  const words = document.createElement("span");
  const again = document.createElement("button");
  again.type = "button";
  again.textContent = "Start again";
  again.addEventListener("click", () => location.reload());
  bar.append(words, again);
  document.body.append(bar);

  function say(text) {
    if (words.textContent !== text) words.textContent = text;
    again.hidden = !over;
    bar.hidden = !text;
  }

  function end() {
    if (over) return;
    over = true;
    say("This explorer has ended. Your settings are in the address.");
  }

  function cut() {
    cutSince ??= performance.now();
    if (performance.now() - cutSince > 1000) say("No connection. Trying again\u2026");
  }

  async function ask() {
    try {
      const signal = AbortSignal.timeout(PATIENCE);
      const answer = await fetch(address("api/kernels"), { signal, cache: "no-store" });
      if ([401, 403, 404].includes(answer.status)) end();
      else if (!answer.ok) throw new Error(answer.status);
      else heard();
    } catch {
      cutSince ??= performance.now() - PATIENCE;
      cut();
    }
  }

  // The server answers; the socket has to be there as well.
  function heard() {
    if (!socket || socket.isDisposed) return;
    if (socket.connectionStatus !== "connected") {
      cut();
      socket.reconnect().catch(() => {});
      return;
    }
    if (cutSince === null) return;
    cutSince = null;
    say("");
    document.dispatchEvent(new Event("bpx-reconnected"));
  }

  async function watch() {
    while (!over) {
      if (document.body.dataset.kernelId) await ask();
      await new Promise((done) => setTimeout(done, PAUSE));
    }
  }

  document.addEventListener("bpx-kernel", ({ detail }) => {
    socket = detail;
    socket.statusChanged.connect((_, status) => {
      // what is restarted here comes back empty
      if (["dead", "restarting", "autorestarting"].includes(status)) end();
    });
    socket.connectionStatusChanged.connect((_, status) => {
      if (status !== "connected") cutSince ??= performance.now();
    });
  });
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden && !over && document.body.dataset.kernelId) ask();
  });

  // Voila's front end ends the kernel of a closing page, but not before all of it has
  // loaded, and not on phones, whose browsers leave "beforeunload" out.
  let told = false;
  addEventListener("beforeunload", () => (told = Boolean(socket)));
  addEventListener("pagehide", () => {
    if (told || over || !document.body.dataset.kernelId) return;
    const form = new FormData();
    form.append("_xsrf", document.cookie.match("\\b_xsrf=([^;]*)\\b")?.[1] ?? "");
    navigator.sendBeacon(address("voila/api/shutdown"), form);
  });
  addEventListener("pageshow", (event) => {
    if (event.persisted) location.reload();
  });
  watch();
}
