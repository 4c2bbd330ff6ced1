"""The letter and the people: the same for every sender, in the form that each one reads.

Everybody is made up and lives at example.net. The letter's message is about 10 KB, in text and HTML, and names the
person, the company, why they get it and a way out that is theirs alone.
"""

import csv
import datetime
import hashlib
import html
import re
import textwrap

PLACE = "Trade fair, Nantes"
SUBJECT = "{{first_name}}, three things learnt this quarter"
SENDER = "Zoe Sender"
POSTAL_ADDRESS = "1 rue des Essais, 75011 Paris, France"

# Headings, paragraphs and list items, in the order in which they are read.
LETTER = [
    ("p", "Dear {{first_name}},"),
    ("p", "this is my quarterly letter: three things learnt on the ground, one question, and nothing to sell. It takes "
          "four minutes to read. If you have only one of them, read the question at the end – an answer of a single "
          "line is worth more to me than a long silence, and I do read every one."),
    ("h", "What these three months taught me"),
    ("i", "A short quote is signed sooner. One page, one price, one date: half of the back-and-forth goes away. We "
          "went through forty quotes of the past two years and found that the long ones were not read to their end; "
          "what was asked afterwards stood on page six, and nobody had got that far."),
    ("i", "Friday morning is for deciding. Meetings end on time, and what was decided still holds on Monday. The trick "
          "is not the day but the hour: nobody opens a new subject when lunch is near, and everybody has had the week "
          "to see what the question really was."),
    ("i", "A failure told beats a failure hidden. The clients who get an explanation stay; those who find out by "
          "themselves leave, even where the fault was small. We now write within the day, say what happened, what it "
          "changes for them, and when they will hear from us again."),
    ("h", "And at {{company}}?"),
    ("p", "I would like to know how you at {{company}} are getting ready for the year to come. Do you hire, do you "
          "wait, do you change what you make? Three people told me last quarter that they had stopped planning beyond "
          "six months, and that it did them good: less to defend, more to look at. I am not convinced yet, and would "
          "gladly be."),
    ("h", "What I am reading"),
    ("p", "Two books this time. The first is about how workshops passed their craft on before there were schools for "
          "it: by letting the young ones ruin things that were cheap. The second is a history of the metric system, "
          "which I expected to be dry and which is a tale of quarrels, wagers and a meridian measured twice. If you "
          "know a third one that belongs on the same shelf, tell me – the best books of last year all came from "
          "answers to this letter."),
    ("h", "What went wrong"),
    ("p", "One thing did, and it would be odd to leave it out after what stands above. In March we delivered a series "
          "with the wrong coating: the sheet said one thing, the drum another, and the check that should have caught "
          "it compared the sheet with itself. Nobody was harmed, forty parts were made again at our expense, and the "
          "check now looks at the drum. What stays with me is that the young colleague who saw it on the first day "
          "had not dared to say so. We have changed how the morning round begins: whoever is newest speaks first."),
    ("p", "The customer, by the way, ordered again. When I asked why, she said that she had received a letter about "
          "the fault before her own people had found it, with a date in it, and that the date held. I have that "
          "sentence on the wall now, next to the metre of brass from the flea market. What it cost us is known to the "
          "cent; what it brought cannot be counted, and I suspect that it is more. If you have a story of the kind, "
          "from either side of the counter, I should like to hear it, and to tell it here without a name: one reads "
          "so many successes, and learns so little from them."),
    ("h", "Where to meet"),
    ("p", "I shall be at the spring fair in Nantes on both days, mostly at the café by the east entrance, where there "
          "is a table big enough to spread drawings on. Come without an appointment. In May I am in Lyon for the "
          "workshops on small series, and in June at home, where the door is open on Thursday afternoons."),
    ("p", "Thank you for reading this far, {{first_name}}. Just reply to this message: I read everything, and I "
          "answer, though sometimes only after the fair."),
    ("p", "Kind regards,"),
    ("p", SENDER),
]  # fmt: skip


# The people

FIRST_NAMES = ("Ada Boris Chloe Denis Elif Fanny Goran Hanna Irene Jonas Karim Lena Mehdi Nadia Oskar Paula Quentin "
               "Rosa Sami Thea Ugo Vera Wassim Xenia Yann Zita").split()  # fmt: skip
