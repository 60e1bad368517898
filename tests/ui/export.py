# What the sheet shows becomes a picture with its numbers, the network text, the curves a table; what cannot be written is said.
import os

click("button:Train")
wait_text("group:Epoch >> label:*", "/^[1-9][0-9]/", timeout=20)
click("button:Pause")
wait_for("button:Train")
for title, name, start in (
    ("Picture, SVG", "s.svg", b"<?xml"),
    ("Picture, PNG", "s.png", b"\x89PNG"),
    ("Picture, PDF", "s.pdf", b"%PDF"),
    ("Network, JSON", "s.json", b"{"),
    ("Curves, CSV", "s.csv", b"step,epoch,loss,accuracy,val_loss,val_accuracy,examples_per_s\n"),
):
    path = os.path.join(home(), name)
    menu("Main menu", "Export…")
    click(f"/{title}/")
    choose_file(path)
    wait_for(f"alert:Exported >> label:{name} is written.")
    with open(path, "rb") as file:
        data = file.read()
    assert data.startswith(start), f"{name} begins with {data[:20]}"
rows = data.decode().strip().split("\n")[1:]
assert len(rows) > 10 and all(row.count(",") == 6 for row in rows), rows[:3]
assert any(float(row.split(",")[5] or 0) > 0.3 for row in rows), "no validation in the table"
menu("Main menu", "Export…")
click("/Picture, SVG/")
choose_file("/proc/nowhere.svg")
wait_for("alert:Message >> label:/nowhere.svg/")
assert_no_warnings()
