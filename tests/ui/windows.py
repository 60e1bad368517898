# Documents opened lately are found again; each window has its own network, and the last one that closes ends the program.
import os

path = os.path.join(home(), "my_net.vitrine")
key("ctrl+s")
choose_file(path)
wait_for("button:Train")
sleep(0.5)

key("ctrl+shift+n")
wait_for("button:my_net.vitrine")
assert len(windows()) == 2
click("button:my_net.vitrine")
wait_for("group:Network >> group:Dense 1")
close_window()
sleep(0.5)
app_alive()
assert len(windows()) == 1

# The tape goes into the file only where it is asked for.
click("button:Train")
wait_text("group:Epoch >> label:*", "/^[1-9]/", timeout=20)
click("button:Pause")
key("ctrl+s")
sleep(1)
with open(path, "rb") as file:
    assert b'"tape.0.' not in file.read()
menu("Main menu", "Save the tape too")
key("ctrl+s")
sleep(1)
with open(path, "rb") as file:
    assert b'"tape.0.' in file.read()

key("ctrl+n")
wait_gone("group:Network >> group:Dense 1")
menu("Main menu", "my_net.vitrine")
wait_for("group:Network >> group:Dense 1")
close_window()
expect_exit()
assert_no_warnings()
