package import Gate
package import Ledger
package import Letter
package import Vocabulary

/// Composes the messages of one run: what is the same for all of them is made once.
package final class Composer {
    private let letter: LoadedLetter
    private let key: Key
    private let unsubscribe: UnsubscribeLink
    /// What tells one Message-ID from the next, here and in any other run.
    private var nonce: UInt64
    /// The zone's distance from UTC, and the minute that it was asked for.
    private var offset: (minute: Int64, minutes: Int)?

    /// `key` makes the tokens by which a recipient can leave.
    package init(_ letter: LoadedLetter, configuration: Configuration, key: Key) {
        self.letter = letter
        self.key = key
        unsubscribe = UnsubscribeLink(configuration, letter.compiled.language)
        var generator = SystemRandomNumberGenerator()
        nonce = generator.next()
    }

    /// The message for one cleared recipient. Throws where a file of their own is not what the survey saw.
    package func message(for clearance: Clearance, at now: Instant) throws -> ClearedMessage {
        let files = try letter.recipientFiles?.read(for: clearance) ?? []
        return letter.compiled.message(for: clearance, stamp: stamp(clearance, now), files: files)
    }

    /// The same message, to be looked at.
    package func rendered(for clearance: Clearance, at now: Instant) -> RenderedMessage {
        letter.compiled.rendered(for: clearance, stamp: stamp(clearance, now))
    }

    /// Octets of the HTML part, before its transfer encoding.
    func htmlSize(for clearance: Clearance, at now: Instant) -> Int {
        letter.compiled.htmlSize(for: clearance, stamp: stamp(clearance, now))
    }

    private func stamp(_ clearance: Clearance, _ now: Instant) -> MessageStamp {
        nonce &+= 1
        let token = key.unsubscribeToken(letter: letter.id, address: clearance.address)
        return MessageStamp(
            date: now, utcOffsetMinutes: utcOffset(at: now),
            messageID: key.messageID(letter: letter.id, token: token, nonce: nonce),
            unsubscribeURL: unsubscribe.url(token), isOneClick: unsubscribe.isOneClick)
    }

    private func utcOffset(at now: Instant) -> Int {
        let minute = now.milliseconds / 60_000
        if let offset, offset.minute == minute { return offset.minutes }
        let minutes = Workspace.utcOffsetMinutes(at: now)
        offset = (minute, minutes)
        return minutes
    }
}
