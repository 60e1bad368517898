# A file can be handed to the program that runs already; a large one is read without the window standing still; a bad one changes nothing.
import json
import os

cli = os.environ["VITRINE_CLI"]
app = os.path.join(os.path.dirname(os.path.dirname(cli)), "vitrine")
wide = os.path.join(home(), "wide.json")
large = os.path.join(home(), "large.vitrine")
bad = os.path.join(home(), "bad.vitrine")

shell(f"'{cli}' examples spiral -o '{wide}'")
with open(wide) as file:
    document = json.load(file)
for layer in document["layers"]:
    if layer["kind"] == "dense":
        layer["settings"]["units"] = 3000
with open(wide, "w") as file:
    json.dump(document, file)
shell(f"'{cli}' train '{wide}' --steps 1 --save '{large}'")
assert os.path.getsize(large) > 30e6
with open(large, "rb") as file, open(bad, "wb") as half:
    half.write(file.read()[:20000000])

# The second call hands its file to the first, which opens a window for it and ends at once.
shell(f"timeout 20 '{app}' '{bad}'")
wait_for("label:/bad.vitrine/", timeout=20)
assert len(windows()) == 2
close_window()
sleep(0.3)
assert len(windows()) == 1

key("ctrl+o")
choose_file(large)
assert_responsive(3, max_ms=400)
wait_for("label:/^4 layers, 9/", timeout=30)
wait_state("button:Train", "!insensitive", timeout=20)
assert_no_warnings()
