"""What is said to an answer in the ledger: the slip it shows, and hints in rungs."""

from __future__ import annotations

from explorer.core.ledger import RULES as RULE_OF
from explorer.core.ledger import Row
from explorer.core.ledger_slips import slips
from explorer.exercises import mistake_name
from explorer.exercises.checker import agrees
from explorer.explorers.by_hand.cells import letter, made_of, value_of
from explorer.explorers.by_hand.typed import RULES
from explorer.explorers.by_hand.work import Said, Work
from explorer.language.numbers import significant

RUNGS = 3
_HERE = {"MB": "a bias left out"}  # where the catalogue speaks of learning
TOO_SOON = "Try a number first; then the next hint opens."
FILLS = "Another ? fills it in."

_LOOK = {
    "z": "Which wires lead into this unit, and what comes in over each? Mind the bias.",
    "h": "Find the unit's z on the left of its curve: what is the height there?",
    "loss": "How far is each output from its target?",
    "error": "Does the output have to rise or to fall?",
    "output_delta": "What lies between the two ports of the output?",
    "dh": "How many wires leave this unit, and what came back over each?",
    "hidden_delta": "What lies between the two ports of the unit?",
    "gradient": "Which number comes into this wire, and which one back to it?",
    "update": "Which way does this slope fall?",
    "after": "What does the forward pass give with the new weights?",
}
_RULE = {
    "evaluate": "Put the numbers into the formula of this place alone.",
    "add": "Over each wire weight times what comes over it; then add.",
    "multiply": "What came back times the slope of the unit at its own z.",
    "incoming": "What came in times what came back.",
    "against": "Minus the learning rate times the gradient.",
}
_SLIPS = {
    "M1": "That is a height or a slope of something else; look at the row itself.",
    "M2": "Check the sign: the step goes against the slope.",
    "M2b": "Turn the sign: output minus target, then along the way back.",
    "M3": "The step is the learning rate times the gradient, sign and size.",
    "M3b": "The learning rate is missing.",
    "M7": "Take the slope at z, not at h.",
    "M9": "What counts is what comes in over the wire, not the wire's own weight.",
    "M9b": "Multiply by what comes in over the wire as well.",
    "M10": "That is one wire alone. Another one arrives too: add it.",
    "M10b": "Ways that lie side by side add; they do not multiply.",
    "M10c": "Only the last wire survived. Add them all.",
    "M18": "On its way back a δ is multiplied by the weight of the wire.",
    "M19": "Use the old weights; they change after the whole backward pass.",
    "M20": "Walk the wires backwards: which weights leave this unit?",
    "MB": "The bias is one more wire, from the constant 1.",
    "MD": "The slope of the activation is missing.",
    "ME": "What came back is missing.",
    "MH": "Mind the ½ in the loss.",
    "MQ": "Each error is squared.",
    "MV": "Follow this very wire: another input stands at its beginning.",
    "MZ": "That is z; put it through the activation.",
}


def reply(row: Row, w: Work) -> str:
    """Say how an answer fares, and which slip leads to it; nothing if none is given."""
    said = w.said[row.name]
    parts = []
    if said.number:
        parts.append("✓ number." if said.number_right else f"↺ {_slip(row, said, w)}")
    if said.rule != "unsaid":
        parts.append("✓ rule." if said.rule_right else "↺ rule: not yet.")
    return " ".join(parts)


def _slip(row: Row, said: Said, w: Work) -> str:
    """Name the slip that leads to a wrong number."""
    value = float(said.number)
    for name, wrong in slips(w.network, w.ledger, row):
        if agrees(value, wrong):
            called = _HERE.get(name) or mistake_name(name)
            return f"Not yet. Looks like {called}. {_SLIPS[name]}"
    if agrees(-value, row.value):
        return "Not yet. The size is right; which sign?"
    return "Not yet. A hint may show where to look."


def rung(row: Row, w: Work, notation: str, number: int) -> str:
    """Return a hint: where to look, by which rule, or the step worked."""
    if number == 0:
        return _LOOK[row.stage]
    rule = RULE_OF[row.stage]
    if number == 1:
        return f"{RULES[rule].capitalize()}: {_RULE[rule]}"
    name = letter(row.name, w, notation)
    made = made_of(row, w, notation, shown=True)
    parts = dict.fromkeys(n for product in row.products for n in product)
    given = ", ".join(
        f"{letter(n, w, notation)} = {significant(w.ledger.values[n], 4)}"
        for n in parts
    )
    return f"{name} = {made}, with {given}: {value_of(row)}."
