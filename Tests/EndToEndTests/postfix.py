"""Runs a Postfix of a test's own, from where `Scripts/setup` unpacked it, until SIGTERM or the end of its standard input.

    postfix.py UNPACKED FOLDER [NAME=VALUE…]     as root; FOLDER is made, the rest changes or adds to main.cf

Says `ready PORT` once it listens on 127.0.0.1; where it cannot, it ends with 1 and says why on standard error. All of it
lies in FOLDER: configuration, queue, `inbox/all/new` with a file for each message, and `log`. Nothing leaves the machine:
there is no client in master.cf, and what is not for example.org has no transport.
"""

import base64
import os
import pathlib
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time

USERNAME, PASSWORD = "you@example.org", "open sesame"
# Of Debian's base system; Postfix wants three that differ.
OWNER, GROUP, NOBODY = "mail", "daemon", "nobody"
QUEUES = "active bounce corrupt defer deferred flush hold incoming maildrop private public saved trace".split()

# Strict where Postfix can be: it ends a session that is out of step, and takes neither a bare line feed nor a body that is
# not what its header says. No place of an installed Postfix is read.
MAIN = """
compatibility_level = 3.6
config_directory = {folder}/etc
queue_directory = {folder}/queue
data_directory = {folder}/data
daemon_directory = {unpacked}/usr/lib/postfix/sbin
shlib_directory = {unpacked}/usr/lib/postfix
command_directory = {unpacked}/usr/sbin
meta_directory = {unpacked}/etc/postfix
import_environment = MAIL_CONFIG POSTLOG_SERVICE POSTLOG_HOSTNAME TZ LANG=C LD_LIBRARY_PATH
mail_owner = {owner}
setgid_group = {group}
default_privs = {nobody}
maillog_file = {folder}/log
maillog_file_prefixes = {folder}
myhostname = relay.example.org
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
disable_dns_lookups = yes
smtpd_peername_lookup = no
in_flow_delay = 0
service_throttle_time = 1s
alias_maps =
alias_database =
mynetworks =
mydestination =
local_transport = error:nothing is local
relay_transport = error:nothing is relayed
default_transport = error:nothing leaves
virtual_mailbox_domains = example.org
virtual_mailbox_base = {folder}/inbox
virtual_mailbox_maps = regexp:{{{{!/^(unknown|@)/ all/}}}}
virtual_minimum_uid = 1
virtual_uid_maps = static:{uid}
virtual_gid_maps = static:{gid}
message_size_limit = 100000
smtpd_tls_security_level = encrypt
smtpd_tls_chain_files = {folder}/relay.key, {folder}/relay.pem
smtpd_tls_loglevel = 1
smtpd_sasl_auth_enable = yes
smtpd_sasl_type = dovecot
smtpd_sasl_path = private/auth
smtpd_sasl_security_options = noanonymous
smtpd_client_event_limit_exceptions =
smtpd_client_restrictions = permit_sasl_authenticated, reject
smtpd_relay_restrictions = permit_auth_destination, reject
smtpd_data_restrictions = reject_unauth_pipelining
smtpd_forbid_unauth_pipelining = yes
smtpd_forbid_bare_newline = reject
strict_rfc821_envelopes = yes
strict_8bitmime_body = yes
strict_mime_encoding_domain = yes
"""

MASTER = """
127.0.0.1:{port} inet n - n - - smtpd
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
flush unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
error unix - - n - - error
retry unix - - n - - error
virtual unix - n n - - virtual
anvil unix - - n - 1 anvil
postlog unix-dgram n - n - 1 postlogd
"""


