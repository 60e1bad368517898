# A document that another program changes is noticed, and the one who works on it says what shall be.
import json
import os

path = os.path.join(home(), "net.json")


def write(units):
    with open(path + ".new", "w") as file:
        json.dump({"vitrine": 1, "data": "builtin:xor", "layers": [
            {"kind": "input", "name": "input", "label": "Input", "at": [24, 58]},
            {"kind": "dense", "name": "dense_1", "label": "Dense 1", "at": [240, 24], "settings": {"units": units}},
            {"kind": "output", "name": "output", "label": "Output", "at": [480, 26]}],
            "wires": [{"from": "input", "to": "dense_1"}, {"from": "dense_1", "to": "output"}]}, file)
    os.rename(path + ".new", path)


write(3)
key("ctrl+o")
choose_file(path)
wait_for("image:Dense 1 to Output")
assert_description("image:Dense 1 to Output", "3 numbers")
assert_gone("button:Reload")

write(5)
wait_for("button:Reload")
click("button:Reload")
wait_gone("button:Reload")
assert_description("image:Dense 1 to Output", "5 numbers")

# Mine is kept, counts as unsaved, and what is saved here is not called a change.
write(6)
wait_for("button:Keep mine")
click("button:Keep mine")
wait_gone("button:Reload")
assert_description("image:Dense 1 to Output", "5 numbers")
key("ctrl+s")
sleep(1)
assert_gone("button:Reload")
with open(path) as file:
    assert json.load(file)["layers"][1]["settings"]["units"] == 5

os.remove(path)
wait_for("label:/moved or deleted/")
close_window()
click("button:Save")
expect_exit()
assert os.path.exists(path)
assert_no_warnings()
