# Building on an empty sheet: a card lands under the pointer, wholly in sight, and nothing is zoomed or moved for it without need.
def assert_apart(a, b):
    (ax, ay, aw, ah), (bx, by, bw, bh) = where(a), where(b)
    assert ax + aw <= bx or bx + bw <= ax or ay + ah <= by or by + bh <= ay, f"{a} and {b} lie on each other"


def assert_in_sight(card):
    (x, y, w, h), (left, top, width, height) = where(f"group:Network >> group:{card}"), where("group:Network")
    assert left <= x and x + w <= left + width and top <= y and y + h <= top + height, f"{card} is not in sight"


key("ctrl+n")
wait_gone("group:Network >> group:Dense 1")
zoom = text("group:Network >> label:/%$/")
drag("list:Layers >> Input", "group:Network@300,150")
wait_for("group:Network >> group:Input")
before = where("group:Network >> group:Input")
x, y = where("group:Network")[:2]
assert before[0] < x + 300 < before[0] + before[2] and before[1] < y + 150 < before[1] + 40, f"Input lies at {before}"
drag("list:Layers >> Output", "group:Network@600,150")
wait_for("group:Network >> group:Output")
assert where("group:Network >> group:Input") == before
# Dropped on another: that one goes aside.
drag("list:Layers >> Dense", "group:Network >> group:Output@20,30")
wait_for("group:Network >> group:Dense 1")
wait_still("group:Network >> group:Dense 1")
assert_in_sight("Dense 1")
assert_apart("group:Network >> group:Dense 1", "group:Network >> group:Output")
# Dropped at the edge: the sheet moves by as little as it takes.
drag("list:Layers >> Flatten", "group:Network@-8,200")
wait_for("group:Network >> group:Flatten")
wait_still("group:Network >> group:Flatten")
assert_in_sight("Flatten")
assert_apart("group:Network >> group:Flatten", "group:Network >> group:Dense 1")
assert_text("group:Network >> label:/%$/", zoom)
assert_no_warnings()
