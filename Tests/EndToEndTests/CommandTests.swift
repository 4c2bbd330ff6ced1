import Foundation
import Testing

/// The commands that look on or record.
@Suite struct CommandTests {
    static let calls: [Call] = [
        .init(["frobnicate"], 64), .init(["send", "letter.md", "--frobnicate"], 64), .init(["preview"], 64),
        .init(["status", "no-such-letter"], 64), .init(["resolve", "no-such-letter", "--settle"], 64),
        .init(["log", "--letter", "no-such-letter"], 64), .init(["rules", "no-such-rule"], 64),
        .init(["why", "nobody@"], 64),
        .init(["why", "nobody"], 64), .init(["object", "nobody"], 64), .init(["object"], 64),
        .init(["object", "@no domain"], 64),
        .init(["object", "a@example.org", "--kind", "annoyed"], 64),
        .init(["object", "a@example.org", "--on", "10/11/2023"], 64),
        .init(["object", "--token", "no-such-token"], 64), .init(["heard-from", "nobody", "--on", day(-1)], 64),
        .init(["heard-from", "ada@example.org", "--on", "one day"], 64), .init(["heard-from", "ada@example.org"], 64),
        .init(["log", "--address", "nobody"], 64), .init(["contacts", "--export", "paper"], 64),
        .init(["send", "letter.md", "--yes", "--limit", "some"], 64),
        .init(["preview", "letter.md", "--config", "nowhere.json"], 66), .init(["why", "stranger@example.org"], 0),
        .init(["why", "ada@example.org"], 0), .init(["rules"], 0), .init(["rules", "objected"], 0),
        .init(["status"], 0),
        .init(["contacts"], 0), .init(["log"], 0), .init(["--version"], 0), .init(["--help"], 0),
    ]

    @Test(arguments: calls) func codes(_ call: Call) throws {
        let folder = try WorkingFolder()
        try folder.meet("ada")
        let run = try folder.run(call.arguments)
        #expect(run.code == call.code, "\(run.err)")
        // Data on stdout, everything else on stderr.
        #expect(call.code == 0 || (run.out.isEmpty && !run.err.isEmpty))
        #expect(!(run.out + run.err).contains("\u{1B}["), "no colours without a terminal")
    }

