import Foundation
import Testing

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Whatever ends a command, and when: no file is left that holds a person and that an erasure would not find.
@Suite struct HalfDoneTests {
    private static let people = (1...1500).map { "person\($0)" }

    /// People with a good deal to write about, and rows that are rejected.
    private func folder() throws -> WorkingFolder {
        let folder = try WorkingFolder()
        try folder.meet(HalfDoneTests.people)
        let rows = HalfDoneTests.people.map { "\($0)@example.org,A,B,C,,surplus cell,Mallory\n" }
        try folder.write(
            "rows.csv", "email,first_name,last_name,company,url\nok@example.com,O,K,C,\n" + rows.joined())
        return folder
    }

    /// Those of a folder's files, folders below included, that hold an address of these people; the ledger's own aside.
    private func holding(_ folder: WorkingFolder) throws -> [String] {
        let needle = Data("person7@example.org".utf8)
        let names = FileManager.default.enumerator(atPath: folder.url.path)?.compactMap { $0 as? String } ?? []
        return names.filter { name in
            guard !name.hasPrefix("portillon.sqlite") else { return false }
            let data = FileManager.default.contents(atPath: folder.path(name)) ?? Data()
            return data.range(of: needle) != nil
        }
    }

    private static let commands: [[String]] = [
        ["preview", "letter.md", "--report", "report.html"], ["preview", "letter.md", "--eml", "messages"],
        ["import", "csv", "rows.csv", "--as", "contacts"],
        ["subject", "export", "person7@example.org", "--to", "access"],
        ["ledger", "backup", "backup.sqlite"],
    ]

    /// Ends a command at many moments of its life; what it leaves is whole and known, or is not there.
    @Test(arguments: commands, [SIGINT, SIGTERM, SIGKILL]) func endedAtAnyMoment(_ command: [String], _ signal: Int32)
        throws
    {
        let folder = try folder()
        let began = ContinuousClock.now
        let whole = try folder.run(command)
        #expect(whole.code == 0, "\(whole.err)")
        let length = Double((ContinuousClock.now - began).components.attoseconds) / 1e12
        let known = try Set(holding(folder)).union(["met.csv", "rows.csv"])
        for name in known where !["met.csv", "rows.csv"].contains(name) { try? folder.remove(name) }
        for step in 1...12 {
            let going = try Command.start(command, in: folder.url)
            usleep(UInt32(length * Double(step) / 12))
            going.signal(signal)
            _ = try going.end()
            for name in try holding(folder) where !known.contains(name) {
                // After SIGKILL, a name on the way may be left, of this step or of one before; it is one that an erasure looks for.
                let isKnown = signal == SIGKILL && name.contains(".new-")
                #expect(isKnown || name.contains(".rejected"), "step \(step): \(name)")
            }
        }
        // Whatever was left, whole or on its way, an erasure names it or takes the person from it.
        let run = try folder.run("subject", "erase", "person7@example.org", "--yes", "--json")
        #expect(run.code == 0, "\(run.err)")
        let held = try run.document(SubjectTests.Erasure.self).stillHeldIn
        let told = held.map { URL(fileURLWithPath: $0.path).lastPathComponent }
        for name in try holding(folder) where !["met.csv", "rows.csv"].contains(name) {
            let place = name.split(separator: "/").first.map(String.init) ?? name
            #expect(told.contains { place == $0 || place.hasPrefix($0 + ".new-") }, "\(name), told: \(told)")
        }
    }

    @Test func aFileThatIsThereStaysAsItIsUntilTheNewOneIsWhole() throws {
        let folder = try folder()
        try folder.write("report.html", "the one before")
        let going = try folder.start("preview", "letter.md", "--report", "report.html")
        usleep(30_000)
        going.signal(SIGKILL)
        _ = try going.end()
        let text = try folder.text("report.html")
        #expect(text == "the one before" || text.hasSuffix("</html>\n"))
        try folder.prepare("preview", "letter.md", "--report", "report.html")
        #expect(try folder.text("report.html").count > 1000)
        #expect(try folder.mode("report.html") == 0o600)
        #expect(folder.names(in: ".").filter { $0.contains(".new-") } == [])
    }

    @Test func whatAProcessThatIsGoneHasLeftIsTakenAway() throws {
        let folder = try folder()
        // No process has this number.
        try folder.write("report.html.new-99999999", "person7@example.org")
        try folder.write("backup.sqlite.new-99999999", "person7@example.org")
        try folder.prepare("preview", "letter.md", "--report", "report.html")
        try folder.prepare("ledger", "backup", "backup.sqlite")
        #expect(folder.names(in: ".").filter { $0.contains(".new-") } == [])
    }

    // MARK: The list of objections

    @Test func manyWhoObjectAtOnceAreAllOnTheList() throws {
        let folder = try WorkingFolder()
        try folder.meet("ada")
        let count = 24
        let going = try (1...count).map { try folder.start("object", "p\($0)@example.org") }
        for one in going { #expect(try one.end().code == 0) }
        let lines = try folder.text("portillon.sqlite.suppressions").split(separator: "\n")
        #expect(lines.count == count + 1, "one line tells the key")
        #expect(Set(lines).count == lines.count)
        // The same, once the ledger has to be taken from the list.
        let fresh = try folder.run("subject", "suppressions")
        #expect(Set(fresh.out.split(separator: "\n")) == Set(lines))
        #expect(folder.names(in: ".").filter { $0.contains(".new-") } == [])
    }

    /// Whoever adds to it has the folder's turn from before they read it until it is in its place.
    @Test func whoAddsToTheListWaitsForTheirTurn() throws {
        let folder = try WorkingFolder()
        try folder.meet("ada")
        try folder.prepare("object", "first@example.org")
        let list = try folder.text("portillon.sqlite.suppressions")
        let turn = open(folder.url.path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        defer { close(turn) }
        try #require(flock(turn, LOCK_EX | LOCK_NB) == 0)
        let going = try folder.start("object", "second@example.org")
        usleep(500_000)
        // What another one writes meanwhile.
        let theirs = try #require(list.split(separator: "\n").last).replacing("objected", with: "complained")
        try folder.write("portillon.sqlite.suppressions", list + theirs + "\n")
        #expect(!going.hasEnded)
        flock(turn, LOCK_UN)
        #expect(try going.end().code == 0)
        let lines = try folder.text("portillon.sqlite.suppressions").split(separator: "\n")
        #expect(lines.count == 4 && lines.contains(Substring(theirs)))
    }
}
