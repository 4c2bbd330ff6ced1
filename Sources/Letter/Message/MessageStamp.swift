package import Vocabulary

/// What is particular to one message, beside its recipient: comes in, as this room knows no clock and no chance.
package struct MessageStamp: Hashable, Sendable {
    package var date: Instant
    /// Minutes that the sender's zone is ahead of UTC.
    package var utcOffsetMinutes: Int
    /// The left-hand side of the Message-ID: letters, digits, `.`, `-`, `_`; everything else is dropped.
    package var messageID: String
    /// The way out: an http(s) url or a `mailto:` url.
    package var unsubscribeURL: String
    /// True for an https url with a token: RFC 8058 applies.
    package var isOneClick: Bool

    package init(
        date: Instant, utcOffsetMinutes: Int, messageID: String, unsubscribeURL: String, isOneClick: Bool
    ) {
        self.date = date
        self.utcOffsetMinutes = utcOffsetMinutes
        self.messageID = messageID
        self.unsubscribeURL = unsubscribeURL
        self.isOneClick = isOneClick
    }

    /// The day in the sender's zone.
    var localDay: CivilDate { date.onClocks(aheadByMinutes: utcOffsetMinutes).day }
}
