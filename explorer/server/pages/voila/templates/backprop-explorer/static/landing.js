// The search of the landing page: of the slides that stand on it, those with every word
// that was typed. Without this script the whole list can be opened and read.

const form = document.getElementById("find");
const box = form.querySelector("input");
const said = document.getElementById("found");
const list = document.getElementById("slides");
const slides = [...list.querySelectorAll("li")].map((node) => ({ node, words: node.dataset.words }));

function find() {
  const asked = box.value.toLowerCase().split(/\s+/).filter(Boolean);
  let count = 0;
  for (const { node, words } of slides) {
    node.hidden = !asked.every((word) => words.includes(word));
    count += node.hidden ? 0 : 1;
  }
  for (const deck of list.querySelectorAll("section")) {
    deck.hidden = !deck.querySelector("li:not([hidden])");
  }
  list.open = asked.length > 0;
  list.classList.toggle("searched", asked.length > 0);
  const slidesSaid = count === 1 ? "1 slide" : `${count} slides`;
  said.textContent = asked.length ? (count ? slidesSaid : "No slide has that. Try another word.") : "";
}

box.addEventListener("input", find);
form.addEventListener("submit", (event) => {
  event.preventDefault();
  list.querySelector("li:not([hidden]) a")?.focus();
});
form.hidden = false;
find(); // what a reload has left in the box
