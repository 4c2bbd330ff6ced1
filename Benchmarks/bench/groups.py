"""What is measured, group by group, and what was to be reached. Each function gives sections of the table."""

import dataclasses
import json
import os
import shutil
import statistics

from . import material, senders
from .contest import contest
from .counting import count, count_instructions
from .sinks import DebianSink, OwnSink, shown
from .table import Row, Section, at_least, at_most, entry_row
from .tools import Unavailable, run, say

# The goals, in the units in which they are told.
OF_SMTP_SOURCE = {4: 0.5, 10: 0.8, 50: 1.0}  # its rate, by our connections; with one there is no goal
OF_MAILMERGE = 30  # with 10 connections
OF_CPU = 2.3  # smtp-source's processor time, with 10 connections
OF_LIMIT_WITH_DELAY = 0.95
PEAK_MEGABYTES = 60
IMPORT_MEGABYTES, INBOX_MEGABYTES = 80, 100
FLAT_MEMORY = 1.2  # "the same for 1,000 and 1,000,000" leaves that much to the allocator
GATE_SECONDS_PER_MILLION, GATE_JSON_SECONDS_PER_MILLION = 15, 20
OF_SQLITE_IMPORT = 8
LARGEST_NETWORK, NETWORK_SECONDS = 30_000, 1.5  # what LinkedIn allows, imported and previewed
VERSION_MILLISECONDS = 20
MAILS_A_SECOND = 2_000
JOURNAL_BYTES, LEDGER_BYTES, PAGE_READS, FUTEX_CALLS = 3_000, 900, 0.3, 0.8  # a message

DELAY = 20  # milliseconds


@dataclasses.dataclass
class Plan:
    """How much is measured."""

    messages: int  # for a fast sender
    slow_messages: int  # for one that takes milliseconds over each: it is the rate that counts
    rounds: int
    delayed_messages: int
    serial_messages: int  # with the delay, ten connections and no pipelining
    delayed_rounds: int
    counted_messages: int  # of the run whose calls are counted
    counted_instructions: tuple  # of the two runs whose instructions are
    recipients: list  # of the runs whose memory is compared
    contacts: int  # before the gate, and in the imported table
    import_rounds: int
    starts: int
    mails: int  # in the mbox of what came back
    seconds: int  # after which a run is stopped


@dataclasses.dataclass
class Bench:
    """What every group needs."""

    plan: Plan
    tools: object
    meter: object
    letterbox: object
    workshop: object


def own_sink(tools):
    return OwnSink(tools.commands["sink"])


def debian_sink(tools):
    return DebianSink(tools.commands["smtp-sink"], tools.environments["smtp-sink"], tools.commands["measure"])


def delivery(bench):
    """Ten kilobytes to each of a few thousand people, at once, over loopback: on two sinks."""
    plan, tools, letterbox = bench.plan, bench.tools, bench.letterbox
    many, few = plan.messages, plan.slow_messages
    tools.prepare("smtp-sink")
    sections = []
    for name, opened in (("smtp-sink", debian_sink), ("own sink", own_sink)):
        title, unit = f"no delay, {name}", "messages a second; ratio to smtp-source"
        if name in tools.missing:
            row = Row(name, notes=[f"not available: {tools.missing[name]}"])
            sections.append(Section(title, unit, [row]))
            continue
        sink = opened(tools)
        competitors = [
            *(senders.limit(tools, letterbox, many, connections, True) for connections in (1, 4, 10)),
            senders.limit(tools, letterbox, many, 10, False),
            *(senders.Portillon(bench.workshop, many, connections) for connections in (1, 4, 10, 50)),
            senders.smtp_source(tools, many),
            senders.libcurl(tools, letterbox, many),
            senders.net_smtp(tools, letterbox, many),
            senders.smtplib(tools, letterbox, few),
            senders.nodemailer(tools, letterbox, few),
            senders.mailmerge(tools, letterbox, few),
        ]
        try:
            entries = contest(name, sink, competitors, plan.rounds, bench.meter, plan.seconds)
        finally:
            sink.stop()
        by_tool = {entry.sender.tool: entry for entry in entries}
        rows = []
        for entry in entries:
            row = entry_row(entry, by_tool["smtp-source"])
            if entry.sender.tool == "portillon":
                row.goals = delivery_goals(row, entry, by_tool)
            rows.append(row)
        sections.append(Section(title, unit, rows, sink.command))
    return sections


