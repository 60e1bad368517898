# Cards glide to their places; with reduced motion they are there at once. Both are seen on the screen: as the pictures that differ,
# where a card comes back to while the cards are arranged.
import subprocess, threading

def pictures():
    """How many there were of the card on its way."""
    place = tuple(read("group:Network >> group:Output")["rect"])
    drag("group:Network >> group:Output@60,12", "-120,120")
    hover("@2,2")
    wait_still("group:Network")
    threading.Timer(0.3, subprocess.run, [["xdotool", "key", "ctrl+l"]]).start()
    seen = frame_rate(place, 1.5)["changes"]
    key("ctrl+z")
    wait_still("group:Network")
    key("ctrl+z")
    wait_still("group:Network")
    return seen

def reduce_motion():
    key("ctrl+comma")
    wait_for("window:Preferences")
    click("switch:Reduced motion")
    wait_state("switch:Reduced motion", "checked")
    key("Escape")
    wait_gone("window:Preferences")

wait_still("group:Network")
click("group:Network@10,-10")
gliding = max(pictures() for attempt in range(2))   # where the machine is busy few frames are drawn
reduce_motion()
jumping = pictures()
assert gliding >= 4, f"only {gliding} pictures of cards that glide"
assert jumping <= 2, f"{jumping} pictures of cards that should jump"
assert_no_warnings()
