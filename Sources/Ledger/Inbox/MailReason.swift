package import Vocabulary

/// Why a mail led to what was done about it: a code that stays what it is, and its words.
package enum MailReason: String, Hashable, Sendable, CaseIterable {
    // Recorded.
    case addressDead = "address-dead"
    case complained
    case askedToLeave = "asked-to-leave"
    case wrote
    // Waiting.
    case deadByAddressAlone = "dead-by-address-alone"
    case temporaryAgainAndAgain = "temporary-again-and-again"
    case complaintByAddressAlone = "complaint-by-address-alone"
    case unclearRequest = "unclear-request"
    case requestOfUnknown = "request-of-unknown"
    case replyByAddressAlone = "reply-by-address-alone"
    case replyNotAuthentic = "reply-not-authentic"
    case replyFromElsewhere = "reply-from-elsewhere"
    case replyInDoubt = "reply-in-doubt"
    case gone
    // Counted.
    case temporary
    case senderMeant = "sender-meant"
    case causeUnknown = "cause-unknown"
    case away
    // Neither.
    case readBefore = "read-before"
    case notTied = "not-tied"
    case unrelated
    case erased

    /// In a few words, without a full stop.
    package var phrase: Phrase {
        // A table, one row for each case: longer than a function should be, and split into nothing clearer.
        switch self {
        case .addressDead: Phrase(fr: "l’adresse n’existe pas, ou plus", en: "the address does not exist, or no more")
        case .complained: Phrase(fr: "signalé comme indésirable", en: "reported as spam")
        case .askedToLeave: Phrase(fr: "demande à ne plus rien recevoir", en: "asks for no further letters")
        case .wrote: Phrase(fr: "la personne vous a répondu", en: "the person answered you")
        case .deadByAddressAlone:
            Phrase(
                fr: "un retour que n’importe qui a pu écrire : rien n’y prouve qu’il répond à une lettre",
                en: "a report that anybody can have written: nothing in it proves that it answers a letter")
        case .temporaryAgainAndAgain:
            Phrase(
                fr: "échec passager pour la troisième fois de suite, sur deux semaines au moins",
                en: "a temporary failure for the third time in a row, over two weeks at least")
        case .complaintByAddressAlone:
            Phrase(
                fr: "une plainte que n’importe qui a pu écrire : rien n’y prouve qu’elle porte sur une lettre",
                en: "a complaint that anybody can have written: nothing in it proves that it is about a letter")
        case .unclearRequest:
            Phrase(fr: "semble demander à ne plus rien recevoir", en: "seems to ask for no further letters")
        case .requestOfUnknown:
            Phrase(
                fr: "demande à ne plus rien recevoir, d’une adresse à laquelle rien n’a été envoyé",
                en: "asks for no further letters, from an address that nothing was sent to")
        case .replyByAddressAlone:
            Phrase(fr: "un message d’une personne à qui vous avez écrit", en: "a message of somebody you wrote to")
        case .replyNotAuthentic:
            Phrase(
                fr: "une réponse dont rien ne garantit l’expéditeur",
                en: "an answer whose sender nobody vouches for")
        case .replyFromElsewhere:
            Phrase(
                fr: "une réponse d’une autre adresse que celle à laquelle vous avez écrit",
                en: "an answer from another address than the one you wrote to")
        case .replyInDoubt:
            Phrase(
                fr: "une réponse qui demande peut-être à ne plus rien recevoir, ou annonce un départ",
                en: "an answer that may ask for no further letters, or tell that somebody left")
        case .gone:
            Phrase(
                fr: "la personne est partie, ou a une autre adresse", en: "the person left, or has another address")
        case .temporary: Phrase(fr: "échec passager", en: "a temporary failure")
        case .senderMeant:
            Phrase(
                fr: "c’est l’expéditeur, son serveur ou la lettre qui est refusé, et non l’adresse",
                en: "the sender, their server or the letter is refused, and not the address")
        case .causeUnknown: Phrase(fr: "échec dont la cause n’est pas dite", en: "a failure whose cause is not told")
        case .away: Phrase(fr: "absence", en: "an absence")
        case .readBefore: Phrase(fr: "déjà lu", en: "read before")
        case .notTied: Phrase(fr: "ne répond à aucune lettre connue", en: "answers no letter that is known")
        case .unrelated: Phrase(fr: "sans rapport avec une lettre", en: "has nothing to do with a letter")
        case .erased:
            Phrase(fr: "la personne a été effacée : rien n’est noté", en: "the person was erased: nothing is noted")
        }
    }
}
