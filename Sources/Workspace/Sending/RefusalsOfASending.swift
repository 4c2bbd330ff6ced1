package import Gate
import Vocabulary

extension Refusal {
    /// The sender is still the one of the example: nobody.
    package static let placeholder = Refusal(
        .senderUnidentified,
        Phrase(
            fr: "l’expéditeur est encore celui de l’exemple (`Your Name`, `you@example.org`) : mettez les vôtres dans "
                + "`sender.name` et `sender.address`",
            en: "the sender is still the one of the example (`Your Name`, `you@example.org`): put your own into "
                + "`sender.name` and `sender.address`"))

    /// `now`: the digest of the preview as it is today.
    package static func previewOutdated(now digest: String) -> Refusal {
        Refusal(
            .previewOutdated,
            Phrase(
                fr: "l’aperçu confirmé montrait autre chose ; celui d’aujourd’hui a l’empreinte \(digest)",
                en: "the confirmed preview showed something else; today's has the digest \(digest)"))
    }
}
