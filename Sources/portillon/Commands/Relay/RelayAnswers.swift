import Courier
import Vocabulary
import Workspace

// What is typed about the relay, as an option or as an answer.
extension RelayQuestions {
    /// By its number in the list, or by its name.
    static func readProvider(_ text: String) throws(Interview.BadAnswer) -> Provider {
        if let number = Int(text), Provider.all.indices.contains(number - 1) { return Provider.all[number - 1] }
        if let provider = Provider.find(text) { return provider }
        let ids = Provider.all.map(\.id)
        let near = nearestName(to: text, among: ids)
        throw .init(
            Phrase(
                fr: "`\(text)` n’est pas connu" + (near.map { " ; vouliez-vous `\($0)` ?" } ?? "")
                    + " (\(ids.joined(separator: ", ")))",
                en: "`\(text)` is not known" + (near.map { "; did you mean `\($0)`?" } ?? "")
                    + " (\(ids.joined(separator: ", ")))"))
    }

    /// A server with or without its scheme; port 465 means TLS from the first byte.
    static func readServer(_ text: String) throws(Interview.BadAnswer) -> String {
        let hasScheme = text.contains("://") || text.lowercased().hasPrefix("maildir:")
        let url = hasScheme ? text : (text.hasSuffix(":465") ? "smtps://" : "smtp://") + text
        do throws(RelayAddressFault) {
            _ = try RelayAddress(parsing: url)
        } catch {
            throw .init(error.phrase)
        }
        return url
    }

    static func readSecretPlace(_ text: String) throws(Interview.BadAnswer) -> SecretPlace {
        let parts = text.split(separator: ":", maxSplits: 1).map { String($0).trimmingBlanks() }
        if parts.count == 2, !parts[1].isEmpty {
            switch parts[0].lowercased() {
            case "environment" where parts[1].allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }):
                return .environment(parts[1])
            case "file": return .file(parts[1])
            case "command":
                // What only a shell understands is given to one.
                let needsShell = parts[1].contains { "|&;<>()$`\\\"'*?[]#~%".contains($0) }
                return .command(needsShell ? ["sh", "-c", parts[1]] : parts[1].split(separator: " ").map(String.init))
            default: break
            }
        }
        // What was typed may be the secret itself: it is not repeated.
        throw .init(
            Phrase(
                fr: "attendu : environment:NOM, file:CHEMIN ou command:MOTS (le secret lui-même ne s’écrit pas ici)",
                en: "expected environment:NAME, file:PATH or command:WORDS (the secret itself is not written here)"))
    }
}
