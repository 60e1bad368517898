# The system's own size of text is followed while the program runs, also where the program's is set beside it.
import ctypes, os, struct

x = ctypes.CDLL("libX11.so.6")
for name, result, arguments in (("XOpenDisplay", "p", "s"), ("XInternAtom", "l", "psi"), ("XDefaultRootWindow", "l", "p"),
                                ("XCreateSimpleWindow", "l", "pliiiiill"), ("XSetSelectionOwner", "i", "plll"),
                                ("XChangeProperty", "i", "pllliisi"), ("XSendEvent", "i", "plils"), ("XSync", "i", "pi")):
    kinds = {"p": ctypes.c_void_p, "s": ctypes.c_char_p, "l": ctypes.c_ulong, "i": ctypes.c_int}
    getattr(x, name).restype = kinds[result]
    getattr(x, name).argtypes = [kinds[kind] for kind in arguments]
screen = x.XOpenDisplay(os.environ["DISPLAY"].encode())
root = x.XDefaultRootWindow(screen)
owner = x.XCreateSimpleWindow(screen, root, 0, 0, 1, 1, 0, 0, 0)
atom = lambda name: x.XInternAtom(screen, name.encode(), 0)

def tell_system(serial, per_cent):
    """What a desktop does when the size of its text is changed."""
    number = struct.pack("<BxH8sIi", 0, 7, b"Xft/DPI", serial, 96 * 1024 * per_cent // 100)
    all = struct.pack("<BxxxII", 0, serial, 1) + number
    x.XChangeProperty(screen, owner, atom("_XSETTINGS_SETTINGS"), atom("_XSETTINGS_SETTINGS"), 8, 0, all, len(all))
    x.XSync(screen, 0)

def announce():
    client_message, structure = 33, 1 << 17
    data = struct.pack("@iLiPLLil4l", client_message, 0, 1, screen, root, atom("MANAGER"), 32, 0, atom("_XSETTINGS_S0"), owner, 0, 0)
    x.XSetSelectionOwner(screen, atom("_XSETTINGS_S0"), owner, 0)
    x.XSendEvent(screen, root, 0, structure, data.ljust(192, b"\0"))
    x.XSync(screen, 0)

def height():
    wait_still("group:Network")
    return read("group:Network >> group:Input")["rect"][3]

tell_system(1, 100)
announce()
plain = height()
tell_system(2, 120)
sleep(0.5)
assert abs(height() - 1.2 * plain) < 3, f"the system's text grew to 120 %, the card from {plain} to {height()}"
key("ctrl+comma")
set_text("spin button:Text size", "125", enter=1)
key("Escape")
wait_gone("window:Preferences")
assert abs(height() - 1.5 * plain) < 3, f"125 % of 120 % made the card {height()} of {plain} high"
tell_system(3, 100)
sleep(0.5)
assert abs(height() - 1.25 * plain) < 3, f"the system's text is 100 % again, the card {height()} of {plain} high"
assert_no_warnings()
