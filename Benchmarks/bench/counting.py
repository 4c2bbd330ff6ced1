"""Counts what a run asks of the system, call by call: such figures do not depend on how busy the machine is."""

import dataclasses
import os
import re
import subprocess

from .tools import Unavailable

# `PID pwrite64(5</folder/portillon.sqlite-wal>, "\\x0f"..., 4096, 4152) = 4096`, as `strace -f -y` writes it.
CALL = re.compile(r"^\d+ +(\w+)\((?:\d+<([^>]*)>)?.*\) += (\d+)")
NAMES = "pwrite64,pread64,fdatasync,futex"


@dataclasses.dataclass
class Calls:
    """What one run asked for."""

    journal_bytes: int = 0  # written to the write-ahead log
    page_reads: int = 0  # of the ledger and its write-ahead log
    syncs: int = 0
    futexes: int = 0
    failure: str | None = None


def surroundings():
    """The environment of a counted run: nobody's settings, no colours."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("PORTILLON_")}
    return {**own, "NO_COLOR": "1"}


def count_instructions(command, folder, report, seconds):
    """Runs a command under callgrind, which makes it some fifty times slower; gives the instructions of all its threads."""
    traced = ["valgrind", "--tool=callgrind", f"--callgrind-out-file={report}", *command]
    try:
        run = subprocess.run(
            [str(word) for word in traced], cwd=folder, env=surroundings(), timeout=seconds, stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)  # fmt: skip
    except subprocess.TimeoutExpired:
        raise Unavailable(f"stopped after {seconds} s") from None
    found = re.search(r"^==\d+== Collected : (\d+)", run.stderr, re.MULTILINE)
    if run.returncode or not found:
        raise Unavailable(f"ended with {run.returncode}: {run.stderr.strip()[-80:]}")
    report.unlink(missing_ok=True)
    return int(found[1])


def count(command, folder, report, seconds):
    """Runs a command under strace, which makes it several times slower, and counts its calls."""
    traced = ["strace", "-f", "-y", "-qq", "-s", "0", "-e", f"trace={NAMES}", "-o", report, *command]
    try:
        run = subprocess.run(
            [str(word) for word in traced], cwd=folder, env=surroundings(), timeout=seconds,
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)  # fmt: skip
    except subprocess.TimeoutExpired:
        return Calls(failure=f"stopped after {seconds} s")
    calls = Calls(failure=f"ended with {run.returncode}: {run.stderr.strip()[-80:]}" if run.returncode else None)
    with open(report, encoding="utf-8", errors="replace") as lines:
        for line in lines:
            # A call that another thread interrupted has two lines: the one that begins it names it, and it is counted there.
            called = re.match(r"^\d+ +(futex|fdatasync)\(", line)
            if called:
                calls.futexes += called[1] == "futex"
                calls.syncs += called[1] == "fdatasync"
                continue
            found = CALL.match(line)
            if found and found[1] == "pwrite64" and found[2].endswith(".sqlite-wal"):
                calls.journal_bytes += int(found[3])
            elif found and found[1] == "pread64" and found[2].endswith((".sqlite", ".sqlite-wal")):
                calls.page_reads += 1
    report.unlink()
    return calls
