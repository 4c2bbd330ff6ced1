"""mailmerge, the command of that name: writes its configuration beside the template and runs it.

usage: python-mailmerge.py PORT TEMPLATE PEOPLE
"""

import pathlib
import sys

from mailmerge.__main__ import main


def arguments(port, template, people):
    configuration = pathlib.Path(template).with_suffix(".conf")
    configuration.write_text(f"[smtp_server]\nhost = 127.0.0.1\nport = {port}\n", encoding="utf-8")
    options = ["--no-dry-run", "--no-limit", "--output-format", "text"]
    return [*options, "--template", template, "--database", people, "--config", str(configuration)]


main(arguments(*sys.argv[1:]))