def delivery_goals(row, entry, by_tool):
    connections = entry.sender.connections
    goals = []
    if connections in OF_SMTP_SOURCE:
        goals.append(at_least(row.ratio, OF_SMTP_SOURCE[connections], "smtp-source"))
    if connections == 10:
        source = by_tool["smtp-source"]
        spent = row.cpu / statistics.median(source.cpu) if row.cpu and source.cpu else None
        goals.append(at_least(entry.ratio(by_tool["mailmerge"]), OF_MAILMERGE, "mailmerge"))
        goals.append(at_most(spent, OF_CPU, "× the processor time of smtp-source"))
    return [*goals, at_most(row.peak, PEAK_MEGABYTES, "MB")]


def latency(bench):
    """A relay at a distance: what is left of what bare sockets reach with as many connections."""
    plan, tools, letterbox = bench.plan, bench.tools, bench.letterbox
    sections = []
    for has_pipelining in (True, False):
        words = "with PIPELINING" if has_pipelining else "without PIPELINING"
        title = f"{DELAY} ms a reply, {words}"
        rows = []
        sink = OwnSink(tools.commands["sink"], DELAY, has_pipelining)
        try:
            for connections in (10, 50):
                is_slow = not has_pipelining and connections == 10
                messages = plan.serial_messages if is_slow else plan.delayed_messages
                competitors = [
                    senders.limit(tools, letterbox, messages, connections, has_pipelining),
                    senders.Portillon(bench.workshop, messages, connections),
                ]
                limit, portillon = contest(
                    title, sink, competitors, plan.delayed_rounds, bench.meter, plan.seconds)  # fmt: skip
                row = entry_row(portillon, limit)
                row.goals = [at_least(row.ratio, OF_LIMIT_WITH_DELAY, "the limit")]
                rows += [entry_row(limit, limit), row]
        finally:
            sink.stop()
        unit = "messages a second; ratio to the limit with as many connections"
        sections.append(Section(title, unit, rows, sink.command))
    return sections


def counts(bench):
    """What a message costs that no busy machine changes: octets written, and calls to the system."""
    plan, workshop = bench.plan, bench.workshop
    bench.tools.prepare("strace")
    if missing := bench.tools.missing.get("strace"):
        row = Row("portillon, 10 connections", notes=[f"not available: {missing}"])
        return [Section("counts", "calls and octets a message", [row])]
    sink = own_sink(bench.tools)
    sender = senders.Portillon(workshop, plan.counted_messages, 10)
    try:
        sender.prepare()
        command, _, folder = sender.ready(sink.port)
        ledger = folder / "portillon.sqlite"
        before = ledger.stat().st_size
        calls = count(command, folder, workshop.folder / "calls", plan.seconds)
        grown = ledger.stat().st_size - before
    finally:
        sender.done()
        sink.stop()
    rows = [
        counted_row("octets of the write-ahead log", plan, calls, calls.journal_bytes, JOURNAL_BYTES),
        counted_row("octets of the ledger", plan, calls, grown, LEDGER_BYTES),
        counted_row("page reads", plan, calls, calls.page_reads, PAGE_READS),
        counted_row("futex calls", plan, calls, calls.futexes, FUTEX_CALLS),
        counted_row("waits for the disk", plan, calls, calls.syncs, None),
    ]
    section = Section("counts, 10 connections, no delay", "a message; counted by strace", rows, sink.command)
    return [section, instructions(bench)]


def instructions(bench):
    """What the processor does for one more message and one more row: the runs of two sizes, one taken from the other."""
    plan, workshop = bench.plan, bench.workshop
    title, unit = "instructions", "thousands of instructions for one more; counted by callgrind"
    bench.tools.prepare("valgrind")
    if missing := bench.tools.missing.get("valgrind"):
        return Section(title, unit, [Row("portillon", notes=[f"not available: {missing}"])])
    binary = stripped(workshop)
    rows = [
        instructions_row("a message sent, 10 connections", plan.counted_instructions, sent(bench, binary)),
        instructions_row("a card imported", plan.counted_instructions, imported_cards(bench, binary)),
        instructions_row("a connection imported", plan.counted_instructions, imported_connections(bench, binary)),
    ]
    return Section(title, unit, rows)


