"""Runs one command and says what it took."""

import dataclasses
import os
import subprocess


@dataclasses.dataclass
class Run:
    """What one run of a command took."""

    wall: float  # seconds
    cpu: float  # seconds, user and system
    peak: float  # megabytes resident
    code: int
    was_stopped: bool
    words: str  # the last line that it wrote to standard error


class Meter:
    """Measures commands with the tool of that name; one after the other."""

    def __init__(self, tool, folder):
        self.tool = tool
        self.report = folder / "measure.report"
        self.errors = folder / "measure.errors"

    def run(self, command, environment=None, folder=None, seconds=300, output=os.devnull):
        """Runs a command and waits for its end, at most so many seconds; `output` takes its standard output."""
        self.report.unlink(missing_ok=True)
        surroundings = {name: value for name, value in os.environ.items() if not name.startswith("PORTILLON_")}
        with open(self.errors, "wb") as errors, open(output, "wb") as words:
            measuring = subprocess.Popen(
                [str(word) for word in [*self.tool, self.report, seconds, *command]],
                stdin=subprocess.DEVNULL, stdout=words, stderr=errors, cwd=folder,
                env={**surroundings, "NO_COLOR": "1", **(environment or {})},
            )  # fmt: skip
            try:
                measuring.wait(timeout=seconds + 30)
            except BaseException:
                measuring.terminate()
                measuring.wait()
                raise
        values = dict(pair.split("=") for pair in self.report.read_text(encoding="ascii").split())
        lines = self.errors.read_text(encoding="utf-8", errors="replace").strip().splitlines()
        return Run(
            wall=float(values["wall"]),
            cpu=float(values["user"]) + float(values["system"]),
            peak=int(values["peak"]) / 1024,
            code=int(values["code"]),
            was_stopped=values["stopped"] == "1",
            words=lines[-1] if lines else "",
        )