    @Test func rulesAreDocumentedInBothLanguages() throws {
        let folder = try WorkingFolder()
        let english: [RuleDocument] = try folder.run("rules", "--json", "--lang", "en").document()
        let french: [RuleDocument] = try folder.run("rules", "--json", "--lang", "fr").document()
        #expect(english.map(\.code) == french.map(\.code))
        #expect(Set(english.map(\.code)).count == english.count)
        let kinds = Dictionary(grouping: english, by: \.kind).mapValues { Set($0.map(\.code)) }
        #expect(kinds["admission"] == ["business-card", "form-opt-in", "linkedin-connection"])
        #expect(
            kinds["exclusion"] == [
                "no-explicit-share", "address-not-shared", "shared-with-someone-else", "third-party-source",
                "not-professional", "card-exchange-not-attested", "linkedin-address-not-shared",
                "linkedin-not-reciprocal", "linkedin-no-longer-shared", "linkedin-export-stale",
                "form-wording-missing", "form-unconfirmed", "purpose-not-agreed", "evidence-undated",
                "evidence-in-future", "evidence-stale", "evidence-unreadable", "objected", "complained", "bounced",
                "erased", "role-address", "invalid-address", "no-address", "suspicious-address", "duplicate-address",
                "other-address-chosen", "already-mailed", "letter-incomplete", "rule-failed",
            ])
        #expect(
            kinds["refusal"] == [
                "purpose-undeclared", "purpose-not-professional", "on-behalf-of-others", "sender-unidentified",
                "no-way-out", "template-fault", "suppression-unreadable", "preview-outdated", "untouched-sample",
            ])
        #expect(
            kinds["warning"] == [
                "no-postal-address", "same-name", "employer-changed", "bulk-attestation", "key-not-backed-up",
                "foreign-placeholder", "odd-first-name", "clipped-by-gmail", "inbox-not-read",
            ])
        for (one, other) in zip(english, french) {
            #expect(!one.message.isEmpty && one.message != other.message, "\(one.code)")
            #expect(try folder.run("rules", one.code).code == 0)
        }
        let alone: [RuleDocument] = try folder.run("rules", "objected", "--json").document()
        #expect(alone.map(\.code) == ["objected"])
    }

    @Test func whyTellsEverythingKnown() throws {
        let folder = try WorkingFolder()
        try folder.meet("ada")
        try folder.prepare("send", "letter.md", "--yes")
        try folder.prepare("object", "ada@example.org", "--kind", "complained", "--because", "pressed the button")
        let why = try folder.run("why", "Ada@EXAMPLE.org", "--json")
        #expect(
            try why.fields().isSuperset(of: ["address", "contacts", "evidence", "objections", "mailings", "decision"]))
        let document: WhyDocument = try why.document()
        #expect(document.contacts.count == 1 && document.evidence.count == 1)
        #expect(document.objections.map(\.kind) == ["complained"] && document.mailings.map(\.letter) == ["l1"])
        #expect(document.decision.verdict == "excluded" && document.codes == ["complained"])
        let withLetter = try folder.run("why", "ada@example.org", "--letter", "letter.md", "--json")
        #expect(try withLetter.document(WhyDocument.self).codes == ["complained", "already-mailed"])
        let stranger: WhyDocument = try folder.run("why", "stranger@example.org", "--json").document()
        #expect(stranger.contacts.isEmpty && stranger.codes == ["no-explicit-share"])
        for reason in stranger.decision.reasons { #expect(!reason.message.isEmpty && reason.remedy != nil) }
    }

    @Test func theTokenOfAMessageObjects() throws {
        let folder = try WorkingFolder()
        try folder.meet("ada", "bob")
        try folder.prepare("send", "letter.md", "--yes")
        let message = try #require(
            try folder.outbox().map { String(decoding: $0, as: UTF8.self) }.first {
                header("To", of: $0)?.contains("ada@example.org") == true
            })
        let link = try #require(header("List-Unsubscribe", of: message))
        let subject = try #require(link.split(separator: "subject=").last?.prefix { $0 != ">" && $0 != "&" })
        let token = try #require(String(subject).removingPercentEncoding?.split(separator: " ").last)
        try folder.prepare("object", "--token", String(token))
        try folder.write("next.md", WorkingFolder.letter.replacing("l1", with: "l2"))
        let preview = try folder.preview("next.md")
        #expect(preview.recipient("ada@example.org")?.codes == ["objected"])
        #expect(preview.recipient("bob@example.org")?.verdict == "admitted")
    }

    @Test func objectionsOfAllKinds() throws {
        let folder = try WorkingFolder()
        try folder.meet("ada", "bob", "cleo", "dan")
        try folder.prepare("object", "ada@example.org")
        try folder.prepare("object", "bob@example.org", "--kind", "bounced", "--on", day(-5))
        try folder.prepare("object", "cleo+tag@example.org", "--kind", "complained", "--because", "spam")
        // Also for who is not known yet.
        try folder.prepare("object", "eve@example.org", "--on", day(-500))
        try folder.meet("eve")
        let preview = try folder.preview()
        #expect(preview.recipient("ada@example.org")?.codes == ["objected"])
        #expect(preview.recipient("bob@example.org")?.codes == ["bounced"])
        #expect(preview.recipient("cleo@example.org")?.codes == ["complained"])
        #expect(preview.recipient("dan@example.org")?.verdict == "admitted")
        #expect(preview.recipient("eve@example.org")?.codes == ["objected"])
        #expect(preview.byReason == ["objected": 2, "bounced": 1, "complained": 1])
    }

    @Test func contactsAreTheAddressBook() throws {
        let folder = try WorkingFolder()
        try folder.meet("ada", "bob")
        #expect(try folder.run("contacts", "--json").fields().contains("contacts"))
        let cards = try folder.run("contacts", "--export", "vcard")
        #expect(cards.code == 0 && cards.out.components(separatedBy: "BEGIN:VCARD").count == 3)
        let other = try WorkingFolder()
        try other.write("book.vcf", cards.out)
        try other.prepare("import", "cards", "book.vcf", "--met-on", day(-9), "--met-at", "Expo")
        #expect(try other.preview().admitted == 2)
    }

    @Test func statusOfEveryMailing() throws {
        let folder = try WorkingFolder()
        try folder.meet("ada", "bob")
        try folder.prepare("send", "letter.md", "--yes", "--limit", "1")
        let status = try folder.run("status", "l1", "--json")
        #expect(
            try status.fields().isSuperset(of: [
                "letter", "contacts", "admitted", "excluded", "accepted", "deferred", "rejected", "uncertain",
                "settled",
                "left", "recipients",
            ]))
        let document: StatusDocument = try status.document()
        #expect(document.states.values.sorted() == ["accepted", "queued"])
        #expect(document.recipients.map(\.attempts).sorted() == [0, 1])
        #expect(try folder.run("status").out.contains("l1"))
        #expect(try !folder.run("status", "--json").fields().isEmpty)
    }

    @Test func theLogIsAChainThatAnotherProgramCanFollow() throws {
        let folder = try WorkingFolder()
        try folder.write(
            "met.csv",
            "email,first_name,met_on,met_at\nada@example.org,Adaé \"<&\u{1F600}\u{2028},\(day(-9)),Expo\nbad,Bad,,\n")
        try folder.prepare("import", "csv", "met.csv", "--as", "cards")
        try folder.prepare("object", "bob@example.org", "--because", "tab\tand é")
        try folder.prepare("heard-from", "ada@example.org", "--on", day(-2))
        try folder.prepare("send", "letter.md", "--yes")
        let log = try folder.prepare("log")
        try folder.write("log.jsonl", log.out)
        let verdict = try judge(
            """
            import hashlib, json, sys
            def canonical(x): return json.dumps(x, sort_keys=True, separators=(',', ':'), ensure_ascii=False)
            def digest(s): return hashlib.sha256(s.encode()).hexdigest()
            previous, seq, faults, kinds = '0' * 64, 0, [], set()
            for line in open(sys.argv[1], encoding='utf-8', newline='\\n'):
                e = json.loads(line)
                seq += 1
                kinds.add(e['kind'])
                if set(e) != {'seq', 'at', 'kind', 'letter', 'subject', 'payload', 'previous', 'hash', 'record'}:
                    faults.append('fields of %d' % seq)
                if e['seq'] != seq or e['previous'] != previous: faults.append('link %d' % seq)
                body = {k: v for k, v in e.items() if k not in ('hash', 'previous', 'record')}
                if digest(previous + '\\n' + canonical(body)) != e['hash']: faults.append('hash %d' % seq)
                r = e['record']
                if len(r['salt']) != 64: faults.append('salt %d' % seq)
                if digest(r['salt'] + '\\n' + canonical(r['data'])) != e['payload']['commitment']:
                    faults.append('commitment %d' % seq)
                if 'example.org' in canonical(e['payload']) or '@' in (e['subject'] or ''):
                    faults.append('personal %d' % seq)
                previous = e['hash']
            print(json.dumps([seq > 4, faults, sorted(kinds)]), end='')
            """, folder.path("log.jsonl"))
        #expect(verdict.hasPrefix("[true, [], "), "\(verdict)")
        #expect(try folder.run("log", "--json").out == log.out)
        let ada = try folder.run("log", "--address", "ada@example.org").out
        #expect(!ada.isEmpty && ada.count < log.out.count && !ada.contains("bob@example.org"))
        #expect(try folder.run("log", "--letter", "l1").out.split(separator: "\n").allSatisfy { $0.contains("\"l1\"") })
    }
}
