import Mailroom
import Testing

/// A reply that is no request by any phrase that is known, and that nobody should take for a contact unread.
@Suite struct LeaveDoubtTests {
    @Test(arguments: [
        ("je n’ouvre plus vos lettres depuis longtemps", true),
        ("Vos courriers finissent à la corbeille, sachez-le.", true),
        ("je n’ai jamais demandé ces messages", true),
        ("Not interested in hearing from you any more.", true),
        ("I never gave my consent to this.", true),
        ("On this bill we have to stop them.", true),
        ("", true), ("> Bonjour, notre lettre d’automne", true), ("Leave me alone.", true),
        ("Basta, plus de courriels.", true),
        ("Merci beaucoup, c’est très intéressant ! À bientôt.", false),
        ("Belle lettre, comme toujours. Je n’ai plus votre numéro, appelez-moi.", false),
        ("Thanks for the news, let us meet in Lyon again.", false),
        ("D’accord avec vous sur la fin de l’article ; on s’inscrit au salon ?", false),
    ]) func isLeft(_ body: String, _ expected: Bool) {
        let mail = ReceivedMail(
            parsing: Array(
                "From: Ada <ada@example.org>\nTo: you@example.org\nSubject: Re: Nouvelles\nIn-Reply-To: <a@example.org>\n\n\(body)\n"
                    .utf8))
        let said = Understanding(of: mail, trustedResults: nil, ownAddresses: [])
        #expect(said.kind == .unsubscribe || said.leavesDoubt == expected, "\(said.kind)")
        #expect(expected || said.kind == .reply)
    }
}
