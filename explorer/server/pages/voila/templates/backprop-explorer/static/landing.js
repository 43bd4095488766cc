// The search of the landing page: of the slides that stand on it, those with every word
// that was typed. Without this script the whole list can be opened and read.

const form = document.getElementById("find");
const box = form.querySelector("input");
const said = document.getElementById("found");
const list = document.getElementById("slides");
const slides = [...list.querySelectorAll("li")].map((node) => {
  const { words } = node.dataset;
  return { node, words, id: words.split(" ")[0] };
});

// As the cards name items: "deck 3 (14)", or 14 after "slide", a comma or a space; "3-14"
// is the same, because nobody counts decks from 0. What goes on as a number is one: 0.47.
const OF_DECK = /(?:^|[^\w.])decks?\s*(\d+)(?![\w.])(?:[\s,(-]+(?:(?:slides?|items?)\s*)?0*(\d{1,2}[a-z]?)(?!\w|[.,]\d)\)?)?/g;
const SHORT = /(?:^|[\s,])([1-4])[-–]0*(\d{1,2}[a-z]?)(?![^\s,])/g;

// The items that a text names, each by how its id begins, and the words that are left.
function read(text) {
  const named = [];
  const note = (_, deck, item = "") => {
    const number = item && `${parseInt(item)}`.padStart(2, "0") + item.replace(/\d+/, "");
    named.push({ begins: `s${deck - 1}-${number}`, whole: Boolean(item) });
    return " ";
  };
  const left = text.toLowerCase().replace(OF_DECK, note).replace(SHORT, note);
  return { named, words: left.split(/\s+/).filter((word) => word && word !== ",") };
}

function find() {
  const asked = read(box.value);
  const isAsked = asked.named.length + asked.words.length > 0;
  let count = 0;
  for (const { node, words, id } of slides) {
    const isNamed = asked.named.every(({ begins, whole }) => (whole ? id === begins : id.startsWith(begins)));
    node.hidden = !(isNamed && asked.words.every((word) => words.includes(word)));
    count += node.hidden ? 0 : 1;
  }
  for (const deck of list.querySelectorAll("section")) {
    deck.hidden = !deck.querySelector("li:not([hidden])");
  }
  list.open = isAsked;
  list.classList.toggle("searched", isAsked);
  const slidesSaid = count === 1 ? "1 slide" : `${count} slides`;
  said.textContent = isAsked ? (count ? slidesSaid : "No slide has that. Try another word.") : "";
}

box.addEventListener("input", find);
form.addEventListener("submit", (event) => {
  event.preventDefault();
  const hits = list.querySelectorAll("li:not([hidden])");
  const link = list.querySelector("li:not([hidden]) a");
  if (hits.length === 1) link?.click();
  else link?.focus();
});
form.hidden = false;
find(); // what a reload has left in the box
