# While a large network is zoomed its cards are stretched; a click that comes right after means the card that is seen there.
import json
import os
import time

LAYERS = 30
layers = [{"kind": "input", "name": "input", "label": "Input", "at": [24, 24]}]
layers += [{"kind": "dense", "name": f"dense_{i}", "label": f"Dense {i}", "at": [24 + 240 * i, 24], "settings": {"units": 4}}
           for i in range(1, LAYERS)]
layers += [{"kind": "output", "name": "output", "label": "Output", "at": [24 + 240 * LAYERS, 24]}]
path = os.path.join(home(), "long.json")
with open(path, "w") as file:
    json.dump({"vitrine": 1, "data": "builtin:spiral", "layers": layers,
               "wires": [{"from": a["name"], "to": b["name"]} for a, b in zip(layers, layers[1:])]}, file)


def turn_and_click(name, button, turns):
    """Turns the wheel with Ctrl over a card's name and clicks at once, before the sheet has settled."""
    x, y, _ = robot.target(f"group:Network >> group:{name}@50%,12")
    robot.glide(x, y)
    keys = robot.mods_down("ctrl")
    for _ in range(turns):
        robot.x.button(button, True)
        robot.x.button(button, False)
        time.sleep(0.02)
    robot.mods_up(keys)
    robot.x.button(1, True)
    robot.x.button(1, False)
    wait_still()
    assert_description(f"group:Network >> group:{name}", "/chosen/")


key("ctrl+o")
choose_file(path)
wait_for("group:Network >> group:Dense 2")
wait_still()
turn_and_click("Dense 2", 4, 4)     # larger
turn_and_click("Dense 3", 5, 6)     # smaller
assert_not_blank("group:Network")
assert_no_warnings()
