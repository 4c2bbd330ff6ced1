"""Who sends: the peers and the limits, each as one would run it, and Portillon."""

import json
import os
import shutil
import subprocess

from . import material


class Letterbox:
    """The letter and the people as files, made when first asked for."""

    def __init__(self, folder):
        self.folder = folder
        folder.mkdir()
        material.write_letter(folder)

    def __getitem__(self, name):
        return self.folder / name

    def table(self, count):
        """The people as the peers read them."""
        file = self.folder / f"merge-{count}.csv"
        if not file.exists():
            material.write_merge_table(file, count)
        return file

    def cards(self, count, stale_one_in=None):
        """The people as Portillon imports them."""
        file = self.folder / f"cards-{count}-{stale_one_in or 'all'}.csv"
        if not file.exists():
            material.write_cards(file, count, stale_one_in)
        return file

    def connections(self, count):
        """The same people as LinkedIn exports them."""
        file = self.folder / f"network-{count}" / "Connections.csv"
        if not file.exists():
            file.parent.mkdir()
            material.write_connections(file, count)
        return file


class Peer:
    """A sender that is one command."""

    def __init__(self, name, tool, tools, messages, arguments):
        """`arguments` gives what stands behind the tool, for a port."""
        self.name, self.tool, self.tools, self.messages, self.arguments = name, tool, tools, messages, arguments
        self.connections = None

    def prepare(self):
        """Gives why it cannot run, or None."""
        self.tools.prepare(self.tool)
        return self.tools.missing.get(self.tool)

    def ready(self, port):
        """The command of one run, and what it needs around it."""
        return [*self.tools.commands[self.tool], *self.arguments(port)], self.tools.environments[self.tool], None

    def done(self):
        pass


class Workshop:
    """Portillon's working folders: each network is imported once, and copied for each run that changes it."""

    def __init__(self, binary, letterbox, folder):
        self.binary, self.letterbox, self.folder = binary, letterbox, folder
        self.made = {}
        self.copies = 0

    def command(self, *arguments):
        return [self.binary, "--lang", "en", *arguments]

    def portillon(self, folder, *arguments):
        """Runs it unmeasured."""
        environment = {name: value for name, value in os.environ.items() if not name.startswith("PORTILLON_")}
        run = subprocess.run(
            [str(word) for word in self.command(*arguments)], cwd=folder, env=environment, stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)  # fmt: skip
        if run.returncode != 0:
            raise SystemExit(f"bench: portillon {arguments[0]} ended with {run.returncode}: {run.stderr.strip()}")

    def configure(self, folder, port=None, connections=4):
        configuration = {
            "sender": {
                "name": material.SENDER,
                "address": "sender@example.com",
                "postalAddress": material.POSTAL_ADDRESS,
                "linkedInAddressVisibleSince": "2019-05-01",
            },
            "language": "en",
            "purposes": {
                "newsletter": {
                    "context": "professional",
                    "description": {"fr": "la lettre trimestrielle", "en": "the quarterly letter"},
                }
            },
            "unsubscribe": {"mailto": "unsubscribe@example.org", "url": "https://letters.example.org/u/{token}"},
        }
        if port:
            configuration["relay"] = {
                "url": f"smtp://127.0.0.1:{port}",
                "security": "none",
                "connections": connections,
                "messagesPerConnection": 1_000_000,
            }
        (folder / "config.json").write_text(json.dumps(configuration, indent=2), encoding="utf-8")

    def new_folder(self, name):
        """A working folder with nobody in it yet."""
        folder = self.folder / name
        self.portillon(self.folder, "init", folder)
        self.configure(folder)
        shutil.copy(self.letterbox["letter.md"], folder / "letter.md")
        for kind in ("html", "txt"):
            shutil.copy(self.letterbox[f"layout.{kind}"], folder / "Templates" / f"plain.{kind}")
        return folder

    def network(self, count):
        """The folder with so many people in it, all of whom will get the letter. Nobody sends from it."""
        if count not in self.made:
            folder = self.new_folder(f"network-{count}")
            self.portillon(folder, "import", "csv", self.letterbox.cards(count), "--as", "cards")
            self.made[count] = folder
        return self.made[count]

    def copy(self, source):
        self.copies += 1
        folder = self.folder / f"run-{self.copies}"
        shutil.copytree(source, folder)
        return folder


class Portillon:
    """`portillon send`, from its start to its end: gate, letter, durable journal, delivery."""

    tool = "portillon"

    def __init__(self, workshop, messages, connections):
        self.name = f"portillon, {connections} connection{'s' if connections > 1 else ''}"
        self.workshop, self.messages, self.connections = workshop, messages, connections
        self.folder = None

    def prepare(self):
        self.workshop.network(self.messages)

    def ready(self, port):
        self.folder = self.workshop.copy(self.workshop.network(self.messages))
        self.workshop.configure(self.folder, port, self.connections)
        os.sync()  # What the copy left to be written is not to be waited for by the run's own journal.
        return self.workshop.command("send", "letter.md", "--yes"), {}, self.folder

    def done(self):
        shutil.rmtree(self.folder)


def smtp_source(tools, messages):
    def arguments(port):
        addresses = ["-f", "sender@example.com", "-t", "user@example.net"]
        return ["-d", "-s", 10, "-m", messages, "-l", 10240, *addresses, f"127.0.0.1:{port}"]

    return Peer("smtp-source -d -s 10", "smtp-source", tools, messages, arguments)


def limit(tools, letterbox, messages, connections, pipelined):
    def arguments(port):
        files = ["--message", letterbox["message.eml"], "--people", letterbox.table(messages)]
        return ["--port", port, *files, "--connections", connections, *(["--pipelined"] if pipelined else [])]

    name = f"limit, {'pipelined' if pipelined else 'serial'}, {connections} connection{'s' if connections > 1 else ''}"
    return Peer(name, "limit", tools, messages, arguments)


def libcurl(tools, letterbox, messages):
    def arguments(port):
        return [port, 10, letterbox["message.eml"], letterbox.table(messages)]

    return Peer("libcurl, 10 threads", "libcurl", tools, messages, arguments)


def net_smtp(tools, letterbox, messages):
    def arguments(port):
        return [port, 10, letterbox["letter.txt"], letterbox["letter.html"], letterbox.table(messages)]

    return Peer("Go net/smtp, 10 connections", "net-smtp", tools, messages, arguments)


def smtplib(tools, letterbox, messages):
    def arguments(port):
        return [port, letterbox["letter.txt"], letterbox["letter.html"], letterbox.table(messages)]

    return Peer("Python smtplib", "smtplib", tools, messages, arguments)


def nodemailer(tools, letterbox, messages):
    def arguments(port):
        return [port, 10, letterbox["letter.txt"], letterbox["letter.html"], letterbox.table(messages)]

    return Peer("Nodemailer, pool of 10", "nodemailer", tools, messages, arguments)


def mailmerge(tools, letterbox, messages):
    def arguments(port):
        return [port, letterbox["mailmerge.txt"], letterbox.table(messages)]

    return Peer("mailmerge", "mailmerge", tools, messages, arguments)
