package import Gate
package import Vocabulary

/// Why a message is shown.
package enum SampleReason: Hashable, Sendable {
    case longestName
    /// These fields, which the letter can do without, are lacking.
    case lacking([String])
    case evidence(EvidenceKind)
}

/// Somebody whose message is worth a look before all others'.
package struct Sample: Hashable, Sendable {
    package let clearance: Clearance
    package let reasons: [SampleReason]
}

/// Picks the few whose messages are shown: whoever has the longest name, whoever lacks most of what the letter can do
/// without, and the first one by each kind of evidence.
package struct SampleChooser: Sendable {
    private let fields: [String]
    private var longest: (length: Int, clearance: Clearance)?
    private var lacking: (names: [String], clearance: Clearance)?
    private var byKind: [EvidenceKind: Clearance] = [:]

    /// `fields`: those that the letter fills in.
    package init(fields: [String]) { self.fields = fields }

    package mutating func note(_ clearance: Clearance) {
        let length = clearance.fields.displayName.count
        if length > longest?.length ?? 0 { longest = (length, clearance) }
        let missing = fields.filter { clearance.fields[$0] == nil }
        if missing.count > lacking?.names.count ?? 0 { lacking = (missing, clearance) }
        if let kind = clearance.evidence?.claim.kind, byKind[kind] == nil { byKind[kind] = clearance }
    }

    /// Each of them once, with all that they are shown for.
    package var chosen: [Sample] {
        var picks: [(Clearance, SampleReason)] = []
        if let longest { picks.append((longest.clearance, .longestName)) }
        if let lacking { picks.append((lacking.clearance, .lacking(lacking.names))) }
        for kind in EvidenceKind.allCases { if let one = byKind[kind] { picks.append((one, .evidence(kind))) } }
        var samples: [Sample] = []
        for (clearance, reason) in picks {
            if let index = samples.firstIndex(where: { $0.clearance.contact == clearance.contact }) {
                samples[index] = Sample(clearance: clearance, reasons: samples[index].reasons + [reason])
            } else {
                samples.append(Sample(clearance: clearance, reasons: [reason]))
            }
        }
        return samples
    }
}

/// A sample with its message.
package struct SampleMessage: Sendable {
    package let sample: Sample
    package let subject: String
    /// A whole HTML document.
    package let html: String
    package let text: String

    package init(_ sample: Sample, subject: String, html: String, text: String) {
        self.sample = sample
        self.subject = subject
        self.html = html
        self.text = text
    }
}
