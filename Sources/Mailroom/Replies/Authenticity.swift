internal import Vocabulary

/// Whether the sender's own provider vouches for who wrote (RFC 8601): its `Authentication-Results` field says `dmarc=pass` for
/// the domain of the one address in `From`.
///
/// What anybody could have written into a mail does not count: a field of another authserv-id, a second one of the same, a
/// result in a comment or a quoted string.
enum Authenticity {
    static func vouches(_ trusted: String?, for from: AddrSpec?, in headers: MailHeaders) -> Bool {
        guard let trusted, !trusted.isEmpty, let from, hasOneAuthor(headers), isOfOnePerson(headers) else {
            return false
        }
        // Providers add theirs on top, and take those away that others wrote in their name (§5). One that may be theirs and
        // cannot be read stands for those below as well.
        for value in headers.allRaw("Authentication-Results") {
            guard let results = AuthenticationResults(parsing: value) else {
                if value.folded.contains(trusted.folded) { return false }
                continue
            }
            guard results.isOf(trusted) else {
                if results.mayBeOf(trusted) { return false }
                continue
            }
            return results.passesDMARC(for: from)
        }
        return false
    }

    /// No list and no automaton had a hand in it, by each of the fields that say so.
    private static func isOfOnePerson(_ headers: MailHeaders) -> Bool {
        let isOfList = headers.names.contains { name in
            let name = name.asciiLowercased()
            return name.hasPrefix("list-") || name == "mailing-list" || name == "x-mailing-list"
        }
        return !isOfList
            && headers.allRaw("Auto-Submitted").allSatisfy { $0.trimmingWhitespace().asciiLowercased() == "no" }
            && ["Precedence", "X-Precedence"].flatMap(headers.allRaw).allSatisfy { value in
                !["bulk", "list", "junk", "auto"].contains {
                    value.trimmingWhitespace().asciiLowercased().hasPrefix($0)
                }
            }
    }

    /// One `From`, with one address and no group in it.
    private static func hasOneAuthor(_ headers: MailHeaders) -> Bool {
        let fields = headers.allRaw("From")
        return fields.count == 1 && headers.addresses("From").count == 1
            && !AuthenticationResults.Token.list(of: fields[0]).contains { $0 == .mark(":") || $0 == .mark(";") }
    }
}
