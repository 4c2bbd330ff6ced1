import Crypto
import Foundation
import Gate
import Report
import Testing
import Vocabulary

/// The page of a dry run.
@Suite struct PreviewPageTests {
    private func page(_ language: Language = .english, _ change: (inout PageStage) -> Void = { _ in }) throws -> String
    {
        var stage = PageStage(language: language, people: PageStage.network)
        change(&stage)
        return try stage.page()
    }

    /// What stands in the body, tags and all, without the sheet and the script.
    private func body(_ page: String) -> Substring {
        let start = page.range(of: "<body>")?.upperBound ?? page.startIndex
        let end = page.range(of: "<script>")?.lowerBound ?? page.endIndex
        return page[start..<end]
    }

    private func count(_ part: String, in text: some StringProtocol) -> Int {
        text.components(separatedBy: part).count - 1
    }

    /// The part of the page with this anchor, up to the end of its table.
    private func table(_ anchor: String, in page: String) throws -> String {
        let start = try #require(page.range(of: "id=\"\(anchor)\""), "\(anchor)")
        let end = try #require(page.range(of: "</details>", range: start.upperBound..<page.endIndex))
        return String(page[start.lowerBound..<end.lowerBound])
    }

    // MARK: To the byte

    /// Without the sheet and the script, which are the same for all. Made anew with `PORTILLON_WRITE_GOLDEN=1 swift test`; look at them in a browser before you commit them.
    @Test(arguments: Language.allCases) func goldens(_ language: Language) throws {
        let before: [Int64: EarlierStanding] = [
            1: EarlierStanding(isRecipient: true, reasons: []),
            3: EarlierStanding(isRecipient: false, reasons: [.formUnconfirmed]),
            4: EarlierStanding(isRecipient: true, reasons: []),
        ]
        let page = try page(language) { $0.before = before }
            .replacing(/<style>(?s:.*?)<\/style>/, with: "<style></style>")
            .replacing(PageScript.text, with: "")
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("Golden/preview.\(language.rawValue).html")
        if ProcessInfo.processInfo.environment["PORTILLON_WRITE_GOLDEN"] == "1" {
            try Data(page.utf8).write(to: file)
        }
        let golden = String(decoding: try Data(contentsOf: file), as: UTF8.self)
        let (lines, expected) = (page.split(separator: "\n"), golden.split(separator: "\n"))
        for (line, other) in zip(lines, expected) where line != other { #expect(line == other) }
        #expect(page.utf8.elementsEqual(golden.utf8))
    }

    // MARK: What it says

    @Test func everybodyStandsWhereTheyBelong() throws {
        let page = try page()
        let admitted = try table("admitted", in: page)
        for name in ["Ada Example", "Bo", "Cléo Longuenom-Interminable"] {
            #expect(admitted.contains("<bdi>\(name)</bdi>"))
        }
        #expect(admitted.contains("card, 4 March 2026, trade fair, Nantes"))
        #expect(admitted.contains("<bdi>source.csv</bdi>, line 1"))
        // Each of those who are left out once, under the main reason, with the others beside it.
        let cards = try table("out-card-exchange-not-attested", in: page)
        #expect(cards.contains("Dora Example") && cards.contains("2 January 2019, 2,882 days ago"))
        #expect(cards.contains("evidence too old <code>evidence-stale</code>"))
        #expect(cards.contains("evidence without a clear date <code>evidence-undated</code><br>“10/11/2023”"))
        #expect(cards.contains("<dt>What to do<dd>If you remember"))
        #expect(try table("out-linkedin-address-not-shared", in: page).contains("Ed Example"))
        for name in ["Dora Example", "Ed Example", "Fay Example", "Gus Example"] {
            #expect(count("<th><bdi>\(name)</bdi>", in: page) == 1, "\(name)")
        }
        #expect(!page.contains("id=\"out-evidence-stale\"") && !page.contains("id=\"out-no-address\""))
        #expect(try table("out-objected", in: page).contains("1 May 2026"))
        // The picture says its numbers to whoever does not see it.
        #expect(
            page.contains(
                "contacts in the ledger\u{A0}: 7, shared an address\u{A0}: 6 · 86%, will get the letter\u{A0}: 3 · 43%."
            ))
    }

