package import Courier
import Gate
import Letter
import Mailing
package import Vocabulary

/// What the sender looks at before a letter leaves: what it says of itself, what goes with it, how long it takes.
package struct DispatchNote: Sendable {
    /// A file that follows the letter.
    package struct Attachment: Hashable, Sendable {
        /// Without the folders before it.
        package let name: String
        /// Of the file itself.
        package let octets: Int
        /// True for a file of one recipient's own.
        package let isOwn: Bool

        package init(name: String, octets: Int, isOwn: Bool) {
            (self.name, self.octets, self.isOwn) = (name, octets, isOwn)
        }
    }

    /// As `reader` reads it.
    package let subject: String
    /// One of the recipients; nil where everybody reads the same subject.
    package let reader: String?
    package let sender: Sender
    package let relay: RelayAddress
    /// What goes with that recipient's letter.
    package let attachments: [Attachment]
    /// Of the whole message to that recipient, as it goes to the relay.
    package let octets: Int
    /// Of the largest message, about; nil where all are about as large.
    package let mostOctets: Int?
    package let test: TestStanding
    /// How many are written to.
    package let count: Int
    /// Deferred ones who are to be tried again later, and may fall due in the meantime.
    package let later: Int
    /// How long the rate makes it; 0 where there is none.
    package let seconds: Double
    package let rate: Pacer.Rate?
    /// When it leaves; nil for at once.
    package let departure: ClockTime?

    package init(
        subject: String, reader: String?, sender: Sender, relay: RelayAddress, attachments: [Attachment], octets: Int,
        mostOctets: Int?, test: TestStanding, count: Int, later: Int, seconds: Double, rate: Pacer.Rate?,
        departure: ClockTime?
    ) {
        (self.subject, self.reader, self.sender, self.relay) = (subject, reader, sender, relay)
        (self.attachments, self.octets, self.mostOctets) = (attachments, octets, mostOctets)
        (self.test, self.count, self.later) = (test, count, later)
        (self.seconds, self.rate, self.departure) = (seconds, rate, departure)
    }
}

extension SendSession {
    /// The note on a mailing that was surveyed; `departure` is when it leaves, where that is not at once. Nil where there is nobody to
    /// write to. Throws where a file of a recipient's own cannot be read any more.
    package func dispatchNote(_ plan: Plan, departure: Departure? = nil) throws -> DispatchNote? {
        guard let first = plan.first else { return nil }
        let (letter, configuration) = (prepared.letter, prepared.workspace.configuration)
        let now = departure?.moment ?? Workspace.now()
        let composer = Composer(letter, configuration: configuration, key: key)
        let octets = try composer.message(for: first, at: now).bytes.count
        let files = letter.recipientFiles?.look(first.fields, first.address).files ?? []
        let own = files.reduce(0) { $0 + $1.content.count / 3 * 4 }
        let most = letter.recipientFiles.map { octets - own + max(own, $0.largest) }
        let compiled = letter.compiled
        let name = first.fields.displayName
        return DispatchNote(
            subject: composer.rendered(for: first, at: now).subject,
            reader: compiled.hasOneSubject ? nil : name.isBlank ? first.address.spelling : name,
            sender: configuration.sender, relay: configuration.relay.address,
            attachments: compiled.enclosures(with: files).map {
                DispatchNote.Attachment(name: $0.name, octets: $0.octets, isOwn: $0.isOwn)
            }, octets: octets,
            mostOctets: most.flatMap { $0 > octets + octets / 10 ? $0 : nil }, test: try prepared.testStanding(),
            count: plan.workload.count, later: plan.workload.later,
            seconds: plan.timeLeft.seconds(for: plan.workload.count, at: now), rate: prepared.rate,
            departure: departure.map { ClockTime($0.moment) })
    }
}
