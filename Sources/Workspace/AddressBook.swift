import Foundation
package import Gate
import Intake
package import Ledger
package import Vocabulary

/// The kept-up address book, to go back where it came from.
///
/// Everybody is in it, whoever objected included: it is the sender's own address book, and an objection is to letters. Each
/// address says by its marks why no letter goes there. Left out are addresses that bounced or that LinkedIn no longer
/// shows, where the contact has another one; and contacts without a url and a usable address, who could not be told apart.
/// Importing it again changes nothing.
package struct AddressBook {
    /// Codes that are told of an address.
    private static let marks: [ReasonCode] = [
        .objected, .complained, .bounced, .linkedInNoLongerShared,
    ]
    private static let columns = ["email", "first_name", "last_name", "full_name", "company", "position", "url"]

    /// The further columns, in their order.
    private let further: [String]
    private let key: Key
    private let revision: String
    /// How many contacts were left out so far.
    package private(set) var leftOut = 0

    /// `further`: the names of the columns that contacts have beside the built-in fields. `now` dates the cards.
    package init(further: Set<String>, key: Key, now: Instant) {
        // What is behind `column.` bears the name of a built-in field, and would be taken for it.
        self.further = further.filter { !$0.hasPrefix("column.") }.sorted()
        self.key = key
        // RFC 6350 §4.3.5: the basic format, in whole seconds.
        revision = now.iso.filter { $0 != "-" && $0 != ":" }.prefix { $0 != "." && $0 != "Z" } + "Z"
    }

    /// The first line of the CSV (RFC 4180), with its end.
    package var csvHeader: String {
        String(
            decoding: CSVWriter.line(AddressBook.columns + further + [AddressBookMark.column]), as: UTF8.self)
    }

    /// A contact's lines; blank where it is left out.
    package mutating func entry(_ dossier: Dossier, _ decisions: [Decision], _ format: AddressBookFormat) -> String {
        let addresses = AddressBook.addresses(dossier, decisions)
        guard !addresses.isEmpty || dossier.contact.profile != nil else {
            leftOut += 1
            return ""
        }
        switch format {
        case .csv: return rows(dossier.contact, addresses)
        case .vcard: return card(dossier.contact, addresses)
        }
    }

    private struct Address {
        let spelling: String
        let isAdmitted: Bool
        let marks: [ReasonCode]
        /// Shared outside a professional setting, as the card's own label said.
        let isPrivate: Bool
        var isOutdated: Bool { marks.contains(.bounced) || marks.contains(.linkedInNoLongerShared) }
    }

    /// The address that a letter would go to first, then the others as they became known.
    private static func addresses(_ dossier: Dossier, _ decisions: [Decision]) -> [Address] {
        let all = dossier.addresses.compactMap { known -> Address? in
            guard let spec = known.spec else { return nil }
            let mine = decisions.filter { decision in
                decision.address.flatMap { try? AddrSpec(parsing: $0) }?.normalForm == spec.normalForm
            }
            let codes = Set(mine.flatMap { $0.findings.map(\.code) })
            return Address(
                spelling: spec.spelling, isAdmitted: mine.contains { $0.isAdmitted },
                marks: marks.filter(codes.contains), isPrivate: codes.contains(.notProfessional))
        }
        let current = all.filter { !$0.isOutdated }
        let shown = current.isEmpty ? all : current
        return shown.filter(\.isAdmitted) + shown.filter { !$0.isAdmitted }
    }

    // MARK: CSV

    private func rows(_ contact: Contact, _ addresses: [Address]) -> String {
        let fields = contact.fields
        let name = [fields.firstName, fields.lastName, fields.displayName, fields.company, fields.position]
        let rest = [contact.profile?.rawValue ?? ""] + further.map { fields.extra[$0] ?? "" }
        let rows = addresses.isEmpty ? [("", "")] : addresses.map { ($0.spelling, AddressBook.text($0.marks)) }
        return rows.map { address, marks in
            String(decoding: CSVWriter.line([address] + name + rest + [marks]), as: UTF8.self)
        }.joined()
    }

    private static func text(_ marks: [ReasonCode]) -> String { marks.map(\.rawValue).joined(separator: " ") }

    // MARK: vCard

    /// vCard 4.0 (RFC 6350).
    private func card(_ contact: Contact, _ addresses: [Address]) -> String {
        let fields = contact.fields
        var lines = ["BEGIN:VCARD", "VERSION:4.0", "PRODID:" + AddressBookMark.product]
        lines.append("UID:urn:uuid:" + key.uuid(of: contact.id))
        lines.append("REV:" + revision)
        let name = fields.displayName.isBlank ? addresses.first?.spelling ?? contact.profile?.rawValue : nil
        lines.append("FN:" + AddressBook.escaped(name ?? fields.displayName))
        let (last, first) = (AddressBook.escaped(fields.lastName), AddressBook.escaped(fields.firstName))
        lines.append("N:\(last);\(first);;;")
        if !fields.company.isBlank { lines.append("ORG:" + AddressBook.escaped(fields.company)) }
        if !fields.position.isBlank { lines.append("TITLE:" + AddressBook.escaped(fields.position)) }
        for (index, address) in addresses.enumerated() {
            let preference = index == 0 && addresses.count > 1 ? ";PREF=1" : ""
            let type = address.isPrivate && !address.isAdmitted ? ";TYPE=home" : ""
            lines.append("EMAIL\(type)\(preference):" + AddressBook.escaped(address.spelling))
        }
        if let url = contact.profile?.rawValue { lines.append("URL:" + url) }
        let marks = AddressBook.marks.filter { mark in addresses.contains { $0.marks.contains(mark) } }
        if !marks.isEmpty {
            lines.append("CATEGORIES:" + marks.map { "portillon-" + $0.rawValue }.joined(separator: ","))
        }
        lines.append("END:VCARD")
        return lines.map { AddressBook.folded($0) + "\r\n" }.joined()
    }

    /// RFC 6350 §3.4, scalar by scalar: a mark put on a semicolon leaves it one. Control characters have no place in a value.
    private static func escaped(_ text: String) -> String {
        var result = ""
        for scalar in text.replacingOccurrences(of: "\r\n", with: "\n").unicodeScalars {
            switch scalar {
            case "\\", ",", ";": result += "\\" + String(scalar)
            case "\n", "\r": result += "\\n"
            case _ where scalar.value < 0x20 && scalar != "\t" || scalar.value == 0x7F: continue
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    /// Lines of at most 75 octets, none cut within a character's octets (RFC 6350 §3.2).
    private static func folded(_ line: String) -> String {
        var result = ""
        var used = 0
        for scalar in line.unicodeScalars {
            let size = UTF8.width(scalar)
            if used + size > 75 {
                result += "\r\n "
                used = 1
            }
            result.unicodeScalars.append(scalar)
            used += size
        }
        return result
    }
}

/// How the address book is written.
package enum AddressBookFormat: String, CaseIterable, Sendable { case vcard, csv }
