# The graphics card, here one in software, stops answering while it trains: training goes on with the processor, and the window says so.
import os

quit_app()
start_app("env", "VITRINE_DEVICE_FAULT=time-out:60", os.path.join(os.path.dirname(os.environ["VITRINE_CLI"]), "..", "vitrine"), "example:spiral")
click("button:Train")
wait_text("group:Step >> label:*", "/^[1-9]/", timeout=20)
click("button:Device")
wait_for("/llvmpipe/", timeout=20)
click("/llvmpipe/")
wait_for("/did not answer in time/", timeout=40)
wait_text("button:Device >> label:*", "Processor", timeout=20)
wait_for("button:Pause")
assert_no_warnings()
