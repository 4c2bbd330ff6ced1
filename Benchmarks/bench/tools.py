"""Builds what is ours, and gets what is not: from Debian's packages and PyPI, and only where it is missing.

Packages that bring a daemon or replace another package (Postfix would replace any other mail server) are unpacked into
`.cache` and not installed. A tool that cannot be had is told by name and reason, and its row says "not available".
"""

import os
import pathlib
import re
import shutil
import subprocess
import sys

from .places import BUILD, CACHE, HERE, PEERS

C_FLAGS = ["-std=c11", "-O2", "-Wall", "-Wextra"]
OURS = {
    "sink": ["sink.c"],
    "measure": ["measure.c"],
    "limit": ["limit.c", "merge.c"],
}


class Unavailable(Exception):
    """Why a tool cannot be had, in a few words."""


def say(text):
    print(f"bench: {text}", file=sys.stderr, flush=True)


def run(command, **options):
    """Runs a command quietly; raises `Unavailable` with its last line where it fails."""
    try:
        done = subprocess.run(
            [str(word) for word in command], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, text=True, errors="replace", timeout=900, **options,
        )  # fmt: skip
    except (OSError, subprocess.TimeoutExpired) as error:
        raise Unavailable(f"{pathlib.Path(str(command[0])).name}: {error.__class__.__name__}") from error
    if done.returncode != 0:
        last = (done.stdout.strip().splitlines() or ["no word"])[-1]
        raise Unavailable(f"{pathlib.Path(str(command[0])).name}: {last[:100]}")
    return done.stdout


# Debian's packages

class Apt:
    """apt-get, asked for its lists once at most."""

    def __init__(self):
        self.has_lists = False
        self.environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}

    def run(self, *arguments, cwd=None):
        if not shutil.which("apt-get"):
            raise Unavailable("this system has no apt")
        command = ["apt-get", "-q", "-o", "DPkg::Lock::Timeout=300", *arguments]
        return run(command, env=self.environment, cwd=cwd)

    def refresh(self):
        if not self.has_lists and os.geteuid() == 0:
            self.run("update")
        self.has_lists = True

    def attempt(self, *arguments, cwd=None):
        """Runs apt-get; where it fails, refreshes the lists and tries once more."""
        try:
            return self.run(*arguments, cwd=cwd)
        except Unavailable:
            if self.has_lists:
                raise
            self.refresh()
            return self.run(*arguments, cwd=cwd)

    def install(self, *packages):
        if os.geteuid() != 0:
            raise Unavailable(f"as root: apt-get install {' '.join(packages)}")
        say(f"installing {' '.join(packages)}")
        self.attempt("install", "--yes", "--no-install-recommends", *packages)

    def unpack(self, package):
        """The contents of a package in a folder of our own; nothing of it is set up or started."""
        folder = CACHE / package
        if not folder.is_dir():
            say(f"unpacking {package}")
            downloads = CACHE / "downloads"
            downloads.mkdir(parents=True, exist_ok=True)
            self.attempt("download", package, cwd=downloads)
            archive = max(downloads.glob(f"{package}_*.deb"), key=lambda file: file.stat().st_mtime)
            part = CACHE / f"{package}.part"
            shutil.rmtree(part, ignore_errors=True)
            run(["dpkg-deb", "--extract", archive, part])
            part.rename(folder)
        return folder

    def libraries_of(self, package):
        """Installs the libraries that an unpacked package depends on."""
        archive = max((CACHE / "downloads").glob(f"{package}_*.deb"), key=lambda file: file.stat().st_mtime)
        depends = run(["dpkg-deb", "--field", archive, "Depends", "Pre-Depends"])
        self.install(*sorted(set(re.findall(r"\b(lib[a-z0-9.+-]+)", depends))))


# What the rows need

