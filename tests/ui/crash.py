# A program that is killed in the middle of training loses a few seconds of it, and offers the rest back.
import glob
import os

journal = os.path.join(home(), ".local/state/vitrine/journal/*.vitrine")

click("group:Network >> group:Dense 1@60,18")
set_text("spin button:Neurons", "5", enter=1)
click("button:Train")
wait_text("group:Epoch >> label:*", "/^[1-9][0-9]/", timeout=20)
shell(f"for i in $(seq 100); do ls {journal} 2>/dev/null && exit 0; sleep 0.1; done; exit 1")
sleep(5)   # the next look, so that what is kept was trained
kill_app()
assert glob.glob(journal), "nothing is left"

start_app()
wait_for("button:Bring back")
click("button:Bring back")
wait_gone("button:Bring back")
assert_description("image:Dense 1 to Dense 2", "5 numbers")
assert int(text("group:Step >> label:*").replace("\u2009", "")) > 100, "the training is gone"
assert_state("button:Save", "!insensitive")
close_window()
click("button:Discard")
wait_gone("button:Discard")
shell(f"for i in $(seq 50); do ls {journal} 2>/dev/null || exit 0; sleep 0.1; done; exit 1")   # nothing outlives what was discarded
quit_app()