def instructions_row(name, sizes, counted):
    """`counted` gives the instructions of a run of so many."""
    few, many = sizes
    row = Row(name, many)
    try:
        row.values = [(counted(many) - counted(few)) / (many - few) / 1000]
    except Unavailable as reason:
        row.failed = True
        row.notes.append(f"FAILED: {reason}")
    say(f"instructions: {name}: {row.values}")
    return row


def stripped(workshop):
    """The command without what a debugger reads: valgrind stumbles over it."""
    copy = workshop.folder / "stripped"
    run(["objcopy", "--strip-debug", workshop.binary, copy])
    return copy


def sent(bench, binary):
    def counted(messages):
        sink = own_sink(bench.tools)
        sender = senders.Portillon(bench.workshop, messages, 10)
        try:
            sender.prepare()
            command, _, folder = sender.ready(sink.port)
            return count_instructions([binary, *command[1:]], folder, bench.workshop.folder / "callgrind", bench.plan.seconds)
        finally:
            sender.done()
            sink.stop()

    return counted


def imported_cards(bench, binary):
    return imported(bench, binary, bench.letterbox.cards, ["csv"], ["--as", "cards"])


def imported_connections(bench, binary):
    return imported(bench, binary, bench.letterbox.connections, ["linkedin"], [])


def imported(bench, binary, file_of, kind, options):
    def counted(rows):
        folder = bench.workshop.new_folder("counted-import")
        try:
            command = [binary, *bench.workshop.command("import", *kind, file_of(rows), *options)[1:]]
            return count_instructions(command, folder, bench.workshop.folder / "callgrind", bench.plan.seconds)
        finally:
            shutil.rmtree(folder)

    return counted


def counted_row(name, plan, calls, total, bound):
    row = Row(name, plan.counted_messages, values=[total / plan.counted_messages])
    if calls.failure:
        row.failed, row.values = True, []
        row.notes.append(f"FAILED: {calls.failure}")
    elif bound:
        row.goals = [at_most(row.values[0], bound, "a message")]
    return row


def memory(bench):
    """Whether the memory of a mailing grows with it."""
    sink = own_sink(bench.tools)
    rows = []
    try:
        first = None
        for recipients in bench.plan.recipients:
            sender = senders.Portillon(bench.workshop, recipients, 4)
            (entry,) = contest("memory", sink, [sender], 1, bench.meter, bench.plan.seconds)
            row = entry_row(entry, None)
            row.values = entry.peak if entry.counts else []
            row.goals = [at_most(row.peak, PEAK_MEGABYTES, "MB")]
            if rows:
                row.ratio = row.peak / first if first and row.peak else None
                row.goals.append(at_most(row.ratio, FLAT_MEMORY, "× the first"))
            first = first or row.peak
            rows.append(row)
    finally:
        sink.stop()
    return [Section("memory of a mailing", "MB at the peak; ratio to the first row", rows, sink.command)]


def gate(bench):
    """Import and dry run of a large network."""
    plan, workshop = bench.plan, bench.workshop
    bench.tools.prepare("sqlite3")
    cards = bench.letterbox.cards(plan.contacts, stale_one_in=10)
    imported, rows = imports(bench, cards)
    unit = "seconds; ratio to sqlite3; CPU per 1,000 rows"
    sections = [Section(f"import of a table of {plan.contacts:,} rows", unit, rows)]

    # Half of them signed up as well: 1.5 pieces of evidence each.
    signups = workshop.folder / "sign-ups.csv"
    material.write_signups(signups, range(0, plan.contacts, 2))
    workshop.portillon(imported, "import", "csv", signups, "--as", "signups")
    signups.unlink()
    os.sync()

    evidence = plan.contacts + (plan.contacts + 1) // 2
    rows = [
        previews(bench, imported, [], f"{plan.contacts:,} contacts", GATE_SECONDS_PER_MILLION),
        previews(bench, imported, ["--json"], f'"contacts":{plan.contacts}', GATE_JSON_SECONDS_PER_MILLION),
    ]
    shutil.rmtree(imported)
    title = f"dry run of {plan.contacts:,} contacts with {evidence:,} pieces of evidence"
    return [*sections, Section(title, "seconds; CPU per 1,000 contacts", rows), *largest_network(bench)]


