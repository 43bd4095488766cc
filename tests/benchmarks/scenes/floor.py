# The floor: a native slider, one line of Python, a label. No path can be faster.
import anywidget
import traitlets


class Floor(anywidget.AnyWidget):
    _esm = """
    export default {
      render({ model, el }) {
        const range = document.createElement("input");
        Object.assign(range, { type: "range", min: 0, max: 255, value: 128 });
        range.style.width = "300px";
        range.dataset.floorRange = "";
        range.dataset.lmSuppressShortcuts = "true";
        range.setAttribute("aria-valuenow", range.value);
        const label = document.createElement("span");
        label.dataset.floorLabel = "";
        const write = () => (label.textContent = model.get("text"));
        range.addEventListener("input", () => {
          range.setAttribute("aria-valuenow", range.value);
          model.set("value", Number(range.value));
          model.save_changes();
        });
        model.on("change:text", write);
        write();
        el.append(range, label);
      },
    };
    """
    value = traitlets.Int(128).tag(sync=True)
    text = traitlets.Unicode("128").tag(sync=True)

    @traitlets.observe("value")
    def _answer(self, change):
        self.text = str(change["new"])


Floor()
