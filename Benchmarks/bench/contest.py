"""Senders against each other on one sink, in one run, in turns."""

import dataclasses
import statistics

from .sinks import shown
from .tools import say


@dataclasses.dataclass
class Entry:
    """What one sender did, round by round; a reason where it did nothing that counts."""

    sender: object
    rates: list = dataclasses.field(default_factory=list)  # messages a second
    cpu: list = dataclasses.field(default_factory=list)  # seconds per 1,000 messages
    peak: list = dataclasses.field(default_factory=list)  # megabytes
    size: float | None = None  # kilobytes a message, as the sink saw them
    most_open: int | None = None  # connections at a time
    missing: str | None = None  # why it did not run
    failure: str | None = None  # what went wrong
    command: str = ""  # as one would type it

    @property
    def counts(self):
        return bool(self.rates) and not self.failure

    def ratio(self, other):
        """The median of the rounds' own ratios: what disturbs a whole round disturbs both."""
        if not (other and self.counts and other.counts):
            return None
        return statistics.median(mine / theirs for mine, theirs in zip(self.rates, other.rates))


def order(senders, round_number):
    """Each round begins with another sender, and every other round runs backwards, so that nobody always follows the
    same neighbour."""
    start = round_number % len(senders)
    turned = senders[start:] + senders[:start]
    return turned[::-1] if round_number % 2 else turned


def contest(title, sink, senders, rounds, meter, seconds=300):
    """Runs the senders and gives an entry for each, in the order given."""
    entries = {sender.name: Entry(sender, missing=sender.prepare()) for sender in senders}
    present = [sender for sender in senders if not entries[sender.name].missing]
    for round_number in range(rounds):
        for sender in order(present, round_number):
            entry = entries[sender.name]
            if entry.failure:
                continue
            run_once(sink, entry, meter, seconds)
            told = entry.failure or f"{entry.rates[-1]:,.0f} msg/s"
            say(f"{title}, round {round_number + 1} of {rounds}: {sender.name}: {told}")
    return list(entries.values())


def run_once(sink, entry, meter, seconds):
    """One run of one sender. Only what the sink has counted, all of it and nothing more, makes a rate."""
    sender = entry.sender
    command, environment, folder = sender.ready(sink.port)
    entry.command = shown(command, sink.port)
    try:
        sink.reset()
        run = meter.run(command, environment, folder, seconds)
        counts = sink.counts(sender.messages)
    finally:
        sender.done()
    if run.was_stopped:
        entry.failure = f"stopped after {seconds} s, at {counts.messages:,} of {sender.messages:,} messages"
    elif run.code != 0:
        entry.failure = f"ended with {run.code}: {run.words[:80]}"
    elif counts.messages != sender.messages:
        entry.failure = f"{counts.messages:,} of {sender.messages:,} messages arrived"
    else:
        entry.rates.append(sender.messages / run.wall)
        entry.cpu.append(run.cpu / sender.messages * 1000)
        entry.peak.append(run.peak)
        entry.size = counts.bytes / counts.messages / 1000 if counts.bytes else None
        entry.most_open = counts.peak