def previews(bench, folder, options, proof, seconds_per_million):
    """Previews the letter several times; `proof` must be in what is printed."""
    plan, workshop = bench.plan, bench.workshop
    row = Row(" ".join(["portillon preview", *options]))
    output = workshop.folder / "preview.txt"
    command = workshop.command("preview", "letter.md", *options)
    row.command = shown(command, None)
    for _ in range(plan.import_rounds):
        run = bench.meter.run(command, folder=folder, seconds=plan.seconds, output=output)
        if run.code != 0 or proof not in output.read_text(encoding="utf-8").replace('": ', '":'):
            row.failed = True
            row.notes.append(f"FAILED: ended with {run.code}: {run.words[:80]}")
            break
        add_run(bench, row, run)
    bound = seconds_per_million * plan.contacts / 1_000_000
    row.goals = [at_most(statistics.median(row.values) if row.values else None, bound, "s")]
    return row


def largest_network(bench):
    """As many connections as LinkedIn lets one have: the export, imported and previewed."""
    plan, workshop = bench.plan, bench.workshop
    people = min(LARGEST_NETWORK, plan.contacts)
    export = bench.letterbox.connections(people)
    row = Row("portillon import linkedin, preview")
    commands = [workshop.command("import", "linkedin", export), workshop.command("preview", "letter.md")]
    row.command = "; ".join(shown(command, None) for command in commands)
    output = workshop.folder / "network.txt"
    for _ in range(plan.import_rounds):
        folder = workshop.new_folder("network")
        os.sync()
        runs = [bench.meter.run(command, folder=folder, seconds=plan.seconds, output=output) for command in commands]
        shutil.rmtree(folder)
        if any(run.code for run in runs) or f"{people:,} contacts" not in output.read_text(encoding="utf-8"):
            row.failed = True
            row.notes.append(f"FAILED: ended with {[run.code for run in runs]}: {runs[-1].words[:80]}")
            break
        row.values.append(sum(run.wall for run in runs))
        row.cpu = sum(run.cpu for run in runs) / people * 1000
        row.peak = max(row.peak or 0, *(run.peak for run in runs))
    bound = NETWORK_SECONDS * people / LARGEST_NETWORK
    row.goals = [at_most(statistics.median(row.values) if row.values else None, bound, "s")]
    return [Section(f"a network of {people:,} connections", "seconds; CPU per 1,000 connections", [row])]


def imports(bench, table):
    """Imports the table in turns with sqlite3; gives the last folder that Portillon imported into, and the rows."""
    ours, theirs = Row("portillon import csv --as cards"), Row("sqlite3 .import")
    has_sqlite = "sqlite3" not in bench.tools.missing
    if not has_sqlite:
        theirs.notes.append(f"not available: {bench.tools.missing['sqlite3']}")
    folder = None
    for number in range(bench.plan.import_rounds):
        if folder:
            shutil.rmtree(folder)
        folder = bench.workshop.new_folder(f"import-{number}")
        if has_sqlite and number % 2 == 1:
            import_by_sqlite(bench, table, theirs)
        import_cards(bench, table, folder, ours)
        if has_sqlite and number % 2 == 0:
            import_by_sqlite(bench, table, theirs)
    if theirs.values:
        ours.ratio = statistics.median(mine / other for mine, other in zip(ours.values, theirs.values))
    ours.goals = [
        at_most(ours.ratio, OF_SQLITE_IMPORT, "× sqlite3"),
        at_most(ours.peak, IMPORT_MEGABYTES, "MB"),
    ]
    return folder, [ours, theirs]


