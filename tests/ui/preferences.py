# Preferences act at once, in every open window, and are remembered.
import re

def prefer(change):
    key("ctrl+comma")
    wait_for("window:Preferences")
    change()
    key("Escape")
    wait_gone("window:Preferences")

def turn_on(name):
    click(f"switch:{name}")
    wait_state(f"switch:{name}", "checked")

def height_of(selector):
    return read(selector)["rect"][3]

def width_of(selector):
    return read(selector)["rect"][2]

def loss():
    return text("group:Validation loss >> label:*")

wait_text("group:Validation loss >> label:*", "/^[0-9]/")
wait_text("group:Epoch >> label:*", "/^0$/")

# Colours
light = pixel("group:Network@5,5")
prefer(lambda: select_option("combo box:Colours", "Dark"))
dark = pixel("group:Network@5,5")
assert light > "#e00000" and dark < "#400000", f"the sheet went from {light} to {dark}"

# High contrast: the dark sheet is black then
prefer(lambda: turn_on("High contrast"))
black = pixel("group:Network@5,5")
assert black == "#000000" and dark != black, f"the sheet went from {dark} to {black}"

# Numbers: in cards, live values and fields, which can be read as numbers by who knows the sign
point = loss()
assert re.fullmatch(r"[0-9]+\.[0-9]+", point), point
prefer(lambda: select_option("combo box:Decimal sign", "Comma*"))
comma = loss()
assert comma == point.replace(".", ","), f"{point} became {comma}"
wait_text("spin button:Learning rate", "0,02")
set_text("spin button:Learning rate", "0,5", enter=1)
assert_description("slider:Learning rate", "0,5")

# Text: the bar, and the cards as much
card, button = height_of("group:Network >> group:Input"), width_of("button:Train")
prefer(lambda: set_text("spin button:Text size", "150", enter=1))
wait_still("group:Network")
tall = height_of("group:Network >> group:Input")
assert abs(tall - 1.5 * card) < 3, f"the card went from {card} to {tall} pixels"
assert width_of("button:Train") > button, "the bar did not grow"
assert_text("group:Network >> label:*%", "100\u2009%")   # of the larger size

# Reduced motion: cards are in their new places in the next frame
prefer(lambda: turn_on("Reduced motion"))

click("button:Undo")
quit_app()
start_app()
wait_for("button:Train")
wait_still("group:Network")
assert pixel("group:Network@5,5") == black
assert height_of("group:Network >> group:Input") == tall
wait_text("group:Validation loss >> label:*", "/,/")
key("ctrl+comma")
wait_state("switch:Reduced motion", "checked")
wait_text("spin button:Text size", "150\u2009%")
assert_no_warnings()
