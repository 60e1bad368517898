# What is saved opens again with the same numbers, in the window and on the command line.
import json
import os

path = os.path.join(home(), "trained.vitrine")

click("button:Train")
wait_text("group:Epoch >> label:*", "/^[1-9][0-9]/", timeout=20)
click("button:Pause")
wait_for("button:Train")
wait_still("group:Accuracy")
names = ("Epoch", "Step", "Loss", "Accuracy", "Validation loss", "Validation accuracy")
before = {name: text(f"group:{name} >> label:*") for name in names}
key("ctrl+s")
choose_file(path)
wait_gone("dialog:*")
shell(f"test -s '{path}'")

quit_app()
start_app()
key("ctrl+o")
choose_file(path)
wait_text("group:Epoch >> label:*", before["Epoch"])
after = {name: text(f"group:{name} >> label:*") for name in ("Epoch", "Step", "Validation loss", "Validation accuracy")}
for name, value in after.items():
    assert value == before[name], f"{name} was {before[name]} and is {value}"

scores = json.loads(shell(f"'{os.environ['VITRINE_CLI']}' eval '{path}' --json"))
shown = float(before["Validation loss"])
assert abs(scores["loss"] - shown) <= 0.0006, f"the command line says {scores['loss']}, the window {shown}"
assert_no_warnings()