    @Test func whoIsNewlyInOrOutIsSaidWithTheReason() throws {
        let page = try page(.french) {
            $0.before = [
                1: EarlierStanding(isRecipient: true, reasons: []),
                2: EarlierStanding(isRecipient: false, reasons: []),
                3: EarlierStanding(isRecipient: false, reasons: [.formUnconfirmed, .purposeNotAgreed]),
                4: EarlierStanding(isRecipient: true, reasons: []), 5: EarlierStanding(isRecipient: false, reasons: []),
            ]
        }
        #expect(page.contains("spring-2026") && page.contains("1er mai 2026"))
        #expect(page.contains("2\u{A0}de ses destinataires ne sont plus au registre"))
        let newlyIn = try table("newly-in", in: page)
        #expect(!newlyIn.contains("Ada") && !newlyIn.contains("Ed Example"))
        #expect(newlyIn.contains("Bo</bdi>") && newlyIn.contains("retenue avant l’envoi"))
        #expect(newlyIn.contains("form-unconfirmed</code><br>"))
        let newlyOut = try table("newly-out", in: page)
        #expect(newlyOut.contains("Dora Example") && newlyOut.contains("<code>evidence-stale</code>"))
        #expect(count("<tr>\n<th><bdi>", in: newlyOut) == 1)
    }

    @Test func withoutAnEarlierLetterNothingIsCompared() throws {
        #expect(try page().contains("there is nothing to compare with"))
        let same = try page { stage in
            stage.before = Dictionary(
                uniqueKeysWithValues: (1...7).map { ($0, EarlierStanding(isRecipient: $0 < 4, reasons: [])) })
        }
        #expect(same.contains("The recipients are the same") && !same.contains("id=\"newly-in\""))
    }

