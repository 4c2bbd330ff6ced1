/// That somebody left, or has another address: words of autoresponders, and those that a person writes.
enum Departure {
    /// The sentence that tells it in an automatic reply; nil where none does. What only hints at it counts where no absence is
    /// told: of a leave there are stand-ins as well.
    static func sentence(inReply text: FoldedWords, tellsAbsence: Bool) -> String? {
        if let sentence = first(in: text, where: tellsForGood) { return sentence }
        return tellsAbsence ? nil : first(in: text) { !hints.matches(in: $0).isEmpty }
    }

    private static func tellsForGood(_ words: ArraySlice<FoldedWords.Word>) -> Bool {
        if !own.matches(in: words).isEmpty || !told.matches(in: words).isEmpty { return true }
        // `Je ne serai plus joignable avant lundi` passes.
        let passes = words.contains {
            ["avant", "jusqu", "jusque", "until", "before", "disponible", "available"].contains($0.text)
        }
        return !passes && !endings.matches(in: words).isEmpty
    }

    /// The sentence by which a person tells it of themselves, where others tell stories with the same words.
    static func sentence(byHand text: FoldedWords) -> String? {
        // Whoever asks something reads the answer, and tells a story of others.
        let asks = text.sentences.contains(where: \.isQuestion)
        return first(in: text) { words in
            own.matches(in: words).contains { !isSupposed($0.words, words) }
                || !asks && !colleagues.matches(in: words).isEmpty
        }
    }

    /// True where a person may be telling it, in words by which others tell stories: not before somebody has read it.
    static func isHinted(byHand text: FoldedWords) -> Bool {
        let isTelling = text.words.count <= 15 || text.words.contains { $0.text == "@" }
        return first(in: text) { words in
            (own.matches(in: words) + colleagues.matches(in: words) + (isTelling ? told.matches(in: words) : []))
                .contains { !isSupposed($0.words, words) }
        } != nil
    }

