/// That somebody left, or has another address: words of autoresponders, and those that a person writes.
enum Departure {
    /// The sentence that tells it in an automatic reply; nil where none does.
    static func sentence(inReply text: FoldedWords) -> String? {
        first(in: text) { !own.matches(in: $0).isEmpty || !told.matches(in: $0).isEmpty }
    }

    /// The sentence by which a person tells it of themselves, where others tell stories with the same words.
    static func sentence(byHand text: FoldedWords) -> String? {
        first(in: text, questions: false) { words in own.matches(in: words).contains { !isSupposed($0.words, words) } }
    }

    private static func first(
        in text: FoldedWords, questions: Bool = true, where tells: (ArraySlice<FoldedWords.Word>) -> Bool
    ) -> String? {
        text.sentences.prefix(200).first { (questions || !$0.isQuestion) && tells($0.words) }?.text
    }

    /// `quand j'aurai quitté`, `if I left`.
    private static func isSupposed(_ match: Range<Int>, _ words: ArraySlice<FoldedWords.Word>) -> Bool {
        words[..<match.lowerBound].suffix(4).contains {
            ["si", "quand", "lorsque", "if", "when", "until", "avant"].contains($0.text)
        }
    }

    /// Of oneself and the mailbox that one writes from.
    private static let own = WordPatternTable(
        """
        je ne fais|suis|travaille plus partie|en|au|chez|a|pour|dans|salarie*|employe*|membre|responsable|joignable|parmi
        je ne travaille plus
        j ai .. quitte .. societe|entreprise|fonctions|poste|cabinet|agence|association|universite|etablissement|structure
        j ai .. quitte .. organisation|collectivite|mairie|service|equipe|ecole|institution|laboratoire|ministere|fonction
        j ai .. change d adresse
        j ai .. change de poste|employeur|fonctions|societe|entreprise|travail
        je suis .. retraite|retraitee
        j ai pris ma retraite
        j ai cesse|arrete mes|mon|toute activite*|fonctions
        je n occupe|exerce plus
        je n utilise* plus cette|ce adresse|boite|compte|email
        ma nouvelle adresse email|mail|electronique|est
        ma nouvelle adresse
        mon adresse email? mail? electronique? change*|va|a
        mon nouvel|nouveau email|mail|courriel|adresse
        cette adresse .. n est|sera plus
        cette adresse .. sera|est|va .. supprimee|desactivee|fermee|resiliee|inactive
        cette adresse ne sera|fonctionne* plus
        ne .. plus a cette adresse
        i no longer work
        i am no longer with|at|working|employed
        i have now? left my job|position|role|post
        i have now? left .. company|organisation|organization|firm|university|ltd|inc|agency|association
        i have .. retired
        i have .. moved on from
        i have changed jobs|companies|employers|roles|address
        i have a new email|address|mail
        my new email|mail? address
        my email|mail? address has|is|will .. chang*
        my address has|is|will chang*
        this address|email|mailbox|account .. will|is .. stop|no|deactivated|closed|disabled|discontinued
        this email address|account .. will|is|has .. stop|no|deactivated|closed|disabled|discontinued|changed
        ich arbeite nicht mehr
        ich bin nicht mehr bei
        meine neue email|mail|adresse
        ya no trabajo
        non lavoro piu
        """)

    /// Of others and of mailboxes, as autoresponders say it.
    private static let told = WordPatternTable(
        """
        ne fait|font|fais plus partie
        ne travaille* plus
        n exerce* plus
        n occupe* plus
        n est|suis|sommes|sont plus .. poste|salarie*|employe*|parmi|sein|fonction|fonctions|membre|responsable|charge|effectifs
        n est plus a|chez|dans|joignable|affecte*|present*|la
        ne suis plus .. poste|salarie*|employe*|parmi|sein|fonction|fonctions|membre|responsable|charge|effectifs|chez|a
        n assure|dirige|gere plus
        a|ai|ont|avons|ayant .. quitte definitivement? .. societe|entreprise|fonctions|poste|cabinet|agence|association|universite
        a|ai|ont|avons|ayant .. quitte definitivement? .. etablissement|structure|organisation|collectivite|mairie|service|equipe
        a|ai|ont|avons|ayant .. quitte definitivement? .. ecole|institution|laboratoire|ministere|effectifs|fonction|region|ville|banque
        a|ai|ont|avons|ayant .. quitte nos|notre|ses|mes
        a quitte la|l
        nous a quitte|quittes|quittees
        cesse ses|mes|toute|son|mon fonctions|activite|activites
        contrat .. pris|prend|prendra|arrive|termine|acheve|fini
        fin de mon|ma|mes|son|sa contrat|mission|fonctions|stage|mandat
        suite a|au mon|son|notre? depart
        depuis mon|son depart
        depart de|a|en la|l? retraite
        depart .. definitif
        definitivement absent*|parti*|ferm*|quitte*
        absent* .. definitive*
        suis|est|etant|partie? a|en|retraite la? retraite
        suis|est retraite|retraitee
        en retraite depuis
        fait valoir .. droits .. retraite
        pris ma|sa retraite
        suis|est parti|partie a|en|vers|pour la? retraite|autres|nouvelles|nouveaux
        nouveaux horizons
        nouvelles fonctions|aventures|responsabilites
        nouvelle aventure
        a|ai rejoint
        est muté|mute|mutee
        a ete mute|mutee|remplace|remplacee
        mon remplacant|successeur
        ma remplacante
        son|sa|leur successeur|remplacant|remplacante
        nouvelle adresse email|mail|electronique|de|est
        nouvelles coordonnees
        change* d adresse
        changement d adresse
        adresse email? mail? electronique? .. a|va|change* chang*|change*
        adresse|boite|compte|messagerie|bal|email|mail .. n est|sera plus
        adresse|boite|compte|messagerie|bal .. n existe* plus
        adresse|boite|compte|messagerie .. sera|est|va|a .. supprime*|desactive*|ferme*|resilie*|obsolete|cloture*|inactive
        adresse|boite|messagerie .. ne fonctionne*|sera plus
        ne dispose|disposons|utilise* plus
        ne consulte* plus
        est|sont decede*
        a ete? licencie*|mute*
        no longer work*|employed|part|monitored|in|valid|active|using|use|checked|reading|associated|affiliated|a
        no longer with|at|for|exists
        has|have .. left the|our|my|this company|organisation|organization|firm|university|business|agency|team|school|practice|role
        has|have left the|our|my .. company|organisation|organization|firm|university|business|agency|team|school|practice|role
        has|have .. left example*|employment|ltd|us|his|her|their
        i have left
        has left
        have now left
        have|has|am .. retired
        retired from|as|on|in
        moved on
        moving on
        last|final day at|with|in|was|of
        was my last|final
        is my last|final
        leaving the|my company|organisation|organization|firm|university
        new email|mail? address
        email address .. chang*
        address .. has|is|will .. changed|changing|change|deactivated|closed|disabled|discontinued|decommissioned
        account|mailbox|inbox|address .. no longer
        account|mailbox|inbox|address .. deactivated|closed|disabled|discontinued|retired|obsolete
        changed jobs|companies|employers|roles|positions
        passed away
        ceased employment|to|trading
        unternehmen verlassen
        nicht mehr bei|im|fur|in|tatig|erreichbar|fur|beschaftigt|aktiv
        neue email|mail|adresse
        ya no trabaja|trabajo|forma|esta
        non lavora|fa piu
        niet meer|langer werkzaam|in|bij
        werkt niet meer
        """)
}
