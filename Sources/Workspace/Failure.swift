package import Vocabulary

/// What a use case ends with when it cannot do what it was asked: what kind of thing is wrong, and a message with the remedy.
package struct Failure: Error {
    /// What is wrong, as whoever asked has to tell it apart. The terminal's door makes exit codes of it.
    package enum Kind: Sendable {
        /// The request itself: an option that means nothing, or that does not go with another one.
        case usage
        /// What was handed in cannot be read as what it is said to be.
        case badInput
        /// What was handed in is not there.
        case noInput
        /// The relay cannot be reached.
        case unreachable
        /// The program's own fault.
        case internalFault
        /// A file or folder cannot be made.
        case cannotCreate
        /// Reading or writing failed.
        case inputOutput
        /// Another time it may go.
        case temporary
        /// The relay does not speak SMTP.
        case protocolBroken
        /// The gate, the relay or what is missing says no.
        case refused
        /// The configuration is wrong.
        case configuration
    }

    package let kind: Kind
    package let message: Phrase

    package init(_ kind: Kind, _ message: Phrase) {
        self.kind = kind
        self.message = message
    }
}
