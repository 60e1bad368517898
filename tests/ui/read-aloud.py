# The window as a screen reader has it, walked in its main states: whatever takes the keyboard has a name, what is drawn is told
# in words, and nothing is said twice.
import re, tempfile

LINE = re.compile(r'^(?P<indent> *)(?P<role>[a-z ]+) "(?P<name>[^"]*)"(?: \((?P<words>.*?)\))?(?: \[(?P<states>[^\]]*)\])?(?P<hidden> ~)?')
# What GTK makes inside its own widgets takes the keyboard through the widget around it.
INNER = ("scroll pane", "list", "filler", "table", "separator", "menu", "frame")
TOLD = ("image", "slider", "panel", "list item", "spin button")

def read_aloud(state):
    with tempfile.NamedTemporaryFile() as file:
        tree(path=file.name, extents=False)
        lines = open(file.name, encoding="utf-8").read().splitlines()
    faults = [f"{state}: {line}" for line in a11y_lint()]
    for line in lines:
        found = LINE.match(line)
        if not found or found["hidden"] or "focusable" not in (found["states"] or ""):
            continue
        role, name, words = found["role"].strip(), found["name"], found["words"] or ""
        if role in INNER or (role == "list item" and not name):   # a row of GtkListView is read by the label in it
            continue
        if not name.strip() or re.match(r"(Gtk|Adw|Vt)[A-Z]", name):
            faults.append(f"{state}: a {role} has no name: {line.strip()}")
        if role in TOLD and not words and name != "Network":
            faults.append(f"{state}: {role} “{name}” is not described")
        if words == name:
            faults.append(f"{state}: {role} “{name}” is said twice")
    assert not faults, "\n".join(faults)

read_aloud("start")
click("button:Spiral*")
wait_for("button:Train")
wait_still("group:Network")
read_aloud("network")
assert_description("group:Network >> group:Dense 1", "/^Dense, 8 numbers, 24 parameters/")
assert_description("group:Network >> group:Dense 1", "/fed by Input, feeds Dense 2/")
assert_description("image:Dense 1 to Dense 2", "/8 numbers/")
assert_description("image:Legend", "/orange is below 0, blue above/")

click("group:Network >> group:Dense 1@60,20")
wait_for("spin button:Neurons")
assert_description("spin button:Neurons", "/^How many neurons/")
assert_description("button:Activation", "/^Tanh\\. How each neuron/")
read_aloud("chosen")

click("button:Train")
wait_text("group:Epoch >> label:*", "/^[1-9]/", timeout=10)
click("button:Pause")
click("page tab:Data")
wait_for("list:Data >> Digits")
read_aloud("data")
click("list:Data >> Digits")
wait_for("group:Problem: Dense 1")
assert_description("group:Network >> group:Dense 2", "/shape not known yet/")
read_aloud("problem")
click("button:Undo")
wait_gone("group:Problem: Dense 1")

click("page tab:Predictions")
wait_for("image:Predictions")
read_aloud("predictions")
click("page tab:Confusion")
wait_for("image:Confusion")
assert_description("image:Examples of the cell", "/^Choose a cell/")
read_aloud("confusion")

key("ctrl+comma")
wait_for("window:Preferences")
read_aloud("preferences")
key("Escape")
wait_gone("window:Preferences")
key("F1")
wait_for("window:Keyboard shortcuts")
read_aloud("shortcuts")
key("Escape")
wait_gone("window:Keyboard shortcuts")
assert_no_warnings()
