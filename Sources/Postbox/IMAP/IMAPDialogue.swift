import Wire

/// What is said on an opened connection, without the connection: bytes of responses in, data and ends of commands out.
///
/// One command at a time. Untagged responses may come at any moment; what they say that was not asked for is left to whoever
/// asked. A response by another tag, or one that cannot be read, ends it: what follows could belong to anything.
struct IMAPDialogue: Sendable {
    enum Event: Sendable {
        case data(IMAPResponse)
        /// The command has ended.
        case finished(IMAPStatus)
        /// The server takes its leave.
        case farewell(IMAPStatus)
        /// It is of no more use.
        case broken(String)
    }

    private var reader = IMAPReader()
    private var number = 0
    /// The tag of the command that is under way.
    private var tag: String?
    private var hasEnded = false

    /// The octets of a command, and nothing else before its end was told. Nil where one is under way, or nothing may be said.
    mutating func ask(_ command: IMAPCommand) -> [UInt8]? {
        guard tag == nil, !hasEnded else { return nil }
        number += 1
        let tag = "P\(number)"
        self.tag = tag
        return Array("\(tag) ".utf8) + command.line + [0x0D, 0x0A]
    }

    mutating func receive(_ bytes: ArraySlice<UInt8>) -> [Event] {
        guard !hasEnded else { return [] }
        var events: [Event] = []
        for response in reader.feed(bytes) {
            guard let event = take(response) else { continue }
            events.append(event)
            if case .broken = event {
                hasEnded = true
                return events
            }
        }
        if let fault = reader.fault {
            hasEnded = true
            events.append(.broken(fault))
        }
        return events
    }

    private mutating func take(_ response: IMAPResponse) -> Event? {
        switch response {
        case .status(let found?, let status):
            guard found == tag else { return .broken("an answer to `\(found)`, which was not asked") }
            tag = nil
            return .finished(status)
        case .status(nil, let status) where status.kind == .bye: return .farewell(status)
        // Nothing is ever announced that it could wait for.
        case .continuation: return nil
        case .status, .capability, .list, .search, .exists, .fetch, .other: return .data(response)
        }
    }
}
