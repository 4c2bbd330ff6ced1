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
        ("I don't want these emails any more", true), ("Inutile de continuer à m'écrire", true),
        ("Veuillez procéder à ma radiation", true), ("Résiliation immédiate de cet abonnement", true),
        ("C'est le dernier mail que j'accepte de vous", true), ("Enough of these mails", true), ("Lâchez-moi", true),
        ("Your newsletter is not wanted here", true), ("Ça suffit.", true), ("I'm out.", true),
        ("Merci de faire le nécessaire : je saurai m'en passer.", true), ("Kindly lose my email address.", true),
        ("Où avez-vous trouvé mon adresse ?", true), ("Comment avez-vous obtenu mes coordonnées ?", true),
        ("How did you get my address?", true),
        ("Which bus stop is nearest to the new clinic?", false), ("Surtout n’arrêtez jamais d’écrire.", false),
        ("J'aimerais arrêter de fumer, vos séances sont-elles remboursées ?", false),
        ("Stop using \"leverage\" as a verb. Otherwise great read.", false), ("À samedi, avec plaisir", false),
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

    /// What looks like a request and is none, or somebody else's, is never recorded by itself.
    @Test(arguments: [
        "Could you unsubscribe my old assistant Tom? He left us, I stay.",
        "I no longer receive your newsletter, please put me back on the list",
        "Bravo, aucune lettre ne m'intéresse plus que la vôtre", "Stop ! Quelle belle photo.",
        "Nous voudrions résilier notre abonnement au panier de légumes, mais gardez-nous pour les nouvelles.",
        "Cessez de me relancer pour la facture 2231, elle est payée.",
        "Ne m'écrivez plus « Cher Monsieur », appelez-moi Lucien !",
        "I nearly unsubscribed last winter. I'm so glad I didn't.",
        "Où avez-vous trouvé mon adresse ?", "Comment avez-vous eu mon adresse ? Elle est toute neuve !",
        "How did you get my address?",
    ]) func nothingIsRecordedOfWhatIsNoRequest(_ body: String) {
        let mail = ReceivedMail(
            parsing: Array(
                "From: Ada <ada@example.org>\nTo: you@example.org\nSubject: Re: Nouvelles\nIn-Reply-To: <a@example.org>\n\n\(body)\n"
                    .utf8))
        #expect(Understanding(of: mail, trustedResults: nil, ownAddresses: []).kind == .reply)
    }

    /// What people tell without a field that says that a program answers.
    @Test(arguments: [
        ("De retour lundi", MailKind.away), ("On leave", .away), ("Cabinet fermé du 3 au 12 août", .away),
        ("En formation jusqu'à jeudi", .away), ("I am on sabbatical until June.", .away),
        ("Je rentre de vacances, parlons-en.", .reply),
        ("Veuillez excuser mon absence. Y a-t-il un compte rendu ?", .reply),
        ("Nouvelle adresse mail : ada@example.net", .gone), ("Monsieur Martin n'est plus en poste chez nous.", .gone),
        ("Nous vous informons du décès de M. Martin.", .gone), ("Je suis désormais chez Dupont & Fils.", .gone),
    ]) func byHand(_ body: String, _ kind: MailKind) {
        let mail = ReceivedMail(
            parsing: Array("From: Ada <ada@example.org>\nTo: you@example.org\nSubject: Re: Nouvelles\n\n\(body)\n".utf8)
        )
        #expect(Understanding(of: mail, trustedResults: nil, ownAddresses: []).kind == kind)
    }
}
