internal import Vocabulary

/// The fields of a delivery status notification about one recipient (RFC 3464 §2.3). Read line by line, as they also stand in
/// plain text, without the blank lines that should separate recipients, or beside fields of a mailer's own.
struct DeliveryStatus {
    enum Action: String { case failed, delayed, delivered, relayed, expanded }

    var final: String?
    var original: String?
    var actual: String?
    var action: Action?
    var status: EnhancedStatusCode?
    /// What stands behind the status in parentheses: the only words of some mailers.
    var comment = ""
    /// Without its type.
    var diagnostic = ""

    /// The address that the report is about, and what else it is called.
    var address: String? { [final, original, actual].lazy.compactMap { $0 }.first { $0.contains("@") } }
    var aliases: [String] {
        [original, actual, final].compactMap { $0 }.filter { $0.contains("@") && $0 != address }
    }

    /// What a mailer hands to a program or a file says nothing of a host.
    var words: String { diagnostic.isBlank ? comment : diagnostic }

    /// No failure and no delay: the message arrived, or went on.
    var isSuccess: Bool {
        switch action {
        case .delivered, .relayed, .expanded: true
        case .failed, .delayed: false
        case nil: status?.class == 2
        }
    }
}

extension DeliveryStatus {
    /// At most so many are read from a report.
    private static let most = 200

    /// All recipients in a text, with the Message-IDs that the report names.
    static func read(_ lines: [String]) -> (recipients: [DeliveryStatus], messageIDs: [String]) {
        var found: [DeliveryStatus] = []
        var messageIDs: [String] = []
        var current = DeliveryStatus()
        func close() {
            if current.final != nil || current.original != nil, found.count < most { found.append(current) }
            current = DeliveryStatus()
        }
        for field in fields(of: lines) {
            guard let (name, value) = field else {
                close()
                continue
            }
            if name == "final-recipient" && current.final != nil
                || name == "original-recipient" && current.original != nil
            {
                close()
            }
            if name.hasSuffix("message-id") { messageIDs.append(value) }
            current.take(name, value)
        }
        close()
        return (found, messageIDs)
    }

    /// Name in lower case and value, unfolded; nil for a blank line.
    private static func fields(of lines: [String]) -> [(String, String)?] {
        var fields: [(String, String)?] = []
        for line in lines {
            let isFolded = line.utf8.first == UInt8(ascii: " ") || line.utf8.first == UInt8(ascii: "\t")
            if line.isBlank {
                if fields.last.map({ $0 != nil }) ?? false { fields.append(nil) }
            } else if isFolded, let last = fields.last, let (name, value) = last {
                guard value.utf8.count < 4_000 else { continue }
                fields[fields.count - 1] = (name, value + " " + line.trimmingBlanks())
            } else if let colon = line.utf8.prefix(40).firstIndex(of: UInt8(ascii: ":")) {
                let name = String(line[..<colon]).lowercased()
                guard Self.names.contains(name) || name.hasSuffix("message-id") else { continue }
                fields.append((name, String(line[line.index(after: colon)...]).trimmingBlanks()))
            }
        }
        return fields
    }

    private static let names: Set<String> = [
        "final-recipient", "original-recipient", "x-actual-recipient", "action", "status", "diagnostic-code",
    ]

    private mutating func take(_ name: String, _ value: String) {
        switch name {
        case "final-recipient": final = Self.address(value)
        case "original-recipient": original = Self.address(value)
        case "x-actual-recipient": actual = Self.address(value)
        case "action": action = Action(rawValue: String(value.lowercased().prefix { $0.isLetter }))
        case "status": takeStatus(value)
        case "diagnostic-code" where diagnostic.isEmpty:
            // `smtp; 550 …`; the type is missing in some.
            let type = value.prefix { $0 != ";" && $0 != " " }
            let isTyped = value.dropFirst(type.count).first == ";"
            diagnostic = isTyped ? String(value.dropFirst(type.count + 1)).trimmingBlanks() : value
            if type.lowercased() == "x-unix", diagnostic.allSatisfy(\.isNumber) { diagnostic = "" }
        default: break
        }
    }

    private mutating func takeStatus(_ value: String) {
        let code = value.prefix { $0.isNumber || $0 == "." }
        status = EnhancedStatusCode(prefixOf: code)
        comment = value.dropFirst(code.count).trimming { " ()\t".unicodeScalars.contains($0) }
    }

    /// `rfc822; ada@example.org`, with or without type and brackets.
    private static func address(_ value: String) -> String? {
        let bare = value.split(separator: ";", maxSplits: 1).last.map(String.init) ?? value
        let trimmed = bare.trimming { " \t<>".unicodeScalars.contains($0) }
        // Some put a comment behind it.
        if let hit = AddressScan.hits(in: trimmed, limit: 1).first, hit.range.lowerBound == 0 { return hit.address }
        return trimmed.isEmpty ? nil : String(trimmed.prefix(320))
    }
}
