"""The one table in which all results stand, for a terminal and as Markdown."""

import dataclasses
import statistics

HEADER = ["", "messages", "median", "lowest–highest", "ratio", "CPU s/1,000", "peak MB", "KB each", "goals"]
LEFT_ALIGNED = {0, 8}


@dataclasses.dataclass
class Goal:
    """What was to be reached, and what was."""

    text: str
    is_reached: bool | None  # None: could not be measured

    def __str__(self):
        mark = {True: "✓", False: "✗", None: "?"}[self.is_reached]
        return f"{mark} {self.text}"


def at_least(measured, bound, of):
    """A ratio that is to be at least so much of something."""
    if measured is None:
        return Goal(f"≥ {bound:g} × {of}: not measured", None)
    return Goal(f"≥ {bound:g} × {of}: {measured:.2f}", measured >= bound)


def at_most(measured, bound, unit):
    """A quantity that is to be at most so much."""
    if measured is None:
        return Goal(f"≤ {bound:g} {unit}: not measured", None)
    return Goal(f"≤ {bound:g} {unit}: {figure(measured)}", measured <= bound)


def figure(value):
    """A number with as many digits as say something."""
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}" if value >= 1 else f"{value:.3f}"


@dataclasses.dataclass
class Row:
    """One line of the table."""

    name: str
    messages: int | None = None
    values: list = dataclasses.field(default_factory=list)
    ratio: float | None = None
    cpu: float | None = None
    peak: float | None = None
    size: float | None = None
    goals: list = dataclasses.field(default_factory=list)
    notes: list = dataclasses.field(default_factory=list)
    failed: bool = False
    command: str = ""

    def cells(self):
        values = self.values
        spread = f"{figure(min(values))}–{figure(max(values))}" if len(values) > 1 else ""
        return [
            self.name,
            f"{self.messages:,}" if self.messages else "",
            figure(statistics.median(values)) if values else "",
            spread,
            f"{self.ratio:.2f}" if self.ratio is not None else "",
            f"{self.cpu:.3f}" if self.cpu is not None else "",
            f"{self.peak:.1f}" if self.peak is not None else "",
            f"{self.size:.1f}" if self.size is not None else "",
        ]

    def remarks(self):
        return [*self.notes, *(str(goal) for goal in self.goals)]


@dataclasses.dataclass
class Section:
    """Rows that are about one thing."""

    title: str
    unit: str
    rows: list
    server: str = ""  # the command of the sink


def entry_row(entry, baseline):
    """The row of one sender in a contest."""
    row = Row(entry.sender.name, entry.sender.messages, command=entry.command)
    if entry.missing:
        row.notes.append(f"not available: {entry.missing}")
    elif entry.failure:
        row.failed = True
        row.notes.append(f"FAILED: {entry.failure}")
    else:
        row.values = entry.rates
        row.ratio = entry.ratio(baseline)
        row.cpu = statistics.median(entry.cpu)
        row.peak = max(entry.peak)
        row.size = entry.size
        wanted = entry.sender.connections
        if wanted and entry.most_open is not None and entry.most_open < wanted:
            row.notes.append(f"opened {entry.most_open} of {wanted} connections")
    return row


def text(sections):
    """The table for a terminal."""
    lines = [(None, HEADER)]
    for section in sections:
        lines.append((f"{section.title} · {section.unit}", None))
        for row in section.rows:
            remarks = row.remarks() or [""]
            lines.append((None, [*row.cells(), remarks[0]]))
            lines += [(None, [""] * 8 + [remark]) for remark in remarks[1:]]
    widths = [max(len(cells[column]) for _, cells in lines if cells) for column in range(len(HEADER))]
    out = []
    for title, cells in lines:
        if title:
            out += ["", title]
            continue
        padded = [
            cell.ljust(width) if column in LEFT_ALIGNED else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(cells, widths))
        ]
        out.append(("  " + "  ".join(padded)).rstrip())
    return "\n".join(out)


def markdown(sections):
    """The same as Markdown, a table for each section."""
    out = []
    for section in sections:
        rule = [":--" if column in LEFT_ALIGNED else "--:" for column in range(len(HEADER))]
        out += [f"## {section.title}", "", f"In {section.unit}.", ""]
        out += ["| " + " | ".join(HEADER) + " |", "|" + "|".join(rule) + "|"]
        for row in section.rows:
            out.append("| " + " | ".join([*row.cells(), "<br>".join(row.remarks())]) + " |")
        out.append("")
    return "\n".join(out)


def commands(sections):
    """What was run, each once, as Markdown."""
    lines = ["## Commands", ""]
    for section in sections:
        shown = [f"sink: `{section.server}`"] if section.server else []
        shown += [f"{row.name}: `{row.command}`" for row in section.rows if row.command]
        lines += [f"- {line}" for line in shown if f"- {line}" not in lines]
    return "\n".join([*lines, ""])


def summary(sections):
    """How many of the goals were reached, in one line."""
    goals = [goal for section in sections for row in section.rows for goal in row.goals]
    reached = sum(goal.is_reached is True for goal in goals)
    unknown = sum(goal.is_reached is None for goal in goals)
    words = f"{reached} of {len(goals)} goals reached (✓ reached, ✗ not reached)"
    return words + (f"; {unknown} not measured (?)" if unknown else "")
