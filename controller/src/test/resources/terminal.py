# Runs a command on a terminal of 90 columns, types Ctrl-C when a text appears, and says what was shown.
import os, pty, signal, sys, struct, fcntl, termios, select, time
awaited, command = sys.argv[1].encode(), sys.argv[2:]
pid, terminal = pty.fork()
if pid == 0:
    # who started the tests in the background has had Ctrl-C ignored by all their programs
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    os.execv(command[0], command)
fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack('HHHH', 40, 90, 0, 0))
shown, typed, end = b'', False, time.monotonic() + 120
while time.monotonic() < end:
    try:
        if select.select([terminal], [], [], 0.2)[0]:
            shown += os.read(terminal, 65536)
    except OSError:
        break
    if awaited and awaited in shown and not typed:
        typed = True
        os.write(terminal, b'\x03')
else:
    os.kill(pid, signal.SIGKILL)
sys.stdout.buffer.write(shown)
sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) & 0xff)
