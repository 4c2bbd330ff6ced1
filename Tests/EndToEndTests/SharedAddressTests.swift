import Foundation
import TestSupport
import Testing

/// People with different profiles stay different people, even at one address; a letter to it reaches both.
@Suite struct SharedAddressTests {
    private static let header = "email,first_name,last_name,url,met_on,met_at\n"

    private static func row(_ address: String, _ person: String, _ metOn: String) -> String {
        "\(address),\(person),X,https://www.linkedin.com/in/\(person),\(metOn),Expo\n"
    }

    /// Ada has her own address and one that Bob has as well.
    private func folder(bobFirst: Bool = false, _ more: String = "") throws -> WorkingFolder {
        let folder = try WorkingFolder()
        let ada =
            Self.row("ada@example.org", "ada", day(-10)) + Self.row("both@example.org", "ada", day(-20))
        let bob = Self.row("both@example.org", "bob", day(-30)) + more
        try folder.write("cards.csv", Self.header + (bobFirst ? bob + ada : ada + bob))
        try folder.prepare("import", "csv", "cards.csv", "--as", "cards")
        return folder
    }

    private func verdicts(_ folder: WorkingFolder, code: Int32 = 0) throws -> [String] {
        try folder.preview(code: code).recipients.map {
            "\($0.name) \($0.address ?? "-") "
                + ($0.reasons.isEmpty ? "admitted" : $0.codes.sorted().joined(separator: " "))
        }
    }

    @Test(arguments: [false, true])
    func anObjectionReachesTheAddressThroughWhomeverHasIt(_ bobFirst: Bool) throws {
        let folder = try folder(bobFirst: bobFirst, Self.row("bob@example.org", "bob", day(-40)))
        try folder.prepare("object", "ada@example.org")
        // Bob did not object: his own address is his.
        #expect(
            Set(try verdicts(folder)) == [
                "ada X ada@example.org objected", "ada X both@example.org objected", "bob X both@example.org objected",
                "bob X bob@example.org admitted",
            ])
        #expect(try folder.send().code == 0)
        #expect(try folder.outbox().count == 1)
        let why: WhyDocument = try folder.run("why", "both@example.org", "--json").document()
        #expect(why.objections.map(\.kind) == ["objected"])
    }

    @Test func anObjectionDuringTheRunReachesIt() throws {
        let relay = try ScriptedRelay { turn in
            turn.point == .finalDot && turn.recipient == "first@example.org" ? .late(1500) : .usual
        }
        defer { relay.close() }
        let folder = try WorkingFolder(.with { $0.relay = relay.settings(#", "connections": 1"#) })
        try folder.write(
            "cards.csv",
            Self.header + Self.row("first@example.org", "first", day(-9))
                + Self.row("ada@example.org", "ada", day(-4000)) + Self.row("both@example.org", "ada", day(-4000))
                + Self.row("both@example.org", "bob", day(-30)))
        try folder.prepare("import", "csv", "cards.csv", "--as", "cards")
        let going = try folder.start("send", "letter.md", "--yes", "--json")
        while relay.recipients.isEmpty { usleep(2_000) }
        try folder.prepare("object", "ada@example.org")
        #expect(try going.end().code == 0)
        #expect(relay.recipients == ["first@example.org"])
        #expect(try folder.status().states["both@example.org"] == "withheld")
    }

    @Test func nobodyGetsASecondOneThroughAnother() throws {
        let folder = try folder()
        #expect(
            try verdicts(folder) == [
                "ada X ada@example.org admitted", "ada X both@example.org other-address-chosen",
                "bob X both@example.org duplicate-address",
            ])
        #expect(try folder.send("--limit", "1").code == 0)
        #expect(
            try verdicts(folder) == [
                "ada X ada@example.org already-mailed", "ada X both@example.org already-mailed",
                "bob X both@example.org already-mailed",
            ])
        #expect(try folder.send().code == 0)
        #expect(try folder.outbox().count == 1)
    }

    /// Whoever comes first, and however the sendings are cut: one of the two gets one letter.
    @Test(arguments: [false, true], [false, true])
    func oneOfTwoIsReachedOnceInWhicheverOrder(_ isSoleFirst: Bool, _ isSplit: Bool) throws {
        let folder = try WorkingFolder()
        let sole = Self.row("s@example.org", "one", day(-30))
        let pair = Self.row("s+q@example.org", "two", day(-30)) + Self.row("t@example.org", "two", day(-10))
        let files = isSoleFirst ? [sole, pair] : [pair, sole]
        for rows in files {
            try folder.write("cards.csv", Self.header + rows)
            try folder.prepare("import", "csv", "cards.csv", "--as", "cards")
            if isSplit { #expect(try folder.send().code == 0) }
        }
        #expect(try folder.send().code == 0)
        #expect(try folder.outbox().count == 1)
        #expect(try folder.status().recipients.count == 1)
    }

    /// `why` with a letter says what the mailing would, although another contact decides it.
    @Test func whyKnowsOfTheOthers() throws {
        let folder = try folder()
        let why: WhyDocument = try folder.run("why", "both@example.org", "--letter", "letter.md", "--json").document()
        #expect(why.decision.verdict == "excluded")
        try folder.write("more.csv", Self.header + Self.row("bob@example.org", "bob", day(-1)))
        try folder.prepare("import", "csv", "more.csv", "--as", "cards")
        for (address, verdict) in try folder.preview().recipients.map({ ($0.address ?? "", $0.verdict) }) {
            let why: WhyDocument = try folder.run("why", address, "--letter", "letter.md", "--json").document()
            #expect(why.decision.verdict == verdict || address == "both@example.org", "\(address)")
        }
    }

    /// However many share one address, the time stays linear.
    @Test func aThousandAtOneAddress() throws {
        let folder = try WorkingFolder()
        let rows = (0..<1500).map { Self.row("office@example.org", "p\($0)", day(-10)) }
        try folder.write("cards.csv", Self.header + rows.joined())
        try folder.prepare("import", "csv", "cards.csv", "--as", "cards")
        try folder.prepare("object", "somebody@example.org")
        let preview = try folder.preview()
        #expect(preview.admitted == 1)
        #expect(preview.byReason == ["duplicate-address": 1499])
    }
}
