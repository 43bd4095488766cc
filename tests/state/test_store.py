"""The store announces a change once, refuses as a whole, and knows the way back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.state import Store

from .examples import Walk


@pytest.fixture
def heard():
    return []


@pytest.fixture
def store(heard):
    made = Store(Walk())
    made.listen(lambda settings, changed: heard.append((settings, changed)))
    return made


def test_one_change_one_notification(store, heard):
    changed = store.update(weight=2, steps=200, loss="half_squared")
    assert changed == {"weight", "steps"}
    assert heard == [(Walk(weight=2.0, steps=200), changed)]
    assert store.settings == Walk(weight=2.0, steps=200)


def test_no_change_no_notification(store, heard):
    assert store.update(weight=0, solid=False) == frozenset()
    assert store.update() == frozenset()
    assert heard == []
    assert not store.can_undo


def test_what_another_field_forces_is_announced_too(store):
    store.update(step=250)
    assert store.update(steps=100) == {"steps", "step"}


@pytest.mark.parametrize(
    "values",
    [
        {"weight": float("nan"), "steps": 10},
        {"steps": 10, "loss": "bce", "output": "tanh"},
        {"steps": 10, "nonsense": 1},
    ],
)
def test_a_refusal_changes_nothing(store, heard, values):
    with pytest.raises(ValueError, match=r"must|needs|unknown"):
        store.update(**values)
    assert store.settings == Walk()
    assert heard == []
    assert not store.can_undo


def test_what_is_locked_stays_whatever_is_changed(store, heard):
    store.open(Walk(weight=1, step=250), frozenset({"weight", "step"}))
    heard.clear()
    for values in ({"weight": 2}, {"seed": 3, "weight": 2}, {"steps": 100}):
        with pytest.raises(ValueError, match=r"(weight|step) is locked; it stays"):
            store.update(**values)
    assert store.settings == Walk(weight=1, step=250)
    assert heard == []
    store.update(seed=3, weight=1)
    store.undo()
    store.reset()
    assert store.settings == Walk(weight=1, step=250)
    store.open(Walk())
    store.update(weight=2)
    assert store.settings.weight == 2


@pytest.mark.parametrize("again", ["update", "undo", "reset", "open"])
def test_a_listener_must_not_change_settings(store, again):
    def meddle(settings, changed):
        arguments = {"update": [{"steps": 10}], "open": [Walk()]}.get(again, [])
        if again == "update":
            store.update(**arguments[0])
        else:
            getattr(store, again)(*arguments)

    store.listen(meddle)
    with pytest.raises(RuntimeError, match="listener must not change"):
        store.update(weight=1)
    assert store.settings == Walk(weight=1)


def test_after_a_listener_failed_the_store_still_works(store, heard):
    def fail(settings, changed):
        if settings.weight == 1:
            raise KeyError("oh")

    store.listen(fail)
    with pytest.raises(KeyError):
        store.update(weight=1)
    store.update(weight=2)
    assert [settings.weight for settings, _ in heard] == [1.0, 2.0]
    assert store.settings.weight == 2.0
    assert store.reset() == {"weight"}


def test_undo_goes_back_change_by_change(store, heard):
    store.update(weight=1)
    store.update(steps=50)
    assert store.undo() == {"steps"}
    assert store.settings == Walk(weight=1)
    assert store.undo() == {"weight"}
    assert store.settings == Walk()
    assert not store.can_undo
    assert store.undo() == frozenset()
    assert len(heard) == 4


def test_a_drag_is_one_entry(store):
    store.update(steps=50)
    for weight in range(1, 30):
        store.update(weight=weight, drag=True)
    store.update(weight=30)
    assert store.undo() == {"weight"}
    assert store.settings == Walk(steps=50)


def test_a_drag_can_end_where_it_is(store):
    store.update(weight=1, drag=True)
    store.update(weight=2, drag=True)
    store.settle()
    store.settle()
    store.update(weight=3, drag=True)
    store.settle()
    store.undo()
    assert store.settings.weight == 2
    store.undo()
    assert store.settings.weight == 0


def test_a_drag_back_to_its_start_leaves_nothing(store):
    store.update(weight=1, drag=True)
    assert store.can_undo
    store.update(weight=0, drag=True)
    store.update(weight=0)
    assert not store.can_undo


def test_a_change_elsewhere_ends_the_drag(store):
    store.update(weight=1, drag=True)
    store.update(steps=50)
    store.undo()
    assert store.settings == Walk(weight=1)
    store.undo()
    assert store.settings == Walk()


def test_a_drag_that_began_with_more_fields_is_still_one(store):
    store.update(weight=1, step=20)
    store.update(weight=2, step=0, drag=True)  # a new start from step 20
    store.update(weight=3, drag=True)
    store.update(weight=4)
    store.undo()
    assert store.settings == Walk(weight=1, step=20)


def test_undo_during_a_drag_takes_the_drag_back(store):
    store.update(weight=1)
    store.update(weight=2, drag=True)
    store.undo()
    assert store.settings.weight == 1
    store.undo()
    assert store.settings.weight == 0


def test_a_refused_value_does_not_end_the_drag(store):
    store.update(weight=1, drag=True)
    with pytest.raises(ValueError, match="weight must be"):
        store.update(weight="x", drag=True)
    store.update(weight=2, drag=True)
    store.settle()
    store.undo()
    assert store.settings == Walk()


def test_pointing_at_something_is_passed_over_by_undo(store, heard):
    store.update(weight=1)
    store.update(undoable=False, output="tanh")
    assert heard[-1][1] == {"output"}
    store.undo()
    assert store.settings == Walk()
    assert not store.can_undo


def test_pointing_does_not_end_a_drag(store):
    store.update(weight=1, drag=True)
    store.update(undoable=False, output="tanh")
    store.update(weight=2)
    store.undo()
    assert store.settings == Walk()


def test_fifty_entries_are_kept(store):
    for weight in range(1, 100):
        store.update(weight=weight)
    for _ in range(60):
        store.undo()
    assert store.settings.weight == 49


def test_reset_goes_to_where_it_was_opened_and_can_be_undone(heard):
    store = Store(Walk(weight=5))
    store.update(weight=1)
    store.update(steps=50)
    assert store.reset() == {"weight", "steps"}
    assert store.settings == Walk(weight=5)
    assert store.reset() == frozenset()
    store.undo()
    assert store.settings == Walk(weight=1, steps=50)


def test_opening_a_link_begins_anew(store, heard):
    store.update(weight=1)
    assert store.open(Walk(steps=50)) == {"weight", "steps"}
    assert len(heard) == 2
    assert not store.can_undo
    store.update(weight=7)
    store.reset()
    assert store.settings == Walk(steps=50)


MOVES = st.one_of(
    st.tuples(st.just("drag"), st.integers(-5, 5)),
    st.tuples(st.just("release"), st.integers(-5, 5)),
    st.tuples(st.just("other"), st.integers(1, 5)),
    st.tuples(st.sampled_from(["settle", "undo", "reset"]), st.just(0)),
)


@given(st.lists(MOVES, max_size=30))
def test_undo_always_leads_back_to_the_opening(moves):
    store, told = Store(Walk()), []
    store.listen(lambda settings, changed: told.append(settings))
    for move, value in moves:
        before, count = store.settings, len(told)
        if move in ("drag", "release"):
            store.update(weight=value, drag=move == "drag")
        elif move == "other":
            store.update(steps=value)
        else:
            getattr(store, move)()
        assert len(told) - count == (before != store.settings)
    while store.can_undo:
        assert store.undo()
    assert store.settings == Walk()
