// One exercise: the question names a group that holds the box or the options. Whatever
// is pressed takes the answer along, so that a draft is never lost.
function makeExercise(context) {
  const { model, el } = context;
  const id = newId("exercise");
  const place = element("span", { class: "bpx-place" });
  const question = element("legend", { "aria-live": "polite" });
  const given = element("p", { class: "bpx-given", id: `${id}-given` });
  const letters = element("p", { class: "bpx-letters" });
  const answers = element("div", { class: "bpx-answers" });
  const feedback = element("p", { class: "bpx-feedback", "aria-live": "polite" });
  const hints = element("ol", { class: "bpx-hints", "aria-live": "polite" });
  let asked = null; // name of the exercise whose answer stands in the page

  const answer = () =>
    answers.querySelector("input[type=text]")?.value ?? answers.querySelector(":checked")?.value ?? "";
  const act = (what) => {
    const content = { kind: "exercise", act: what, name: asked, answer: answer() };
    channels.get(model.get("_id")).offer(content);
  };
  const button = (what, words) => {
    const made = focusable("button", { type: "button", "data-action": `exercise-${what}` }, words);
    made.addEventListener("click", () => act(what));
    return made;
  };
  answers.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    act("check");
  });

  const box = () => {
    const note = element("span", { class: "bpx-note", id: `${id}-note` }, model.get("note"));
    const input = focusable("input", {
      type: "text", id, autocomplete: "off", spellcheck: "false",
      "aria-describedby": `${id}-given ${id}-note`,
    });
    input.value = model.get("answer");
    return [element("label", { for: id }, "Your answer"), input, note];
  };
  const option = (words) => {
    const dot = focusable("input", { type: "radio", name: id, value: words });
    dot.checked = words === model.get("answer");
    return element("label", { class: "bpx-option" }, dot, element("span", {}, words));
  };

  const more = button("hint", "");
  follow(context, ["name"], () => {
    asked = model.get("name");
    question.textContent = model.get("question");
    given.textContent = model.get("given");
    place.textContent = model.get("place");
    const options = model.get("options");
    answers.replaceChildren(...(options.length ? options.map(option) : box()));
  });
  follow(context, ["letters"], () => (letters.textContent = model.get("letters")));
  follow(context, ["feedback", "right"], () => {
    feedback.textContent = model.get("feedback");
    feedback.classList.toggle("bpx-right", model.get("right"));
  });
  follow(context, ["hints"], () => {
    hints.replaceChildren(...model.get("hints").map((words) => element("li", {}, words)));
  });
  follow(context, ["hint_label"], () => (more.textContent = model.get("hint_label")));

  // every question with room for an answer; only paper shows them
  const paper = element("ol", { class: "bpx-paper" });
  follow(context, ["paper"], () => {
    paper.replaceChildren(...model.get("paper").map(([given, words, options]) =>
      element("li", {},
        ...(given ? [element("p", { class: "bpx-given" }, given)] : []),
        element("p", {}, words),
        ...(options.length ? options.map((one) => element("p", { class: "bpx-choose" }, one)) : [element("div", { class: "bpx-blank" })]))));
  });

  const root = element("div", { class: "bpx-exercise" },
    element("div", { class: "bpx-turn" }, button("previous", "Previous"), place, button("next", "Next")),
    element("fieldset", {}, question, given, letters, answers),
    element("div", { class: "bpx-turn" }, button("check", "Check"), more),
    feedback,
    hints,
    paper,
  );
  mark(context, root);
  el.append(root);
}
