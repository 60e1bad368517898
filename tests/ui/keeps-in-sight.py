# What is added lands in sight, neither zooming nor moving what is there more than it takes; copies lie clear; a note is where it was asked for.
def add_after(card):
    click(f'group:Network >> group:{card}@40,-12')
    key("a")
    wait_for("list:Layers that fit")
    key("Return")


def assert_apart(a, b):
    (ax, ay, aw, ah), (bx, by, bw, bh) = where(a), where(b)
    assert ax + aw <= bx or bx + bw <= ax or ay + ah <= by or by + bh <= ay, f"{a} and {b} lie on each other"


def assert_in_sight(card):
    (x, y, w, h), (left, top, width, height) = where(f"group:Network >> group:{card}"), where("group:Network")
    assert left <= x and x + w <= left + width and top <= y and y + h <= top + height, f"{card} is not in sight"


# Inserted: the zoom stays, and both neighbours are seen, though Output is pushed aside.
zoom = text("group:Network >> label:/%$/")
add_after("Dense 1")
wait_for("group:Network >> group:Dense 3")
wait_still("group:Network >> group:Dense 3")
assert_text("group:Network >> label:/%$/", zoom)
for card in "Dense 1", "Dense 3", "Dense 2":
    assert_in_sight(card)

click("button:Fit")

# A copy covers nothing, wherever it lands.
click("group:Network >> group:Dense 3@40,-12")
key("ctrl+c")
for number in 4, 5:   # also while the first copy is chosen
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
