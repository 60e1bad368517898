# A point that was added and dragged lies where it was left when the document is opened again.
import json
import os

path = os.path.join(home(), "points.json")


def points():
    data = json.loads(open(path).read())["data"]
    assert data.startswith("points:classes?"), data[:40]
    return [tuple(map(float, point.split(","))) for point in data.split("?")[1].split(";")]


click("button:Clear the points")
wait_for("label:Your own points, 2 points")
click("check box:adds blue")
click("image:Boundary@60,60")
wait_for("label:Your own points, 3 points")
key("ctrl+s")
choose_file(path)
wait_gone("dialog:*")
added = points()[2]
drag("image:Boundary@60,60", "+40,+50")
assert_description("button:Undo", "Undo move point")
key("ctrl+s")
wait_still("image:Boundary")
dragged = points()[2]
assert dragged[2] == added[2] == 1, "the point changed its class"
assert dragged[0] > added[0] and dragged[1] < added[1], f"dragged right and down from {added} to {dragged}"
key("ctrl+z")
assert_description("button:Undo", "Undo add point")
key("ctrl+shift+z")
quit_app()
start_app()
wait_for("button:Train")
key("ctrl+o")
choose_file(path)
wait_for("label:Your own points, 3 points")
assert_no_warnings()
