# A bad file gets a sentence, and the open work stays as it was.
import os

bad = {
    "truncated.vitrine": b"\xff\x00\x00\x00\x00\x00\x00\x00{",
    "newer.json": b'{"vitrine": 99, "layers": [], "wires": []}',
    "billion.json": b'{"vitrine": 1, "data": "builtin:spiral", "layers": [{"kind": "dense", "name": "dense_1", "label": "Dense 1", '
                    b'"settings": {"units": 1000000000}, "at": [0, 0]}], "wires": []}',
    "broken.json": b'{"vitrine": 1, "layers": [',
}
for name, content in bad.items():
    path = os.path.join(home(), name)
    with open(path, "wb") as file:
        file.write(content)
    key("ctrl+o")
    choose_file(path)
    wait_for(f"label:/{name}/", timeout=5)
    assert_exists("group:Network >> group:Dense 1")
    assert_exists("image:Dense 1 to Dense 2")
    key("Escape")
    sleep(0.5)
assert_no_warnings()
