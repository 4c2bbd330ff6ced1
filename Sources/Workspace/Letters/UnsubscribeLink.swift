import Foundation
package import Vocabulary

/// The way out of a letter: the link with a recipient's token, else a mail with the token in its subject.
package struct UnsubscribeLink {
    /// What stands between the tokens.
    private let parts: [String]
    /// RFC 8058: an https link that stands for one recipient alone.
    package let isOneClick: Bool

    /// `language`: the letter's, in which the subject of the mail speaks.
    package init(_ configuration: Configuration, _ language: Language) {
        if let template = configuration.unsubscribeURL {
            parts = template.components(separatedBy: "{token}")
            isOneClick = template.lowercased().hasPrefix("https://") && parts.count > 1
            return
        }
        let address = configuration.unsubscribeMailto?.spelling ?? ""
        let safe = address.addingPercentEncoding(withAllowedCharacters: UnsubscribeLink.allowed) ?? ""
        let word = Phrase(fr: "désabonnement", en: "unsubscribe")[language]
        let subject = word.addingPercentEncoding(withAllowedCharacters: UnsubscribeLink.allowed) ?? "unsubscribe"
        parts = ["mailto:\(safe)?subject=\(subject)%20", ""]
        isOneClick = false
    }

    /// The link of the recipient whose token this is.
    package func url(_ token: String) -> String { parts.joined(separator: token) }

    private static let allowed = CharacterSet(
        charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~@+")
}
