# Preferences act at once and are remembered.
light = pixel("group:Network@5,5")
key("ctrl+comma")
select_option("combo box:Colours", "Dark")
key("Escape")
wait_gone("window:Preferences")
dark = pixel("group:Network@5,5")
assert light > "#e00000" and dark < "#400000", f"the sheet went from {light} to {dark}"
quit_app()
start_app()
wait_for("button:Train")
assert pixel("group:Network@5,5") == dark
assert_no_warnings()
