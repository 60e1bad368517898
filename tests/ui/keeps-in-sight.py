# What is added pushes nothing out of a view that showed all, and who looks at a part keeps it; copies lie clear; a note is where it was asked for.
def add_after(card):
    click(f'group:Network >> group:{card}@40,-12')
    key("a")
    wait_for("list:Layers that fit")
    key("Return")


def assert_apart(a, b):
    (ax, ay, aw, ah), (bx, by, bw, bh) = where(a), where(b)
    assert ax + aw <= bx or bx + bw <= ax or ay + ah <= by or by + bh <= ay, f"{a} and {b} lie on each other"


before = where("group:Network >> group:Output")
sheet = where("group:Network")
add_after("Dense 1")
wait_for("group:Network >> group:Dense 3")
wait_still("group:Network >> group:Output")
output = where("group:Network >> group:Output")
assert output != before
assert output[0] + output[2] <= sheet[0] + sheet[2], "Output was pushed out of sight"

# Zoomed in, the view is somebody's own.
click("button:Zoom in")
click("button:Zoom in")
zoom = text("group:Network >> label:/%$/")
add_after("Dense 3")
wait_for("group:Network >> group:Dense 4")
wait_still("group:Network >> group:Dense 4")
assert_text("group:Network >> label:/%$/", zoom)
click("button:Fit")

# A copy covers nothing, wherever it lands.
click("group:Network >> group:Dense 3@40,-12")
key("ctrl+c")
for number in 5, 6:   # also while the first copy is chosen
    key("ctrl+v")
    wait_for(f"group:Network >> group:Dense {number}")
    click("button:Fit")
    wait_still(f"group:Network >> group:Dense {number}")
    for other in ["Input", "Output"] + [f"Dense {i}" for i in range(1, number)]:
        assert_apart(f"group:Network >> group:Dense {number}", f"group:Network >> group:{other}")

# A note is written where its menu was asked for.
click("button:Fit")
x, y = where("group:Network")[:2]
right_click("group:Network@40,30")
wait_for("menu item:/^Arrange the cards/")
click("menu item:Add a note")
wait_for("text:Text of the note")
type("Here")
key("ctrl+Return")
wait_for("group:Network >> group:Note: Here")
note = where("group:Network >> group:Note: Here")
assert abs(note[0] - x - 40) < 12 and abs(note[1] - y - 30) < 12, f"the note lies at {note}"
assert_no_warnings()
