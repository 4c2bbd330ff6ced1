import Foundation
import Vocabulary

/// Hides what proves who logs in, wherever a server repeats it: servers that do not know a command like to quote it.
///
/// A secret travels as it is or in base64, alone or with the user name (RFC 4616, RFC 7628), and a quotation may begin or end
/// in its midst. So every stretch of eight characters of each of these forms is hidden, or the whole of a shorter one.
package struct Redaction: Sendable {
    private static let longest = 8
    private var stretches: Set<[UInt8]> = []

    /// Nothing is hidden where there is no login.
    package init(_ settings: ConnectionSettings) {
        let user = settings.username ?? ""
        let forms: [String]
        switch settings.credential {
        case .password(let secret):
            forms = [secret.text, "\0\(user)\0\(secret.text)", "\(user)\0\(user)\0\(secret.text)"]
        case .oauth2Token(let secret):
            let place = "host=\(settings.host)\u{1}port=\(settings.port)\u{1}"
            forms = [
                secret.text, "user=\(user)\u{1}auth=Bearer \(secret.text)\u{1}\u{1}",
                "n,a=\(user),\u{1}\(place)auth=Bearer \(secret.text)\u{1}\u{1}",
            ]
        case nil: return
        }
        // In the clear, the secret alone is one: user names and hosts are not.
        let plain = Array(forms[0].utf8)
        for form in [plain] + forms.map({ Array(Data($0.utf8).base64EncodedString().utf8) }) where !form.isEmpty {
            let length = min(Redaction.longest, form.count)
            for start in 0...(form.count - length) { stretches.insert(Array(form[start..<(start + length)])) }
        }
    }

    /// The text with `•••` in the place of each secret.
    package func hide(_ text: String) -> String {
        guard !stretches.isEmpty else { return text }
        let bytes = Array(text.utf8)
        var isSecret = [Bool](repeating: false, count: bytes.count)
        for length in Set(stretches.map(\.count)) where length <= bytes.count {
            for start in 0...(bytes.count - length) where stretches.contains(Array(bytes[start..<(start + length)])) {
                for index in start..<(start + length) { isSecret[index] = true }
            }
        }
        guard isSecret.contains(true) else { return text }
        var shown: [UInt8] = []
        for (index, byte) in bytes.enumerated() {
            if !isSecret[index] {
                shown.append(byte)
            } else if index == 0 || !isSecret[index - 1] {
                shown += Array("•••".utf8)
            }
        }
        return String(decoding: shown, as: UTF8.self)
    }
}