def main(unpacked, folder, *changes):
    # Whoever runs tests may hold signals back, which this and a daemon must hear.
    signal.pthread_sigmask(signal.SIG_SETMASK, [])
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    lay_out(unpacked, folder, changes)
    authenticate(folder)
    master = None
    try:
        for _ in range(5):  # A port that was free a moment ago may be taken now.
            port = free_port()
            (folder / "etc/master.cf").write_text(MASTER.format(port=port))
            master = start(unpacked, folder)
            if listens(master, folder):
                print("ready", port, flush=True)
                sys.stdin.read()
                return 0
            stop(master)
        print((folder / "log").read_text() if (folder / "log").exists() else "no log", file=sys.stderr)
        return 1
    finally:
        if master:
            stop(master)


def lay_out(unpacked, folder, changes):
    owner = pwd.getpwnam(OWNER)
    for name in ["etc", "inbox", "data", "queue", "queue/pid", *("queue/" + name for name in QUEUES)]:
        (folder / name).mkdir(parents=True)
        if name not in ("etc", "queue", "queue/pid"):
            os.chown(folder / name, owner.pw_uid, owner.pw_gid)
    settings = MAIN.format(
        unpacked=unpacked, folder=folder, owner=OWNER, group=GROUP, nobody=NOBODY, uid=owner.pw_uid, gid=owner.pw_gid
    )
    (folder / "etc/main.cf").write_text(settings + "".join(change.replace("=", " = ", 1) + "\n" for change in changes))
    # Postfix waits for a file that changed a moment ago to settle.
    os.utime(folder / "etc/main.cf", (0, 0))
    # It signs itself, so that it is its own authority, for whoever is told so.
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
         "-subj", "/CN=relay", "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", "relay.key", "-out", "relay.pem"],
        cwd=folder, check=True, capture_output=True,
    )  # fmt: skip


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def start(unpacked, folder):
    return subprocess.Popen(
        [unpacked / "usr/lib/postfix/sbin/master", "-c", folder / "etc", "-d"],
        env={"PATH": "/usr/bin:/bin", "LD_LIBRARY_PATH": f"{unpacked}/usr/lib/postfix"},
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip


def listens(master, folder):
    """Whether it came up; its log says so after its sockets are bound."""
    log, deadline = folder / "log", time.monotonic() + 20
    while master.poll() is None and time.monotonic() < deadline:
        if log.exists() and "daemon started" in log.read_text():
            return True
        time.sleep(0.01)
    return False


def stop(master):
    for number in (signal.SIGTERM, signal.SIGKILL):  # The whole group: master leads it.
        try:
            os.killpg(master.pid, number)
            master.wait(5)
        except (ProcessLookupError, subprocess.TimeoutExpired):
            pass


def authenticate(folder):
    """Answers as Dovecot's authentication service does, version 1 of its protocol, to PLAIN alone."""
    listener = socket.socket(socket.AF_UNIX)
    place = folder / "queue/private/auth"
    listener.bind(str(place))
    os.chmod(place, 0o666)
    listener.listen()

    def converse(connection):
        with connection, connection.makefile("rw", newline="\n") as stream:
            stream.write("VERSION\t1\t1\nMECH\tPLAIN\tplaintext\nSPID\t1\nCUID\t1\nCOOKIE\t00\nDONE\n")
            stream.flush()
            for line in stream:
                command, *words = line.rstrip("\n").split("\t")
                response = next((word[5:] for word in words if word.startswith("resp=")), None)
                if command == "AUTH" and response is None:
                    stream.write(f"CONT\t{words[0]}\t\n")
                elif command in ("AUTH", "CONT"):
                    said = base64.b64decode(words[1] if command == "CONT" else response).decode().split("\0")
                    verdict = "OK" if said[1:] == [USERNAME, PASSWORD] else "FAIL"
                    stream.write(f"{verdict}\t{words[0]}\tuser={USERNAME}\n")
                stream.flush()

    def admit():
        while True:
            threading.Thread(target=converse, args=(listener.accept()[0],), daemon=True).start()

    threading.Thread(target=admit, daemon=True).start()


if __name__ == "__main__":
    place = pathlib.Path(sys.argv[2]).absolute()
    sys.exit(main(pathlib.Path(sys.argv[1]).absolute(), place, *sys.argv[3:]))
