package import Resolver

/// The inbox, as the round trip needs it: where the test letter is looked for.
package protocol RoundTripInbox {
    /// Looks through all folders of the inbox once, and changes nothing there. Nil where the letter has not arrived; throws a
    /// ``Failure`` where the account cannot be read. `mark`: what stands in the letter's subject, and in none other.
    func find(_ mark: String) throws -> RoundTripArrival?
}

/// The test letter as it was found.
package struct RoundTripArrival: Sendable {
    /// As the account calls it.
    package let folder: String
    /// True for the folder of what is taken for spam (`\Junk`, RFC 6154).
    package let isJunk: Bool
    /// Header and body, as they came.
    package let bytes: [UInt8]

    package init(folder: String, isJunk: Bool, bytes: [UInt8]) {
        self.folder = folder
        self.isJunk = isJunk
        self.bytes = bytes
    }
}

/// What a round trip is made with: where records and mails come from, and how it waits.
package struct RoundTripMeans {
    package let records: any RecordSource
    package let inbox: any RoundTripInbox
    /// The authserv-id of the sender's own provider; nil where the configuration names none.
    package let trustedResults: String?
    /// Waits for so many milliseconds.
    let pause: (Int64) -> Void
    /// Told for how many seconds the letter has been waited for, again and again, and nil at the end.
    let tell: (Int?) -> Void

    package init(
        records: any RecordSource, inbox: any RoundTripInbox, trustedResults: String?,
        pause: @escaping (Int64) -> Void, tell: @escaping (Int?) -> Void
    ) {
        self.records = records
        self.inbox = inbox
        self.trustedResults = trustedResults
        self.pause = pause
        self.tell = tell
    }
}
