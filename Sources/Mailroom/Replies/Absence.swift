/// That somebody is away and will be back: words of autoresponders, and those of people who wrote one without saying so in a
/// header field.
enum Absence {
    /// The sentence that tells it in an automatic reply; nil where none does.
    static func sentence(inReply text: FoldedWords) -> String? {
        text.sentences.prefix(200).first { !signs.matches(in: $0.words).isEmpty }?.text
    }

    /// The sentence that tells it where no header field says that a program answers: the words must weigh more, as people speak
    /// of absences too.
    static func sentence(byHand text: FoldedWords) -> String? {
        // Whoever asks something is there to be answered.
        guard text.words.count <= 150, !text.sentences.contains(where: \.isQuestion) else { return nil }
        var weight = 0
        var first: String?
        for sentence in text.sentences {
            let matches = signs.matches(in: sentence.words)
            if !matches.isEmpty, first == nil { first = sentence.text }
            weight += matches.map(\.weight).max() ?? 0
            // Several signs in one sentence, or one that begins with `Absent`, as nobody tells of somebody else.
            if matches.count > 1, isOwn(sentence.words) { weight += 1 }
            if beginsWithAbsent(sentence.words) { weight += 1 }
        }
        // `De retour lundi.`: little besides.
        if let opening = text.sentences.first?.words, text.words.count <= 15, signs.end(in: opening) != nil {
            weight += 1
        }
        return weight >= 2 ? first : nil
    }

    /// `Absent jusqu’au 12`, `Absente ce jour`.
    private static func beginsWithAbsent(_ words: ArraySlice<FoldedWords.Word>) -> Bool {
        guard words.first?.text.hasPrefix("absent") == true, let second = words.dropFirst().first?.text else {
            return false
        }
        return ["du", "jusqu", "ce", "cette", "pour", "aujourd", "actuellement", "toute", "le", "demain"].contains(
            second)
    }

    /// True where the sentence speaks of whoever wrote it, or of no one.
    private static func isOwn(_ words: ArraySlice<FoldedWords.Word>) -> Bool {
        let subjects: Set<String> = [
            "je", "j", "i", "nous", "we", "mon", "ma", "mes", "my", "en", "on", "out", "actuellement", "currently",
        ]
        return words.prefix(6).contains { subjects.contains($0.text) }
    }

    /// True for what confirms that a mail came in, and says nothing of anybody.
    static func isReceipt(_ text: FoldedWords) -> Bool { !receipts.matches(in: text.words[...]).isEmpty }

    private static let receipts = WordPatternTable(
        """
        bien recu|recue
        avons recu votre|ta
        accusons|accuse bonne? reception
        accuse de reception
        a bien ete recu|recue|pris|prise|enregistre*
        prise en compte
        votre demande
        received your
        have received
        thank you for contacting|reaching|getting
        will be processed
        numero de ticket|dossier|demande
        porte le numero
        ticket number|id
        merci de ne pas .. repondre
        ne pas repondre a ce
        sera traite*
        sous .. heures|jours
        within|in .. working days|hours
        your order|request|application|enquiry|ticket
        votre inscription|commande|candidature
        unsubscription
        accuse* .. reception
        """)

