#!/usr/bin/env python3
"""Runs a command on a new terminal, answers what it asks, and prints what it showed.

    ANSWERS='name|word' terminal.py COMMAND...

An answer follows every text that ends in ": "; ^D and ^C stand for these keys. Carriage returns
and escapes are shown as ^M and ^[. The last line has the exit status and whether the terminal
shows what is typed. TERM, COLUMNS and THINK (seconds before an answer) count.
"""
import fcntl
import os
import pty
import select
import struct
import sys
import termios
import time

answers = [a for a in os.environ.get("ANSWERS", "").split("|") if a]
keys = {"^D": b"\x04", "^C": b"\x03"}
columns = int(os.environ.get("COLUMNS", "80"))
child, terminal = pty.fork()
if child == 0:
    os.execvp(sys.argv[1], sys.argv[1:])
fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
shown = heard = b""
while select.select([terminal], [], [], 30)[0]:
    try:
        text = os.read(terminal, 4096)
    except OSError:
        break
    if not text:
        break
    shown += text
    heard += text
    if answers and heard.endswith(b": "):
        heard = b""
        answer = answers.pop(0)
        time.sleep(float(os.environ.get("THINK", "0")))
        os.write(terminal, keys.get(answer, answer.encode() + b"\n"))
try:
    echo = "on" if termios.tcgetattr(terminal)[3] & termios.ECHO else "off"
except termios.error:
    echo = "gone"
status = os.waitpid(child, 0)[1]
text = shown.replace(b"\r\n", b"\n").replace(b"\r", b"^M").replace(b"\x1b", b"^[")
sys.stdout.write(text.decode())
print("exit", os.waitstatus_to_exitcode(status), "echo", echo)