def import_cards(bench, table, folder, row):
    command = bench.workshop.command("import", "csv", table, "--as", "cards", "--json")
    output = bench.workshop.folder / "import.json"
    os.sync()
    run = bench.meter.run(command, folder=folder, seconds=bench.plan.seconds, output=output)
    if run.code != 0 or json.loads(output.read_text(encoding="utf-8"))["contacts"]["new"] != bench.plan.contacts:
        raise SystemExit(f"bench: portillon import ended with {run.code}, or not with every row: {run.words}")
    row.command = shown(command, None)
    add_run(bench, row, run)


def import_by_sqlite(bench, table, row):
    database = bench.workshop.folder / "import.sqlite"
    command = ["sqlite3", database, ".mode csv", f".import '{table}' people"]
    os.sync()
    run = bench.meter.run(command, seconds=bench.plan.seconds)
    if run.code != 0:
        raise SystemExit(f"bench: sqlite3 ended with {run.code}: {run.words}")
    database.unlink()
    row.command = f"sqlite3 {database.name} '.mode csv' '.import {table.name} people'"
    add_run(bench, row, run)


def add_run(bench, row, run):
    """Adds a run over all contacts to its row."""
    say(f"gate: {row.name}: {run.wall:.2f} s")
    row.values.append(run.wall)
    row.cpu, row.peak = run.cpu / bench.plan.contacts * 1000, max(row.peak or 0, run.peak)


def start(bench):
    """How long the command takes to say anything at all."""
    rows = []
    for name, command in (
        ("portillon --version", [bench.workshop.binary, "--version"]),
        ("true", ["true"]),
    ):
        runs = [bench.meter.run(command, seconds=30) for _ in range(bench.plan.starts)]
        row = Row(name, values=[run.wall * 1000 for run in runs], peak=max(run.peak for run in runs), command=name)
        if any(run.code != 0 for run in runs):
            row.failed = True
            row.notes.append("FAILED: ended with another code than 0")
        rows.append(row)
    rows[0].goals = [at_most(statistics.median(rows[0].values), VERSION_MILLISECONDS, "ms")]
    return [Section("start", "milliseconds", rows)]


def inbox(bench):
    """What came back, heard from an mbox: one mail in ten answers a letter, the others are anybody's."""
    plan, workshop = bench.plan, bench.workshop
    mailed = workshop.copy(workshop.network(plan.mails // 10))
    workshop.portillon(mailed, "send", "letter.md", "--yes")
    mbox = workshop.folder / "back.mbox"
    material.write_mbox(mbox, sorted((mailed / "outbox/new").iterdir()), plan.mails)
    shutil.rmtree(mailed / "outbox")
    row = Row("portillon inbox, an mbox", plan.mails)
    command = workshop.command("inbox", mbox, "--json")
    row.command = shown(command, None)
    output = workshop.folder / "inbox.json"
    for _ in range(plan.import_rounds):
        folder = workshop.copy(mailed)
        os.sync()
        run = bench.meter.run(command, folder=folder, seconds=plan.seconds, output=output)
        shutil.rmtree(folder)
        heard = json.loads(output.read_text(encoding="utf-8")) if run.code == 0 else {"sources": []}
        if [(one["messages"], one["new"]) for one in heard["sources"]] != [(plan.mails, plan.mails // 10)]:
            row.failed = True
            row.notes.append(f"FAILED: ended with {run.code}, or not with every mail: {run.words[:80]}")
            break
        say(f"inbox: {run.wall:.2f} s")
        row.values.append(plan.mails / run.wall)
        row.cpu, row.peak = run.cpu / plan.mails * 1000, max(row.peak or 0, run.peak)
    row.goals = [
        at_least(statistics.median(row.values) if row.values else None, MAILS_A_SECOND, "mails a second"),
        at_most(row.peak, INBOX_MEGABYTES, "MB"),
    ]
    mbox.unlink()
    shutil.rmtree(mailed)
    return [Section(f"what came back, {plan.mails:,} mails", "mails a second; CPU per 1,000 mails", [row])]


GROUPS = {
    "start": start, "delivery": delivery, "latency": latency, "counts": counts, "memory": memory, "gate": gate,
    "inbox": inbox,
}  # fmt: skip
