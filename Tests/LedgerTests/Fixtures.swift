// swift-format-ignore-file: NeverForceUnwrap, NeverUseForceTry

import Foundation
import GRDB
import Gate
import Ledger
import TestSupport
import Vocabulary

let today = CivilDate(iso: "2026-11-23")!
let key = Key(fileText: String(repeating: "ab", count: 32))!
let newsletter = Purpose(name: "newsletter", context: .professional, description: [.english: "news of my work"])

/// A moment of the day on which all these tests take place.
func at(_ minute: Int64) -> Instant { Instant(seconds: 1_795_420_800 + minute * 60) }
func spec(_ text: String) -> AddrSpec { try! AddrSpec(parsing: text) }
func when(_ iso: String) -> When { When(iso: iso)! }
func day(_ iso: String) -> CivilDate { CivilDate(iso: iso)! }
/// Nil is a blank cell; what is no ISO date cannot be read.
func stated(_ text: String?) -> StatedDate {
    text.map { text in When(iso: text).map { .on($0) } ?? .unreadable(text) } ?? .missing
}

func card(
    _ address: String, on date: String? = "2026-03-02", at place: String = "Salon de Lyon", attestation: String = ""
) -> Claim {
    Claim(kind: .businessCard, address: address, shared: stated(date), place: place, attestation: attestation)
}

func connection(_ address: String, on date: String = "2020-02-03") -> Claim {
    Claim(kind: .linkedInConnection, address: address, shared: stated(date))
}

func signUp(_ address: String, on date: String, confirmed: String?, purposes: [String] = ["newsletter"]) -> Claim {
    Claim(
        kind: .formOptIn, address: address, shared: stated(date),
        consent: FormConsent(
            purposes: purposes, wording: "Oui, écrivez-moi.", wordingLanguage: "fr", confirmed: stated(confirmed),
            formURL: "https://example.org/form"))
}

/// One row or card.
func row(
    _ addresses: [String] = [], url: String? = nil, name: String = "", company: String = "", dated: String? = nil,
    line: Int = 2, _ claims: Claim...
) -> IntakeRecord {
    IntakeRecord(
        line: line, profile: url.flatMap { ProfileURL("https://linkedin.com/in/" + $0) }, addresses: addresses,
        fields: ContactFields(fullName: name, company: company), fieldsDated: dated.map(day), claims: claims)
}

/// A row of LinkedIn's export.
func linkedInRow(_ url: String?, _ address: String, name: String = "", company: String = "", dated: String? = nil)
    -> IntakeRecord
{
    row(
        address.isEmpty ? [] : [address], url: url, name: name, company: company, dated: dated, connection(address))
}

/// A ledger in a folder of its own.
final class Books {
    let folder: TemporaryFolder
    let ledger: Ledger
    var path: String { folder.file("ledger.sqlite") }

    init() throws {
        folder = try TemporaryFolder()
        ledger = try Ledger.open(path: folder.file("ledger.sqlite"), create: true)
        try ledger.bind(key)
    }

    deinit { ledger.close() }

    /// Imports rows as a file whose bytes are known by `sha`.
    @discardableResult
    func take(
        _ kind: ImportSource.Kind, sha: String = UUID().uuidString, exportedOn: String? = nil,
        isSupplement: Bool = false, minute: Int64 = 0, _ rows: IntakeRecord...
    ) throws -> ImportTally {
        try take(kind, sha: sha, exportedOn: exportedOn, isSupplement: isSupplement, minute: minute, rows)
    }

    @discardableResult
    func take(
        _ kind: ImportSource.Kind, sha: String = UUID().uuidString, exportedOn: String? = nil,
        isSupplement: Bool = false, minute: Int64 = 0, _ rows: [IntakeRecord]
    ) throws -> ImportTally {
        let source = ImportSource(
            kind: kind, fileName: "file.csv", sha256: sha, exportedOn: exportedOn.map(day), isSupplement: isSupplement,
            recordedBy: "you@example.org")
        return try ledger.importing(source, key: key, now: at(minute)) { session in
            for row in rows { try session.add(row) }
        }
    }

    func object(_ target: String, _ kind: ObjectionKind = .objected, on date: String = "2026-11-23") throws {
        let request = ObjectionRequest(target: target, kind: kind, on: when(date), because: "said so")
        _ = try ledger.object(request, key: key, now: at(1))
    }

    /// Imports a list of objections, all of one day; gives the number of its import.
    @discardableResult
    func list(
        _ sha: String, _ targets: String..., kind: ObjectionKind = .objected, on date: String? = "2026-11-20",
        minute: Int64 = 0
    ) throws -> Int64 {
        let source = ImportSource(
            kind: .objections, fileName: "\(sha).csv", sha256: sha, recordedBy: "you@example.org")
        _ = try ledger.importing(source, key: key, now: at(minute)) { session in
            for (index, target) in targets.enumerated() {
                try session.add(
                    ObjectionRecord(line: index + 2, target: target, kind: kind, on: stated(date), because: ""))
            }
        }
        return try ledger.objectionLists().last?.number ?? 0
    }

    /// Takes a list back; gives how it stood.
    @discardableResult
    func takeBack(_ number: Int64, minute: Int64 = 0) throws -> ListStanding {
        try ledger.takeBack(number, because: "the wrong list", key: key, now: at(minute))
    }

    /// Imports rows as a table of contacts.
    @discardableResult
    func take(_ rows: IntakeRecord...) throws -> ImportTally { try take(.contacts, rows) }

    /// Everybody's dossier, in the ledger's order.
    func dossiers(letter: String? = nil, marksNamesakes: Bool = false) throws -> [Dossier] {
        var reader = DossierReader(ledger, key: key, letter: letter, marksNamesakes: marksNamesakes)
        var all: [Dossier] = []
        while true {
            let next = try reader.next()
            if next.isEmpty { return all }
            all += next
        }
    }

    /// The contacts as `name|url <address>…`.
    func people() throws -> [String] {
        try dossiers().map { dossier in
            let url = dossier.contact.profile?.rawValue.split(separator: "/").last.map(String.init) ?? "-"
            return "\(url) \(dossier.addresses.map(\.text).joined(separator: " "))"
        }
    }

    /// A connection of somebody else.
    func raw() throws -> DatabaseQueue { try DatabaseQueue(path: path) }

    func logLines(_ filter: Ledger.LogFilter = Ledger.LogFilter()) throws -> [String] {
        var lines: [String] = []
        try ledger.forEachLogLine(filter, key: key) { lines.append($0) }
        return lines
    }
}