class Tools:
    """Every tool by name, as a command and what it needs in its environment, or the reason why it is not there."""

    def __init__(self):
        CACHE.mkdir(exist_ok=True)
        BUILD.mkdir(exist_ok=True)
        self.apt = Apt()
        self.commands = {}
        self.environments = {}
        self.missing = {}

    def prepare(self, *names):
        """Makes the named tools ready, once each."""
        for name in names:
            if name in self.commands or name in self.missing:
                continue
            try:
                made = getattr(self, "make_" + name.replace("-", "_"))()
                self.commands[name], self.environments[name] = made if isinstance(made, tuple) else (made, {})
            except Unavailable as reason:
                self.missing[name] = str(reason)
                say(f"{name} is not available: {reason}")

    def require(self, *names):
        """Like `prepare`, for what nothing works without."""
        self.prepare(*names)
        for name in names:
            if name in self.missing:
                raise SystemExit(f"bench: {name} is needed: {self.missing[name]}")

    def compile(self, name, sources, libraries=()):
        output = BUILD / name
        inputs = [HERE / source for source in sources] + [HERE / "merge.h"]
        if output.exists() and output.stat().st_mtime > max(file.stat().st_mtime for file in inputs):
            return [output]
        compiler = shutil.which("cc") or shutil.which("gcc") or shutil.which("clang")
        if not compiler:
            self.apt.install("gcc", "libc6-dev")
            compiler = shutil.which("gcc")
        run([compiler, *C_FLAGS, "-o", output, *inputs[:-1], *libraries])
        return [output]

    def make_sink(self):
        return self.compile("sink", OURS["sink"])

    def make_measure(self):
        return self.compile("measure", OURS["measure"])

    def make_limit(self):
        return self.compile("limit", OURS["limit"])

    def make_libcurl(self):
        sources, libraries = ["peers/libcurl.c", "merge.c"], ["-lcurl", "-lpthread"]
        try:
            return self.compile("libcurl", sources, libraries)
        except Unavailable:
            self.apt.install("libcurl4-openssl-dev")
            return self.compile("libcurl", sources, libraries)

    def postfix(self, tool):
        """A test tool of Postfix: the system's own, or one unpacked."""
        own = shutil.which(tool, path=os.environ.get("PATH", "") + ":/usr/sbin")
        if own:
            return [own], {}
        folder = self.apt.unpack("postfix")
        environment = {"LD_LIBRARY_PATH": str(folder / "usr/lib/postfix")}
        command = [folder / "usr/sbin" / tool]
        if "not found" in run(["ldd", *command], env={**os.environ, **environment}):
            self.apt.libraries_of("postfix")
        return command, environment

    def make_smtp_source(self):
        return self.postfix("smtp-source")

    def make_smtp_sink(self):
        return self.postfix("smtp-sink")

    def make_smtplib(self):
        return [sys.executable, PEERS / "python-smtplib.py"]

    def make_mailmerge(self):
        folder = CACHE / "mailmerge"
        if not folder.is_dir():
            say("installing mailmerge")
            part = CACHE / "mailmerge.part"
            shutil.rmtree(part, ignore_errors=True)
            pip = [sys.executable, "-m", "pip"]
            try:
                run([*pip, "--version"])
            except Unavailable:
                self.apt.install("python3-pip")
            run([*pip, "install", "--quiet", "--disable-pip-version-check", "--target", part, "mailmerge"])
            part.rename(folder)
        return [sys.executable, PEERS / "python-mailmerge.py"], {"PYTHONPATH": str(folder)}

    def make_nodemailer(self):
        if not shutil.which("node"):
            self.apt.install("nodejs")
        folder = self.apt.unpack("node-nodemailer")
        return ["node", PEERS / "nodemailer.js"], {"NODE_PATH": str(folder / "usr/share/nodejs")}

    def make_net_smtp(self):
        output, source = BUILD / "net-smtp", PEERS / "net-smtp.go"
        if not output.exists() or output.stat().st_mtime < source.stat().st_mtime:
            if not shutil.which("go"):
                self.apt.install("golang-go")
            environment = {**os.environ, "GO111MODULE": "off", "GOCACHE": str(CACHE / "go"), "GOTOOLCHAIN": "local"}
            run(["go", "build", "-o", output, source], env=environment)
        return [output]

    def make_sqlite3(self):
        if not shutil.which("sqlite3"):
            self.apt.install("sqlite3")
        return ["sqlite3"]

    def make_valgrind(self):
        if not shutil.which("valgrind"):
            self.apt.install("valgrind")
        return ["valgrind"]

    def make_strace(self):
        if not shutil.which("strace"):
            self.apt.install("strace")
        return ["strace"]

    def versions(self):
        """Of the tools that are there and tell, in one line."""
        told = []
        for archive in sorted((CACHE / "downloads").glob("*.deb")):
            told.append(" ".join(archive.name.split("_")[:2]))
        for folder in (CACHE / "mailmerge").glob("mailmerge-*.dist-info"):
            told.append(folder.name.removesuffix(".dist-info").replace("-", " "))
        for name, command in (
            ("libcurl", ["curl-config", "--version"]),
            ("net-smtp", ["go", "version"]),
            ("nodemailer", ["node", "--version"]),
            ("smtplib", [sys.executable, "--version"]),
            ("sqlite3", ["sqlite3", "--version"]),
        ):
            if name in self.commands:
                try:
                    words = run(command).split()
                except Unavailable:
                    continue
                named = {"nodemailer": f"node {words[0]}", "sqlite3": f"sqlite {words[0]}"}
                told.append(named.get(name, " ".join(words[:3])))
        return ", ".join(told)
