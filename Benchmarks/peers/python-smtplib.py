"""Python's smtplib and email, as one would write it: one connection, a message built anew for each person.

usage: python-smtplib.py PORT TEXT HTML PEOPLE
"""

import csv
import re
import smtplib
import sys
from email.message import EmailMessage


def fill(template, person):
    return re.sub(r"\{\{(\w+)\}\}", lambda place: person[place.group(1)], template)


def main():
    port, text_file, html_file, people_file = sys.argv[1:]
    with open(text_file, encoding="utf-8") as file:
        text = file.read()
    with open(html_file, encoding="utf-8") as file:
        html = file.read()
    with open(people_file, encoding="utf-8", newline="") as people, smtplib.SMTP("127.0.0.1", int(port)) as relay:
        for person in csv.DictReader(people):
            message = EmailMessage()
            message["From"] = "Zoe Sender <sender@example.com>"
            message["To"] = f"{person['first_name']} {person['last_name']} <{person['email']}>"
            message["Subject"] = f"{person['first_name']}, three things learnt this quarter"
            message.set_content(fill(text, person))
            message.add_alternative(fill(html, person), subtype="html")
            relay.send_message(message)


main()
