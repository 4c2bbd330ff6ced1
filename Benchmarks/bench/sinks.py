"""The servers that the senders send to, on 127.0.0.1. Each counts what it took, so that no figure rests on a sender's
own word."""

import dataclasses
import os
import pathlib
import re
import socket
import subprocess
import tempfile
import time


@dataclasses.dataclass
class Counts:
    """What a sink took since it was last asked; what it does not count is None."""

    messages: int
    bytes: int | None = None
    peak: int | None = None  # connections at a time
    cpu: float | None = None  # of the sink, seconds


class OwnSink:
    """Our sink, with a delay or without."""

    def __init__(self, tool, delay=0, has_pipelining=True):
        command = [*tool, "--port", "0", "--delay", str(delay), *(["--pipelining"] if has_pipelining else [])]
        self.process = subprocess.Popen(
            [str(word) for word in command], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True)  # fmt: skip
        words = self.process.stdout.readline().split()
        if words[:2] != ["listening", "on"]:
            raise SystemExit("bench: the sink does not start")
        self.port = int(words[2])
        self.command = shown(command, None)
        self.cpu_before = 0.0

    def ask(self, verb):
        with socket.create_connection(("127.0.0.1", self.port), timeout=30) as connection:
            lines = connection.makefile("r", encoding="ascii")
            lines.readline()
            connection.sendall(verb.encode() + b"\r\n")
            return lines.readline()

    def reset(self):
        values = dict(re.findall(r"(\w+)=([\d.]+)", self.ask("XCOUNTS")))
        self.cpu_before = float(values["cpu"])
        self.ask("XRESET")

    def counts(self, expected):
        """What came since the reset. All is counted before the sender hears of it, so nothing is to wait for."""
        values = dict(re.findall(r"(\w+)=([\d.]+)", self.ask("XCOUNTS")))
        return Counts(
            int(values["messages"]), int(values["bytes"]), int(values["peak"]), float(values["cpu"]) - self.cpu_before)

    def stop(self):
        stop(self.process)
        self.process.stdout.close()


class DebianSink:
    """Postfix's smtp-sink. It writes its counters to its standard output, each time that they change."""

    LIFETIME = 3 * 60 * 60  # seconds
    OPTIONS = ["-c", "-m", 1000]
    BACKLOG = 1000

    def __init__(self, tool, environment, measure):
        """`measure` runs it, so that it ends with us whatever becomes of us."""
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        shared = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
        handle, name = tempfile.mkstemp(prefix="portillon-bench-", dir=shared)
        os.close(handle)
        self.output = pathlib.Path(name)
        user = ["-u", "nobody"] if os.geteuid() == 0 else []
        command = [*tool, *user, *self.OPTIONS, f"127.0.0.1:{self.port}", self.BACKLOG]
        self.command = shown(command, self.port)
        command = [*measure, os.devnull, self.LIFETIME, *command]
        with open(self.output, "ab") as output:
            self.process = subprocess.Popen(
                [str(word) for word in command], stdin=subprocess.DEVNULL, stdout=output,
                env={**os.environ, **environment})  # fmt: skip
        self.before = 0
        for _ in range(100):
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
                return
            except OSError:
                time.sleep(0.05)
        self.stop()
        raise SystemExit("bench: smtp-sink does not start")

    def taken(self):
        found = re.findall(rb"mesg=(\d+)\r?", self.output.read_bytes()[-200:])
        return int(found[-1]) if found else self.before

    def reset(self):
        self.before = self.taken()
        os.truncate(self.output, 0)

    def counts(self, expected):
        """What came since the reset. The counter may be written after the reply, so it gets a moment."""
        for _ in range(20):
            if self.taken() - self.before >= expected:
                break
            time.sleep(0.05)
        return Counts(self.taken() - self.before)

    def stop(self):
        stop(self.process)
        self.output.unlink(missing_ok=True)


def shown(command, port):
    """A command as one would type it: names instead of paths, and PORT for the port, if it has one."""
    words = [pathlib.Path(str(word)).name if os.sep in str(word) else str(word) for word in command]
    return " ".join(re.sub(rf"(^|:){port}$", r"\1PORT", word) for word in words)


def stop(process):
    """Ends a process of ours, and waits until it has."""
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
