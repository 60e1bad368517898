# A small window: the sheet keeps at least half of the width, sides and legend come when they are asked for, and the network is fitted again
# until somebody zooms.
def in_sight(card):
    (x, y, w, h), (left, top, width, height) = where(f"group:Network >> group:{card}"), where("group:Network")
    return left <= x and x + w <= left + width and top <= y and y + h <= top + height


resize_window(1000, 640)
wait_for("button:Show layers, examples and data")
wait_still("group:Network")
assert where("group:Network")[2] >= 500
assert_gone("list:Layers")
assert_exists("button:Change data")     # the inspector still has room

# Shown, it lies over the sheet, and layers are dragged from it; Escape or a press on the sheet puts it away.
before = where("group:Network")
click("button:Show layers, examples and data")
wait_for("list:Layers")
assert where("group:Network") == before
drag("list:Layers >> Flatten", "group:Network@500,60")
wait_for("group:Network >> group:Flatten")
key("ctrl+z")
click("entry:Find a layer")
key("Escape")
wait_gone("list:Layers")
key("F9")
wait_for("list:Layers")
click("group:Network@-20,20")
wait_gone("list:Layers")

# The legend, too.
assert_gone("image:Legend")
click("group:Network >> button:Legend")
wait_for("image:Legend")
click("group:Network >> button:Legend")

# As large as before all is fitted as before.
key("ctrl+0")
resize_window(1430, 890)
wait_gone("button:Show layers, examples and data")
wait_for("list:Layers")
wait_still("group:Network >> group:Output")
assert in_sight("Output") and in_sight("Input")
zoom = text("group:Network >> label:/%$/")
resize_window(1200, 800)
wait_still("group:Network >> group:Output")
assert text("group:Network >> label:/%$/") != zoom and in_sight("Output") and in_sight("Input")
click("button:Zoom in")
zoom = text("group:Network >> label:/%$/")
resize_window(1430, 890)
wait_still("group:Network >> group:Input")
assert_text("group:Network >> label:/%$/", zoom)
assert_no_warnings()
assert_a11y()
