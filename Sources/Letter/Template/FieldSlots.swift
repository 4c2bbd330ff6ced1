import Vocabulary

/// The names that a letter looks up for every message, each with where its value comes from.
struct FieldSlots: Sendable {
    private enum Source: Hashable {
        case address, why, unsubscribe, date
        case contact(String)
    }

    let names: [String]
    private let sources: [Source]

    init(_ names: Set<String>) {
        self.names = names.sorted()
        sources = self.names.map { name in
            switch name {
            case "address": .address
            case "why": .why
            case "unsubscribe": .unsubscribe
            case "date": .date
            default: .contact(name)
            }
        }
    }

    /// Every value for one recipient. `spelling` and `wayOut`: their address, and the stamp's url, as they stand in
    /// headers.
    func values(
        _ reader: some Addressed, _ stamp: MessageStamp, spelling: String, wayOut: String, _ language: Language
    ) -> FieldValues {
        FieldValues(
            names,
            sources.map { source in
                switch source {
                case .address: spelling
                case .why: WhyText.text(reader, language)
                case .unsubscribe: wayOut
                case .date: Wording.date(stamp.localDay, language)
                case .contact(let name): reader.fields[name]
                }
            })
    }
}
