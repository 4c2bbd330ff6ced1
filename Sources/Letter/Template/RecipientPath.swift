package import Vocabulary

/// The path of a file that each recipient has of their own: `Attach: invoices/{{customer_id}}.pdf`. Relative to the
/// letter's folder, and never out of it, whatever a field holds.
package struct RecipientPath: Hashable, Sendable {
    /// What comes of a path for one recipient.
    package enum Outcome: Hashable, Sendable {
        /// Nothing is left of it: sections left everything out, and no file goes along.
        case nothing
        /// A path below the letter's folder, as far as its words can tell: links are for whoever opens it.
        case path(String)
        /// What a field holds would lead out of the letter's folder, or to a hidden file.
        case hostile(String)
        /// A field is lacking, which ``CompiledLetter/needs`` says too.
        case incomplete
    }

    /// Why the author's own words are no such path.
    enum Problem: Error {
        case leadsOut
        /// What is different at every sending.
        case changing(String)

        var phrase: Phrase {
            switch self {
            case .leadsOut:
                Phrase(
                    fr: "un chemin propre à chaque destinataire reste dans le dossier de la lettre : sans `..`, sans "
                        + "`/` au début, sans fichier caché",
                    en: "a path that differs by recipient stays in the letter's folder: without `..`, without `/` at "
                        + "its start, without a hidden file")
            case .changing(let name):
                Phrase(
                    fr:
                        "`{{\(name)}}` ne peut se trouver dans le chemin d’une pièce jointe ; prenez un champ du contact",
                    en: "`{{\(name)}}` may not stand in an attachment's path; take a field of the contact")
            }
        }
    }

    let segments: [Segment]

    /// `written`: the same before what everybody shares was filled in.
    init(_ segments: [Segment], written: [Segment]) throws(Problem) {
        self.segments = segments
        if let name = LetterFields.perMessage.first(where: written.names.contains) { throw .changing(name) }
        guard constant == nil else { return }
        // With a harmless word for each field, there and lacking, only the author's own words are left to judge.
        for isThere in [true, false] {
            if case .hostile = outcome({ _ in isThere ? "x" : nil }, orElse: "x") { throw .leadsOut }
        }
    }

    /// The path where it is the same for everybody; nil where it is not.
    var constant: String? {
        if segments.isEmpty { return "" }
        guard segments.count == 1, case .bytes(let bytes) = segments[0] else { return nil }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The path for one recipient. `{{address}}` stands in it in its normal form, in lower case: an address may have
    /// several spellings, and a file has one name.
    package func outcome(_ fields: ContactFields, address: AddrSpec) -> Outcome {
        outcome({ $0 == "address" ? address.normalForm : fields[$0] }, orElse: nil)
    }

    /// `otherwise`: what stands for a field that is needed and lacking; nil where nothing may.
    private func outcome(_ value: (String) -> String?, orElse otherwise: String?) -> Outcome {
        var path = ""
        var isHostile = false
        var isIncomplete = false
        func fill(_ segments: [Segment]) {
            for segment in segments {
                switch segment {
                case .bytes(let bytes): path += String(decoding: bytes, as: UTF8.self)
                case .field(let name, let fallback, _):
                    if let value = value(name) {
                        isHostile = isHostile || RecipientPath.isHostile(value)
                        path += value
                    } else if let text = fallback ?? otherwise {
                        path += text
                    } else {
                        isIncomplete = true
                    }
                case .section(let name, let isInverted, let inner):
                    if (value(name) != nil) != isInverted { fill(inner) }
                }
            }
        }
        fill(segments)
        if isIncomplete { return .incomplete }
        path = path.trimmingBlanks()
        if path.isEmpty { return .nothing }
        return isHostile || RecipientPath.leadsOut(path) ? .hostile(path) : .path(path)
    }

    /// What no name of a file has any use for, and what makes a path begin anew.
    private static func isHostile(_ value: String) -> Bool {
        value.hasPrefix("/") || value.contains("\\")
            || value.unicodeScalars.contains { $0.value < 0x20 || 0x7F...0x9F ~= $0.value }
            || value.split(separator: "/", omittingEmptySubsequences: false).contains { $0 == "." || $0 == ".." }
    }

    private static func leadsOut(_ path: String) -> Bool {
        path.hasPrefix("/") || path.unicodeScalars.contains("\0")
            || path.split(separator: "/").contains { $0.hasPrefix(".") && $0 != "." }
    }
}

/// What `Attach` names: a file for everybody, or one for each recipient.
enum AttachedFile: Hashable, Sendable {
    case common(FilePart)
    case own(RecipientPath)

    var common: FilePart? { if case .common(let part) = self { part } else { nil } }
    var own: RecipientPath? { if case .own(let path) = self { path } else { nil } }
}

/// A file of one recipient's own, read for one message.
package struct RecipientFile: Sendable {
    /// Which of ``CompiledLetter/recipientPaths`` names it.
    package let place: Int
    package let path: String
    package let content: [UInt8]

    package init(place: Int, path: String, content: [UInt8]) {
        self.place = place
        self.path = path
        self.content = content
    }
}