SYLLABLES = "ba ce di fo gu la me ni po ru sa te vi zo mar len dor tis van rek".split()
TRADES = "Joinery Instruments Textiles Printing Foundry Optics Bakery Cycles Ceramics Lighting".split()


def syllables(number, count):
    """A made-up name, another one for each number below 20 to the power of the count, neighbours unlike each other."""
    number = number * 1_300_021 % len(SYLLABLES) ** count
    parts = []
    for _ in range(count):
        number, which = divmod(number, len(SYLLABLES))
        parts.append(SYLLABLES[which])
    return "".join(parts).capitalize()


def person(number):
    """E-mail, first name, last name and company of one person."""
    company = f"{syllables(number // 3, 3)} {TRADES[number % len(TRADES)]}"
    return f"user{number}@example.net", FIRST_NAMES[number % len(FIRST_NAMES)], syllables(number, 5), company


def day(days_ago):
    return (datetime.date.today() - datetime.timedelta(days=days_ago)).isoformat()


def write_table(file, header, rows):
    with open(file, "w", encoding="utf-8", newline="") as opened:
        writer = csv.writer(opened, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def write_cards(file, count, stale_one_in=None):
    """What Portillon imports as cards; on request, one in so many was handed over too long ago to count."""
    recent, stale = day(100), day(2000)

    def met_on(number):
        return stale if stale_one_in and number % stale_one_in == stale_one_in - 1 else recent

    rows = ((*person(number), met_on(number), PLACE) for number in range(count))
    write_table(file, ["email", "first_name", "last_name", "company", "met_on", "met_at"], rows)


def write_connections(file, count):
    """LinkedIn's export of connections, its notes first, with the address of every one."""
    connected = (datetime.date.today() - datetime.timedelta(days=100)).strftime("%d %b %Y")
    with open(file, "w", encoding="utf-8", newline="") as opened:
        opened.write("Notes:\n\"When exporting your connection data, some addresses may be missing.\"\n\n")
        writer = csv.writer(opened, lineterminator="\n")
        writer.writerow(["First Name", "Last Name", "URL", "Email Address", "Company", "Position", "Connected On"])
        for number in range(count):
            email, first, last, company = person(number)
            url = f"https://www.linkedin.com/in/user{number}"
            writer.writerow([first, last, url, email, company, "Partner", connected])


def write_signups(file, numbers):
    """Confirmed sign-ups of the people of these numbers."""
    submitted = day(50)
    rows = ((*person(number), submitted, "newsletter", "Send me the quarterly letter", submitted) for number in numbers)
    header = ["email", "first_name", "last_name", "company", "submitted_on", "purposes", "wording", "confirmed_on"]
    write_table(file, header, rows)


def write_merge_table(file, count):
    """What the other senders fill in: the same people, and what Portillon would work out for each. No value needs
    quotes in the table, escaping in HTML or encoding in quoted-printable."""
    why = f"You gave me your business card on {day(100)} at the {PLACE.replace(',', ' in')}."

    def rows():
        for number in range(count):
            email, *names = person(number)
            token = hashlib.sha256(email.encode()).hexdigest()[:32]
            yield (email, *names, why, f"https://letters.example.org/u/{token}")

    write_table(file, ["email", "first_name", "last_name", "company", "why", "unsubscribe"], rows())


# The letter

def portillon_letter():
    """The letter as Portillon reads it."""
    marks = {"p": "", "h": "## ", "i": "- "}
    body = "\n\n".join(marks[kind] + text for kind, text in LETTER)
    head = f"Letter: quarterly\nPurpose: newsletter\nLanguage: en\nLayout: plain\nSubject: {SUBJECT}"
    return (f"{head}\n\n{body}\n\n---\n\n"
            "{{why}}\n\n{{sender.postalAddress}} · [Unsubscribe]({{unsubscribe}})\n")  # fmt: skip


def plain_text():
    """The letter as plain text."""
    marks = {"p": ("", ""), "h": ("", ""), "i": ("- ", "  ")}
    paragraphs = [
        textwrap.fill(
            text, 70, initial_indent=marks[kind][0], subsequent_indent=marks[kind][1], break_on_hyphens=False,
            break_long_words=False,
        )
        for kind, text in LETTER
    ]  # fmt: skip
    foot = ["--", "{{why}}", POSTAL_ADDRESS, "Unsubscribe: {{unsubscribe}}"]
    return "\n\n".join(paragraphs) + "\n\n" + "\n".join(foot) + "\n"


STYLE = """
  body { margin: 0; padding: 0; background: #f4f2ee; color: #24211d; }
  .page { max-width: 36rem; margin: 0 auto; padding: 2rem 1.25rem; }
  .page { background: #ffffff; font: 17px/1.6 Georgia, serif; }
  h1, h2, h3 { line-height: 1.25; font-family: Arial, sans-serif; }
  h2 { font-size: 1.2rem; margin: 2rem 0 .5rem; }
  a { color: #0b5e8a; }
  a:hover { color: #073f5f; text-decoration: none; }
  img { max-width: 100%; height: auto; }
  ul, ol { margin: 1rem 0; padding-left: 1.5rem; }
  li { margin: .5rem 0; }
  table { border-collapse: collapse; width: 100%; }
  th, td { padding: .25rem .5rem; border: 1px solid #d8d3ca; }
  th { text-align: left; background: #f4f2ee; }
  code { font: 15px/1.4 Menlo, Consolas, monospace; }
  blockquote { margin: 1rem 0; padding-left: 1rem; }
  blockquote { border-left: 3px solid #d8d3ca; }
  .foot { border-top: 1px solid #d8d3ca; margin-top: 2rem; }
  .foot { font-size: .82rem; color: #5d574e; }
  @media (max-width: 30rem) {
    .page { padding: 1rem .75rem; font-size: 16px; }
    h2 { font-size: 1.1rem; }
    th, td { padding: .125rem .25rem; }
  }
  @media print {
    body { background: none; }
    .page { max-width: none; padding: 0; font-size: 11pt; }
    a { color: inherit; }
  }
  @media (prefers-color-scheme: dark) {
    body { background: #191816; color: #ece8e1; }
    .page { background: #22201d; }
    a { color: #7cc4ec; }
    blockquote { border-left-color: #4a453e; }
    th, td { border-color: #4a453e; }
    th { background: #191816; }
    .foot { border-top-color: #4a453e; color: #b3aca1; }
  }
"""


def layout():
    """The page around Portillon's letter: the one that every other sender's stands in."""
    return (f'<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<style>{STYLE}</style>\n</head>\n'
            '<body>\n<div class="page">\n{{{content}}}\n</div>\n</body>\n</html>\n')  # fmt: skip


def rich_text():
    """The letter as HTML."""
    tags = {"p": "p", "h": "h2", "i": "li"}
    lines = ["<!doctype html>", '<html lang="en">', "<head>", '<meta charset="utf-8">', f"<style>{STYLE}</style>",
             "</head>", "<body>", '<div class="page">']  # fmt: skip
    previous = None
    for kind, text in LETTER:
        if (kind == "i") != (previous == "i"):
            lines.append("<ul>" if kind == "i" else "</ul>" if previous == "i" else "")
        wrapped = textwrap.fill(html.escape(text, quote=False), 70, break_on_hyphens=False, break_long_words=False)
        lines.append(f"<{tags[kind]}>{wrapped}</{tags[kind]}>")
        previous = kind
    lines += ['<div class="foot">', "<p>{{why}}</p>", f"<p>{POSTAL_ADDRESS} ·",
              '<a href="{{unsubscribe}}">Unsubscribe</a></p>', "</div>", "</div>", "</body>", "</html>"]  # fmt: skip
    return "\n".join(line for line in lines if line) + "\n"


def quoted_printable(text):
    """Encodes what is not ASCII. The lines are short enough to need no soft breaks, and places stay as they are."""
    def encode(character):
        return "".join(f"={octet:02X}" for octet in character.encode())

    return re.sub(r"[^\n -<>-~]", lambda match: encode(match.group()), text)


def multipart(encoding):
    """The two parts, as they stand in a message: `quoted-printable`, or None for as they are."""
    encode = quoted_printable if encoding else str
    transfer = [f"Content-Transfer-Encoding: {encoding}"] if encoding else []
    lines = []
    for kind, text in (("plain", plain_text()), ("html", rich_text())):
        lines += ["--=_boundary", f'Content-Type: text/{kind}; charset="utf-8"', *transfer, "", encode(text)]
    return "\n".join([*lines, "--=_boundary--", ""])


def message():
    """The whole message, ready to be filled in and put on the wire, with LF line ends."""
    headers = [
        f"From: {SENDER} <sender@example.com>",
        "To: {{first_name}} {{last_name}} <{{email}}>",
        f"Subject: {SUBJECT}",
        "Date: Mon, 05 Oct 2026 09:00:00 +0200",
        "Message-ID: <{{email}}.quarterly@example.com>",
        "List-Unsubscribe: <{{unsubscribe}}>",
        "MIME-Version: 1.0",
        'Content-Type: multipart/alternative; boundary="=_boundary"',
    ]
    return "\n".join(headers) + "\n\n" + multipart("quoted-printable")


def mailmerge_template():
    """The message as mailmerge's documentation shows one; it encodes the parts itself."""
    headers = [
        "TO: {{first_name}} {{last_name}} <{{email}}>",
        f"SUBJECT: {SUBJECT}",
        f"FROM: {SENDER} <sender@example.com>",
        "MIME-Version: 1.0",
        'Content-Type: multipart/alternative; boundary="=_boundary"',
    ]
    return "\n".join(headers) + "\n\n" + multipart(None)


def write_letter(folder):
    """Writes the letter in every form into the folder."""
    for name, text in (
        ("letter.md", portillon_letter()),
        ("letter.txt", plain_text()),
        ("letter.html", rich_text()),
        ("layout.html", layout()),
        ("layout.txt", "{{{content}}}\n"),
        ("message.eml", message()),
        ("mailmerge.txt", mailmerge_template()),
    ):
        (folder / name).write_text(text, encoding="utf-8")


def write_mbox(file, letters, count):
    """Mails in an mbox: each letter comes back, as a report or with an answer, and as many others make up the number."""
    words = "\n\n".join(textwrap.fill(text, 72) for kind, text in LETTER if kind == "p")
    with open(file, "w", encoding="utf-8") as mbox:
        for number in range(count):
            letter = letters[number // 10].read_text(encoding="utf-8") if number % 10 == 0 else None
            mbox.write(f"From someone@example.net Mon Nov 16 08:00:00 2026\n{_came_back(number, letter, words)}\n\n")


def _came_back(number, letter, words):
    moment = datetime.datetime(2026, 11, 16, tzinfo=datetime.timezone.utc) + datetime.timedelta(seconds=number)
    head = f"Date: {moment:%a, %d %b %Y %H:%M:%S +0000}\nMessage-ID: <{number}@mail.example.net>\nMIME-Version: 1.0\n"
    plain = "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n"
    if letter is None:
        return f"From: friend{number}@example.net\nTo: sender@example.com\nSubject: lunch {number}\n{head}{plain}\n{words}"
    header = letter.split("\n\n")[0]
    field = dict(re.findall(r"^([\w-]+):[ \t]*(.*(?:\n[ \t].*)*)", header, re.MULTILINE))
    address = re.search(r"[^ <]+@[^ >]+", field["To"]).group()
    if number % 20 == 0:
        quoted = "\n".join("> " + line for line in words.splitlines())
        return (f"From: {address}\nTo: sender@example.com\nSubject: Re: a letter\nIn-Reply-To: {field['Message-ID']}\n"
                f"{head}{plain}\nThank you!\n\n{quoted}")  # fmt: skip
    return (f"From: MAILER-DAEMON@relay.example.net\nTo: sender@example.com\nSubject: Undelivered Mail\n{head}"
            f"Content-Type: multipart/report; report-type=delivery-status; boundary=\"b{number}\"\n\n"
            f"--b{number}\n\nIt could not be delivered.\n\n--b{number}\nContent-Type: message/delivery-status\n\n"
            f"Reporting-MTA: dns; relay.example.net\n\nFinal-Recipient: rfc822; {address}\nAction: failed\n"
            f"Status: 5.1.1\nDiagnostic-Code: smtp; 550 5.1.1 user unknown\n\n"
            f"--b{number}\nContent-Type: message/rfc822\n\n{letter}\n--b{number}--\n")  # fmt: skip