    @Test func theFewWhoseMessagesAreShownAreTheTellingOnes() throws {
        let page = try page()
        #expect(count("<iframe ", in: page) == 3)
        #expect(count("sandbox=\"\"", in: page) == 3)
        #expect(page.contains("the longest name, the evidence: sign-up"))
        #expect(page.contains("what is lacking: <code>company</code>, the evidence: LinkedIn connection"))
        // What a message loads is decided inside it, before its first octet.
        #expect(
            count(
                "srcdoc=\"&lt;meta http-equiv=&quot;Content-Security-Policy&quot; content=&quot;default-src 'none'",
                in: page) == 3)
        #expect(page.contains("&lt;p title=&quot;a &amp; b&quot;>Dear &amp;lt;1&amp;gt;&lt;/p>"))
        #expect(page.contains("Dear Ada Example,\n\n&lt;news&gt; &amp; more\n</pre>"))
    }

    @Test func aRefusedMailingIsSaidAndNobodyIsShown() throws {
        let refusal = Refusal(.noWayOut, Phrase(fr: "pas d’issue", en: "there is no way out"))
        let page = try page { $0.refusals = [refusal] }
        #expect(page.contains("There is no way out") && page.contains("<code>no-way-out</code>"))
        #expect(!page.contains("Ada Example") && !page.contains("id=\"find\"") && !page.contains("id=\"admitted\""))
    }

    // MARK: Long tables

    @Test func longTablesComeInPartsAndFolded() throws {
        let people = (1...600).map { number in
            PageStage.person(
                Int64(number), "Person \(number)", "p\(number)@example.net",
                PageStage.evidence(Int64(number), .businessCard, "p\(number)@example.net", at: "Nantes"))
        }
        let page = try page { $0.people = people }
        let admitted = try table("admitted", in: page)
        #expect(count("<tr>\n<th><bdi>", in: admitted) == 600)
        #expect(count("<div class=\"part\"><table", in: admitted) == 3 && count("</table></div>", in: admitted) == 3)
        #expect(admitted.contains("<details class=\"long\">"))
        #expect(try table("admitted", in: self.page()).contains("<details open>"))
        let some = try self.page { $0.people = Array(people.prefix(60)) }
        #expect(try table("admitted", in: some).contains("<details><summary>60 people"))
    }

    // MARK: What comes from outside stays text

    static let hostile = [
        "<script>alert(1)</script>", "</style><script>alert(1)</script>", "]]><!--", "\"><img src=x onerror=alert(1)>",
        "' onmouseover='alert(1)", "&lt;b&gt;", "a\u{0}b\u{1B}[31m\u{9B}1m", "\u{202E}drowssap\u{2066}\u{2069}x",
        [0xFFFE, 0xFDD0].compactMap { Unicode.Scalar($0 as UInt32) }.map { String($0) }.joined() + "x", "`code` `",
        "</textarea></title></pre></iframe></svg>", "{{first_name}}", "\u{2028}line",
    ]

    @Test(arguments: Language.allCases) func whatComesFromOutsideStaysText(_ language: Language) throws {
        let people =
            PreviewPageTests.hostile.enumerated().map { index, text in
                PageStage.person(
                    Int64(index + 1), text, "p\(index)@example.net",
                    PageStage.evidence(Int64(index + 1), .businessCard, "p\(index)@example.net", at: text),
                    company: text)
            }
            + PreviewPageTests.hostile.enumerated().map { index, text in
                PageStage.person(
                    Int64(index + 101), text, text, PageStage.evidence(Int64(index + 101), .contactList, text))
            }
        let page = try page(language) { $0.people = people }
        let body = body(page)
        for markup in ["<script", "</style", "<img", "<!--", "<b>", "</textarea", "</title>\n<", "]]><"] {
            #expect(!body.contains(markup), "\(markup)")
        }
        #expect(count("</pre>", in: body) == count("<pre ", in: body))
        #expect(count("</iframe>", in: body) == count("<iframe ", in: body))
        #expect(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;"))
        for scalar in page.unicodeScalars {
            let value = scalar.value
            #expect(
                value >= 0x20 && !(0x7F...0x9F).contains(value) && !(0x202A...0x202E).contains(value)
                    && !(0x2066...0x2069).contains(value) && value & 0xFFFE != 0xFFFE || value == 0x0A,
                "U+\(String(value, radix: 16))")
        }
    }

    @Test func anEndlessNameIsCut() throws {
        let name = String(repeating: "Ada ", count: 50_000)
        let page = try page {
            $0.people = [
                PageStage.person(
                    1, name, "a@example.net", PageStage.evidence(1, .businessCard, "a@example.net", at: name))
            ]
        }
        #expect(try table("admitted", in: page).utf8.count < 3000)
    }

    // MARK: How it is set

    @Test func frenchIsSetAsFrenchIs() throws {
        let refusals = [Refusal(.noWayOut, Phrase(fr: "rien", en: "nothing"))]
        for page in [try page(.french), try page(.french) { $0.refusals = refusals }] {
            #expect(page.contains("<html lang=\"fr\">"))
            // Between tags, messages aside: they are the author's.
            let text = body(page).replacing(/<(pre|iframe)[^>]*>[^<]*/, with: "").replacing(/<[^>]*>/, with: "\n")
                .replacing(/&[a-z]+;|https?:[^ ]*/, with: "")
            for line in text.split(separator: "\n") {
                #expect(!line.contains(/[^\u{A0}]:(\s|$)| [;?!%»]|« |\w[;?!%](\s|$)/), "\(line)")
            }
        }
        let english = body(try page())
        for match in english.matches(of: /.{0,20}\u{202F}/) { Issue.record("\(match.output)") }
    }

    /// A browser runs the script only where its digest is the one that the policy names.
    @Test func thePolicyNamesTheScript() throws {
        let digest = Data(SHA256.hash(data: Data(PageScript.text.utf8))).base64EncodedString()
        #expect(PageScript.digest == "sha256-" + digest)
        let page = try page()
        #expect(page.contains("script-src 'sha256-\(digest)'") && page.contains("<script>\(PageScript.text)</script>"))
        #expect(count("<script", in: page) == 1 && page.contains("content=\"default-src 'none';"))
    }

    /// Nothing is asked of anybody else.
    @Test func nothingIsLoadedFromElsewhere() throws {
        let page = try page()
        #expect(!page.contains("http:") && !page.contains("https:") && !page.contains("url(http"))
        for match in page.matches(of: /(?:src|href|action|data)="([^"]*)"/) {
            #expect(match.output.1.hasPrefix("#"), "\(match.output.0)")
        }
    }

    @Test func anchorsLeadSomewhereAndNamesAreUnique() throws {
        let page = try page { $0.before = [4: EarlierStanding(isRecipient: true, reasons: [])] }
        let ids = page.matches(of: /\sid="([^"]*)"/).map { String($0.output.1) }
        #expect(Set(ids).count == ids.count)
        for match in page.matches(of: /href="#([^"]*)"/) { #expect(ids.contains(String(match.output.1))) }
        for match in page.matches(of: /aria-labelledby="([^"]*)"/) {
            for id in match.output.1.split(separator: " ") { #expect(ids.contains(String(id)), "\(id)") }
        }
    }
}
