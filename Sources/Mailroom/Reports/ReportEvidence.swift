internal import Vocabulary

/// Whether an automaton wrote a mail, and whether it says that something could not be delivered: both are needed, so that a
/// person who quotes or forwards a report has not sent one.
enum ReportEvidence {
    /// Whoever only has an empty reverse-path or calls itself automatic may be somebody's absence.
    enum Sender { case mailer, automaton, person }

    static func sender(of mail: ReceivedMail) -> Sender {
        let headers = mail.headers
        if headers.raw("X-Failed-Recipients") != nil { return .mailer }
        let from = headers.raw("From") ?? ""
        let mailbox = addresses(in: from).first
        let local = (mailbox?.address ?? "").prefix { $0 != "@" }.lowercased()
        let name = headers["From"]?.folded ?? ""
        if mailers.contains(where: { local == $0 }) || local.contains("mailer-daemon") || local.contains("mailerdaemon")
            || local.hasPrefix("postmaster") || local.hasPrefix("post_master") || mailerNames.stands(in: name)
        {
            return .mailer
        }
        if let path = headers.raw("Return-Path")?.lowercased() {
            let bare = path.trimming { " \t<>".unicodeScalars.contains($0) }
            if bare.isEmpty || bare.hasPrefix("mailer-daemon") { return .automaton }
        }
        if from.trimming({ " \t<>".unicodeScalars.contains($0) }).isEmpty { return .automaton }
        if ["no-reply", "noreply", "do-not-reply", "donotreply"].contains(local) { return .automaton }
        let submitted = headers.raw("Auto-Submitted")?.lowercased() ?? "no"
        return submitted.hasPrefix("no") ? .person : .automaton
    }

    private static let mailers = [
        "mailer-daemon", "postmaster", "mail-daemon", "mdaemon", "daemon", "mail.delivery.system", "bounce", "bounces",
        "mail-delivery-system", "delivery-status", "ndr", "poostmaster", "smtp-gateway", "mailadm",
    ]
    private static let mailerNames = PhraseSet([
        "mail delivery", "mail deliver system", "delivery subsystem", "mailer daemon", "mailer-daemon",
        "mail administrator",
        "ndr administrator", "postmaster", "systeme de distribution", "system administrator", "mail system",
        "systeme de messagerie", "interscan", "delivery system", "mailserver", "mail server", "content-filter",
        "administrateur systeme",
    ])

    /// By the subject: a notice of non-delivery or of delay.
    static func isFailure(subject: String) -> Bool { subjects.stands(in: subject.folded) }

    private static let subjects = PhraseSet([
        "undeliver", "delivery status", "delivery fail", "delivery failure", "failure notice", "failure delivery",
        "failed delivery", "returned mail", "returned to sender", "mail delivery", "delivery notification",
        "non-delivery",
        "nondeliver", "non delivery", "non remis", "non delivre", "non distribu", "echec de", "retour de courrier",
        "retour de message", "message non", "delivery has failed", "not be delivered", "not delivered",
        "could not send",
        "warning: message", "delivery delay", "delayed", "mail system error", "unzustellbar", "nicht zugestellt",
        "zustellung", "nao entregue", "falha na entrega", "no entregado", "no se pudo entregar", "error de entrega",
        "mancato recapito", "mancata consegna", "non recapitabile", "onbestelbaar", "niet bezorgd", "недоставл",
        "не доставлен", "delivery report", "mail failure", "failure report", "message you sent", "rejected mail",
        "erreur de livraison", "avis de non", "impossible de remettre", "impossible de distribuer", "配信", "送信エラー",
        "could not be delivered", "配信に失敗", "送信できません",
    ])

    /// By the text.
    static func isFailure(text lines: some Sequence<String>) -> Bool {
        lines.contains { texts.stands(in: $0.folded) }
    }

    private static let texts = PhraseSet([
        "requested action not taken", "not be delivered", "not been delivered", "not deliver", "did not reach",
        "unknown user", "had delivery",
        "was not delivered", "undeliver", "unable to deliver", "wasn't delivered",
        "wasn't able to deliver", "delivery to the following", "delevery to the following", "delivery has failed",
        "delivery failed", "failed to deliver", "failed permanently", "deliver your message", "delivering your mail",
        "delivery error",
        "delivery problem", "can't be delivered", "cannot be delivered", "couldn't be delivered",
        "permanent fatal error",
        "transcript of session", "returned to sender", "attempting to deliver", "trying to deliver", "failure reasons",
        "was rejected by", "rejected your message", "mailbox exceeds", "delivery status notification",
        "message is delayed",
        "not been able to deliver", "following recipients", "following recipient", "following address", "reason:",
        "remote host said",
        "user unknown", "smtp error", "n'a pas pu etre", "n'ont pas pu etre", "n'a pas ete remis",
        "n'a pas ete delivre",
        "n'a pu etre", "impossible de remettre", "impossible de distribuer", "impossible de delivrer",
        "echec de la remise",
        "echec de remise", "pas pu remettre", "non remis", "konnte nicht", "nicht zugestellt", "unzustellbar",
        "no se pudo entregar", "no se ha podido entregar", "no ha sido entregado", "nao foi possivel entregar",
        "nao pode ser entregue",
        "non e stato possibile", "non e stato recapitato", "kon niet worden", "niet worden afgeleverd",
        "не может быть доставлено",
        "не удалось доставить", "не доставлено", "送信できませんでした", "配信できませんでした", "配信不能",
    ])

    /// An automatic reply of somebody's, whatever address it comes from.
    static func isAutomaticReply(subject: String) -> Bool {
        let subject = subject.folded
        return replies.contains { subject.hasPrefix($0) }
    }

    private static let replies = [
        "automatic reply", "auto reply", "autoreply", "auto-reply", "auto:", "out of office", "reponse automatique",
        "absence",
        "absent", "message d'absence", "abwesenheit", "automatische antwort", "respuesta automatica",
        "resposta automatica",
        "risposta automatica", "automatisch antwoord", "vacation", "on vacation",
    ]
}