    private static let signs = WordPatternTable(
        """
        absent*
        mon|son|notre absence
        en|mes|ses|nos conge*|vacances|rtt|deplacement|formation|arret|mission|repos|recuperation|seminaire|voyage
        conge* parental|maternite|paternite|maladie|annuel*|sabbatique|sans|d|de
        arret maladie|de
        de retour
        mon|son|notre|leur retour
        retour prevu|le|au|a
        reviens|reviendrai|rentre|rentrerai le|lundi|mardi|mercredi|jeudi|vendredi|vers|en|au
        bureau|bureaux|agence|cabinet|etablissement|societe|service|services|magasin|atelier|secretariat .. est|sont|sera|seront .. ferme*
        fermeture annuelle|exceptionnelle|estivale|pour|de|du
        reouverture|rouvr*
        indisponible
        ne suis|serai|sommes pas|plus disponible|joignable|au|a
        acces limite|restreint|intermittent|a
        sans acces
        connexion limitee
        irregulier*
        consulte* peu|rarement
        prendrai|prendra|prendrons connaissance
        en|pour cas|toute|tout d? urgence|urgences|urgent*
        pas|hors au|du bureau
        temps partiel
        ne travaille pas
        repondrai|repondra|repondrons .. retour|retard|rentree
        ne .. pourrai .. repondre
        teletravail
        out of office|the|my
        on|my annual|parental|maternity|paternity|sick|medical|vacation|holiday|holidays|sabbatical|leave|pto|business
        annual|parental|maternity|paternity|sick|medical|vacation leave
        away from|until|on|this|for|at|from|attending|next|with
        back in|on|at|monday|tuesday|wednesday|thursday|friday|by
        back 0*|1*|2*|3*|4*|5*|6*|7*|8*|9*
        return to|on|in|until|by|the
        returning on|to|in|the
        my return
        limited|no|intermittent|restricted|sporadic access
        office|offices is|are|will .. closed
        reopen*
        travelling|traveling
        unavailable
        not in|at the office
        in my absence
        during my absence
        conference
        urgent matters|enquiries|requests|issues
        on leave
        off work|sick|today|until
        working part
        slow* to respond
        cabinet|agence|bureau|boutique|magasin|secretariat|atelier|entreprise ferme*|fermee*
        ferme*|closed du|au|jusqu|until|from|for|this|today
        sabbati*
        a l exterieur du bureau
        sans ordi|ordinateur|internet|reseau|wifi
        no|without signal|internet|wifi|laptop|reception
        out all|for|this|sick|today|until|til|till
        back in|the|around|sunday|saturday|monday
        gone fishing
        in|on vacation|holidays|hols
        closed for
        when i come|get|am|return back?
        en rentrant|revenant
        a mon retour
        silence complet
        injoignable|deconnecte*|debranche*
        pas d|de acces|connexion|reseau
        conge|conges
        until|til|till monday|tuesday|wednesday|thursday|friday|saturday|sunday
        hospitali*
        til|till|until|jusqu sunday|the|au|aux|a|my|end
        on a|the plane|train|road|boat
        sur la route
        en audience|partiels|examen|examens|tournage|tournee|concert|salon|congres
        in trial|court|surgery|meetings|exams
        exams until|til|till
        n est|suis pas joignable
        date de retour
        retour lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|demain
        ne peux|pourra|pourrai pas .. repondre
        reponds|repondrai|repondrons a|la|pas|en|plus|ensuite|apres|lundi
        will read|look|reply|answer|respond .. properly|then|when|thurs|monday|later|after
        not checking
        travelling|traveling and back
        nicht im|am buro|haus|arbeitsplatz
        abwesen*
        urlaub
        fuera de
        de vacaciones
        vacaciones
        fuori ufficio|sede
        assente
        in ferie
        afwezig
        vakantie
        ausente
        ferias
        """,
        weighing: """
            je suis|serai actuellement? absent* du|jusqu|pour|de|aujourd|ce|cette|toute
            je suis|serai en conge*|vacances|deplacement|arret .. jusqu|du|pour
            suis|serai .. absent* .. jusqu
            actuellement absent*|en
            absent* du bureau|au|1*|2*|3*|lundi
            correspondant est absent
            absent* de mon|notre bureau|poste
            en conge*|vacances jusqu
            out of the? office until|from|on|starting|with|and|for|this|today|at|till|through
            am currently out|away|on
            on annual|parental|maternity|paternity|sick leave until|from|and
            on vacation|holiday|leave until|from
            in vacation|holidays from|until
            out all week|day
            je suis|serai a l exterieur du bureau
            je suis|serai .. sans ordi|ordinateur|internet|reseau
            cabinet|agence|bureau|boutique|secretariat|atelier est|sera? ferme* du|jusqu|pour|le|la
            we are closed for|until|from
            gone fishing
            no signal until|til|till
            n est pas joignable actuellement
            en audience|formation|mission toute|jusqu
            ne pourra vous? repondre avant
            in trial|court through|until|all
            travelling|traveling and back
            ne travaille pas le lundi|mardi|mercredi|jeudi|vendredi
            """)
}
