"""Where things lie, and what machine this is."""

import datetime
import os
import pathlib
import platform
import shutil
import subprocess
import tempfile

HERE = pathlib.Path(__file__).resolve().parent.parent
ROOT = HERE.parent
BUILD = HERE / ".build"
CACHE = HERE / ".cache"
PEERS = HERE / "peers"
BINARY = ROOT / ".build" / "release" / "portillon"

# File systems that keep nothing on a disk: a ledger there would be durable for free.
IN_MEMORY = {"tmpfs", "ramfs", "devtmpfs"}


def file_system(path):
    """The type of the file system that a folder lies on, `ext4` say."""
    path = os.path.realpath(path)
    best, kind = "", "unknown"
    with open("/proc/self/mounts", encoding="utf-8", errors="replace") as mounts:
        for line in mounts:
            _, point, this_kind, *_ = line.split()
            point = point.replace("\\040", " ")
            if os.path.join(path, "").startswith(os.path.join(point, "")) and len(point) >= len(best):
                best, kind = point, this_kind
    return kind


class WorkFolder:
    """A folder for ledgers, on a disk; it goes when the benchmarks end."""

    def __init__(self, wanted=None):
        BUILD.mkdir(exist_ok=True)
        candidates = [wanted] if wanted else [tempfile.gettempdir(), "/var/tmp", BUILD]
        on_disk = [place for place in candidates if os.access(place, os.W_OK) and file_system(place) not in IN_MEMORY]
        if not on_disk:
            raise SystemExit("bench: no folder on a disk to put ledgers in; name one with --work")
        self.path = pathlib.Path(tempfile.mkdtemp(prefix="portillon-bench-", dir=on_disk[0]))
        self.file_system = file_system(self.path)

    def remove(self):
        shutil.rmtree(self.path, ignore_errors=True)


def command_output(*command):
    try:
        run = subprocess.run(command, capture_output=True, text=True, timeout=60, cwd=ROOT)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return run.stdout.strip() if run.returncode == 0 else ""


def processor():
    with open("/proc/cpuinfo", encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("model name"):
                return line.split(":", 1)[1].strip()
    return platform.machine()


def memory_gigabytes():
    return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 2**30


def machine(work, binary):
    """What a reader has to know of the machine and of what was measured, as pairs."""
    revision = command_output("git", "rev-parse", "--short", "HEAD")
    if revision and command_output("git", "status", "--porcelain"):
        revision += ", with changes"
    version = command_output(str(binary), "--version")
    folder = binary.resolve().parent.name
    build = folder if folder == "release" else f"{folder}, NOT OPTIMISED"
    return [
        ("date", datetime.datetime.now().astimezone().strftime("%Y-%m-%d %H:%M %z")),
        ("processor", f"{processor()}, {len(os.sched_getaffinity(0))} cores, {memory_gigabytes():.0f} GiB"),
        ("system", f"{platform.system()} {platform.release()}"),
        ("ledgers on", work.file_system),
        ("portillon", f"{version} ({build}), {revision or 'no revision'}"),
    ]
