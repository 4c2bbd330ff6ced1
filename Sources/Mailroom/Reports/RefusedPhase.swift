internal import Vocabulary

/// What was refused, by what a report says of the dialogue: as Postfix, Exim, qmail, Sendmail and their like say it.
enum RefusedPhase {
    private static let signs = PhraseSet<SMTPPhase>([
        (
            .recipient,
            [
                "reply to rcpt", "after rcpt", "[rcpt_to]", "rcpt to response", "like our rcpt", "not like recipient",
                "rcpt command", "rcpt to command", "(state 14)", "smtp:rcpt host",
                "smtp error from remote mailer after rcpt", "at rcpt", "for rcpt",
                "to rcpt to", "response to rcpt",
            ]
        ),
        (
            .mail,
            [
                "reply to mail", "after mail from", "[mail_from]", "like our mail", "not like sender", "mail command",
                "response to mail",
            ]
        ),
        (
            .message,
            [
                "reply to end of data", "after end of data", "after i sent the message", "reply to data", "after data",
                "[data]", "like our data", "after pipelined data", "response to data", "end of message",
                "after sending data", "(state 17)", "(state 18)",
            ]
        ),
        (
            .connection,
            [
                "after initial connection", "after ehlo", "after helo", "reply to ehlo", "reply to helo",
                "helo handshake", "reply to initial",
            ]
        ),
    ])

    /// `text` is folded.
    static func said(in text: String) -> SMTPPhase? {
        let said = signs.meanings(in: Array(text.utf8))
        return [.recipient, .mail, .message, .connection].first(where: said.contains)
    }

    /// Of a transcript (`>>> RCPT TO:<…>`, `<<< 550 …`): the command before the first refusal.
    static func transcribed(in lines: [String]) -> SMTPPhase? {
        var phase: SMTPPhase?
        for line in lines {
            let line = line.trimmingBlanks().lowercased().drop { $0.isLetter || $0 == " " }
            if line.hasPrefix(">>>") {
                phase = command(line.dropFirst(3).trimmingBlanks())
            } else if line.hasPrefix("<<<"), let first = line.dropFirst(3).trimmingBlanks().utf8.first,
                first == UInt8(ascii: "5") || first == UInt8(ascii: "4")
            {
                if let phase { return phase }
            }
        }
        return nil
    }

    private static func command(_ line: String) -> SMTPPhase? {
        if line.hasPrefix("rcpt") { return .recipient }
        if line.hasPrefix("mail") { return .mail }
        if line.hasPrefix("ehlo") || line.hasPrefix("helo") { return .connection }
        return line.hasPrefix("data") || line.hasPrefix("[eom]") || line == "." ? .message : nil
    }
}
