# With large text, and in a narrow window, everything keeps its place in the window: bars go into further rows, panels scroll.
# Mirrored for languages that run from right to left, too, all but the sheet.
import os, re, tempfile

PARTS = {"push button": ("Open", "Main menu", "Train", "Step", "Reset", "Training settings", "Live", "Validation points",
                         "Expand pages", "Zoom out", "Fit"),
         "slider": ("Speed", "Learning rate", "Tape"), "page tab": ("Data", "Curves", "Draw"), "entry": ("Find a layer",),
         "panel": ("Epoch", "Loss", "Validation accuracy"), "check box": ("shows its place",)}
LINE = re.compile(r'^ *([a-z ]+) "([^"]*)".* (-?\d+),(-?\d+) (\d+)x(\d+)')

def look():
    """The rectangles of what is on the screen, by role and name."""
    with tempfile.NamedTemporaryFile() as file:
        tree(path=file.name)
        lines = open(file.name, encoding="utf-8").read().splitlines()
    found = (LINE.match(line) for line in lines if not line.endswith("~"))
    return {(f[1], f[2]): tuple(map(int, f.groups()[2:])) for f in found if f}

def check(width, height, text_size):
    key("ctrl+comma")
    set_text("spin button:Text size", str(text_size), enter=1)
    key("Escape")
    wait_gone("window:Preferences")
    resize_window(width, height)
    wait_still("group:Network")
    if exists("button:Show layers, examples and data"):   # folded in a narrow window
        key("F9")
        wait_for("page tab:Data")
    seen = look()
    left, top, wide, high = next(place for (role, name), place in seen.items() if role == "frame")
    assert wide <= width and high <= height, f"{text_size} %: the window is {wide} by {high}, not {width} by {height}"
    for role, names in PARTS.items():
        for name in names:
            x, y, w, h = seen[role, name]
            assert w > 0 and h > 0 and left <= x and x + w <= left + wide and top <= y and y + h <= top + high, \
                f"{text_size} % in {width} by {height}: {role} {name} is cut, at {x}, {y}, {w} by {h}"
    return seen

check(960, 640, 100)
check(1280, 720, 150)
resize_window(1440, 900)
check(1440, 900, 200)
quit_app()
start_app("env", "VITRINE_TEXT_DIRECTION=rtl", os.path.join(os.path.dirname(os.environ["VITRINE_CLI"]), "..", "vitrine"),
          "example:spiral")
wait_for("button:Train")
seen = check(1440, 900, 200)
assert seen["push button", "Train"] > seen["slider", "Tape"], "the bar is not mirrored"
assert seen["panel", "Input"] < seen["panel", "Dense 1"], "the sheet is mirrored"
assert_no_warnings()