    private static func first(
        in text: FoldedWords, where tells: (ArraySlice<FoldedWords.Word>) -> Bool
    ) -> String? {
        text.sentences.prefix(200).first { tells($0.words) }?.text
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
        je change de poste|employeur|fonctions|societe|entreprise|travail|boulot|job
        cette adresse va|sera|doit .. disparaitre|fermer|expirer
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
        i am changing|leaving jobs|my|the|company
        i have .. moved on from
        i have moved to a|another new? company|firm|employer|organisation|organization|job|role
        i have changed jobs|companies|employers|roles|address
        i have a new email|address|mail
        my new email|mail? address
        my email|mail? address has|is|will .. chang*
        my address has|is|will chang*
        this address|email|mailbox|account .. will|is .. stop|no|deactivated|closed|disabled|discontinued
        this email address|account .. will|is|has .. stop|no|deactivated|closed|disabled|discontinued|changed
        nouvelle adresse email|mail|courriel|electronique
        nouvel|nouveau email|mail|courriel
        new email|mail address? is|@
        new address is? @
        plus mon adresse
        nom de domaine change*
        adresses se terminent
        boite abandonnee
        change de departement|service|poste
        moved to a|another different|another|new department|team|office
        closed the|our|my business|shop|firm|company|practice
        address is now
        change de mail|email|messagerie|fournisseur|boite
        adresse|boite .. va|sera fermee|supprimee|disparaitre|fermer
        toutes nos adresses changent
        i have moved to @
        use @ from|instead|now
        use|utiliser|utilisez .. @ desormais|maintenant|from
        update your records|address|contacts
        address has changed
        ditching my
        je suis desormais|maintenant|dorenavant chez|au|aux|dans|directeur|directrice|responsable
        je travaille desormais|maintenant chez|pour|a
        au lieu de @
        ancienne|ancien boite|adresse|compte|email|mail ferme*|sera|disparait
        je ne suis plus president*|secretaire|tresorier*|maire|directeur|directrice
        mon|son|ma|sa stage|contrat|mission|cdd .. fini|termine|acheve
        relocated to
        dont|do not use this one|address|email
        ich arbeite nicht mehr
        ich bin nicht mehr bei
        meine neue email|mail|adresse
        ya no trabajo
        non lavoro piu
        """)

    /// Of somebody by whom they are succeeded in answering, or outlived.
    private static let colleagues = WordPatternTable(
        """
        n est plus chez|parmi|avec nous
        n est plus ici|la
        ne travaille plus ici
        ne travaille plus chez|avec|pour nous
        ne fait plus partie de|d notre|nos|l equipe|effectifs|entreprise|societe|association
        mon|ma mari|femme|pere|mere|conjoint|epoux|epouse|frere|soeur .. est|a .. decede*|mort|morte|disparu*
        est decede*
        no longer works|work here
        no longer works|work for|with us
        no longer with us
        left our company|organisation|organization|firm|team
        have taken over his|her|their role|position|post|job|files|duties
        has|have left our|us|the company|organisation|organization|firm
        my husband|wife|father|mother|dad|mum|mom|brother|sister .. died|passed
        n est plus a l emploi|poste
        n est plus en poste|fonction|fonctions|service|activite
        a pris sa retraite
        a ete mute*|licencie*|remplace*
        cesse son|notre|toute|ses activite*
        s est eteint*
        tristesse|douleur|regret de|d vous? informer|annoncer|apprendre|faire
        great|deep sadness
        sorry|regret|sad to .. tell|inform|say .. died|passed
        passed away
        il|elle est parti*
        plus personne a ce|cette
        liquidation judiciaire
        plus chez nous|moi
        est pensionne*
        successeur est
        successor is
        personne de ce nom
        nobody|no one by that name
        left us in|back|last|january|february|march|april|may|june|july|august|september|october|november|december
        taken over his|her|their
        resigned from
        is gone from
        withdrawn from practice
        runs it now
        he|she|il died
        il|elle est mort|morte
        not work here
        fait valoir ses droits
        plus relevee|consultee|lue
        a quitte notre|nos|cette etude|agence|societe|entreprise|cabinet|association|equipe|effectifs
        atelier|entreprise|commerce|boutique est vendu*
        sold up
        ne fait plus partie de|des
        inform*|annonc*|apprendre .. deces|disparition de|du
        ceased trading
        stepped down
        former employee
        not .. employee of
        je le|la remplace depuis|desormais|maintenant
        m|nous a succede
        account|mailbox|address|adresse|compte|messagerie .. deactivated|disabled|desactive*
        n est plus valide|valable|active|utilisee
        left in january|february|march|april|may|june|july|august|september|october|november|december|the
        has taken up a|another new? post|job|position|role
        maison de retraite
        care|nursing home
        closing this|the|his|her account|mailbox
        """)
    /// An end that an automatic reply tells, unless it passes.
    private static let endings = WordPatternTable(
        """
        n est|suis|sommes|sont|es|etes plus
        n ai|a|avons|ont plus
        ne fait|fais|font|travaille*|sera|serai|seront|serons|lis|lirai|lit|consulte*|releve*|utilise*|dispose*|recois|recoit|repond*|gere|assure* plus
        n exerce*|occupe*|utilise*|assure*|existe*|habite*|officie* plus
        ne plus utiliser|ecrire|envoyer|adresser
        no longer
        not .. any more
        not .. anymore
        longer in|with|at
        """)

    /// What hints at it.
    private static let hints = WordPatternTable(
        """
        mon|ma|son|sa|leur|leurs successeur|remplacant|remplacante
        mon|son|notre|de depart
        depart de|du
        nouvel|nouveau|nouvelle|nouveaux interlocuteur|interlocutrice|contact|correspondant|correspondante|referent|referente|responsable
        est|sont desormais|dorenavant .. occupe*|assure*|repris*
        desormais|dorenavant .. adresse|joindre|joignable|contacter|ecrire
        reprend|reprennent|repris mes|ses|ces|le|les dossiers|fonctions|poste|relais
        replaced by
        my|his|her|their|our successor|replacement
        has|have taken over
        new chair|chairman|director|head|contact|manager
        from now on
        transfered|transferred to
        """)

    /// Of others and of mailboxes, as autoresponders say it.
    private static let told = WordPatternTable(
        """
        a|ai|ont|avons|ayant .. quitte definitivement? .. societe|entreprise|fonctions|poste|cabinet|agence|association|universite
        a|ai|ont|avons|ayant .. quitte definitivement? .. etablissement|structure|organisation|collectivite|mairie|service|equipe
        a|ai|ont|avons|ayant .. quitte definitivement? .. ecole|institution|laboratoire|ministere|effectifs|fonction|region|ville|banque
        a|ai|ont|avons|ayant .. quitte nos|notre|ses|mes|son|mon
        a quitte la|l
        nous a quitte|quittes|quittees
        j ai quitte
        quitt* l|la entreprise|societe
        cesse|cesser|cessera ses|mes|toute|son|mon|sa|leur fonctions|activite|activites|fonction
        contrat|stage|mission|mandat|cdd|these|alternance .. pris|prend|prendra|arrive|termine|acheve|fini|termines|echeance
        fin de mon|ma|mes|son|sa|leur contrat|mission|fonctions|stage|mandat|collaboration
        suite a|au mon|son|notre|leur? depart
        depuis mon|son depart
        mon|son depart de|du|en|a|definitif la|l|notre|cette? retraite|societe|entreprise|association|agence|equipe|universite|mairie|poste
        au|du depart de son|leur titulaire
        depart de|a|en la|l? retraite
        depart .. definitif
        definitivement absent*|parti*|ferm*|quitte*
        absent* .. definitive*
        suis|est|etant|partie? a|en|retraite la? retraite
        suis|est retraite|retraitee
        retraite|retraitee|retraites depuis
        ma|sa|a|en|la retraite
        rejoins|rejoint|rejoindrai|integre|integrerai la|le|l|une|un ville|mairie|societe|entreprise|equipe|groupe|autre|nouvelle|nouveau
        dissous|dissoute|dissolution
        retirement
        now work|working at|for|in
        at|to another company|firm|organisation|organization|employer|school|university
        decided to leave
        last working day
        being retired
        s est acheve|achevee|termine|terminee
        fusionne*
        fait valoir .. droits .. retraite
        prends|prend|pris|prenant ma|sa .. retraite
        suis|est parti|partie a|en|vers|pour la? retraite|autres|nouvelles|nouveaux
        nouveaux|nouvel|autres horizons|horizon|projets
        d horizon professionnel*
        change|changer|changement d|de horizon|poste|employeur|vie|societe|fonctions
        autres|nouvelles fonctions|aventures|responsabilites|missions
        nouvelle aventure
        nouveau poste
        a|ai|avons .. rejoint
        est mute|mutee
        a|ai ete? mute*|licencie*|remplace|remplacee
        nouvelle adresse email|mail|electronique|de|est
        nouvelles coordonnees
        change* d|de adresse|messagerie|nom
        changement d|de adresse|messagerie
        adresse|adresses email? mail? electronique? .. a|va|change* chang*|change*
        adresse|adresses change*
        adresse .. devient|deviendra
        mes|mon|notre nouvelles|nouveau|nouvelle? coordonnees|domaine change*
        adresse|boite|compte|messagerie|bal|email|mail .. n est|sera plus
        adresse|boite|compte|messagerie .. sera|est|va|a|etre? .. supprime*|desactive*|ferme*|resilie*|obsolete|cloture*|inactive|coupe*
        compte .. cloture|ferme|desactive|supprime
        ancienne|ancien adresse? sera|est coupe*|ferme*|desactive*
        adresse|boite|messagerie .. ne fonctionne*|sera plus
        est|sont|etait decede*
        deces|disparition de|du
        no longer with|at|for|exists|work*|employed|part|monitored|valid|active|using|use|checked|reading|associated|affiliated
        has|have|had .. left the|our|my|this .. company|organisation|organization|firm|university|business|agency|team|school|practice|role
        has|have .. left example*|employment|ltd|us|his|her|their
        i have|had left
        has left
        have now left
        left in|on|at example*|january|february|march|april|may|june|july|august|september|october|november|december|the
        have|has|am .. retired
        i retired
        retired from|as|on|in
        moved|moving on
        moved to a|another
        last|final day at|with|in|was|of|is
        was|is my last|final
        leaving the|my|our|example* company|organisation|organization|firm|university|ltd|role|position
        taken|accepted|started|starting a new position|role|job|post|opportunity
        taken up? a|another new? position|role|job|post
        new position|role|job|opportunity|challenge|adventure
        other opportunities
        stepped|stepping down
        resigned
        new email|mail? address
        new address is
        email address .. chang*
        address .. has|is|will|be? .. changed|changing|change|deactivated|closed|disabled|discontinued|decommissioned|forwarded|work
        account|mailbox|inbox|address .. no longer
        account|mailbox|inbox|address .. deactivated|closed|disabled|discontinued|retired|obsolete
        not in use
        changed|changing jobs|companies|employers|roles|positions
        contract|employment|internship|assignment|term|mandate .. ended|ends|expired|over|come
        passed away
        passed on|away in
        died in|on|last|this|suddenly|peacefully
        has|have died
        death of
        ceased employment|to|trading|operations
        rebranded
        does|do not work here|for|at|with
        unternehmen verlassen
        nicht mehr bei|im|fur|in|tatig|erreichbar|beschaftigt|aktiv
        neue e? email|mail|adresse
        ya no trabaja|trabajo|forma|esta
        non lavora|fa piu
        niet meer|langer werkzaam|in|bij
        werkt niet meer
        """)
}
