/// Words that are likely a request to leave, among others: for the sender's eye, not for the record.
enum LikelyLeaveRequest {
    /// The sentence that asks, as it stands; nil where none does.
    static func sentence(in text: FoldedWords) -> String? {
        for sentence in text.sentences.prefix(sentenceLimit) where asks(sentence, of: text) { return sentence.text }
        return nil
    }

    private static let sentenceLimit = 400

    private static func asks(_ sentence: FoldedWords.Sentence, of text: FoldedWords) -> Bool {
        let words = sentence.words
        if isShout(sentence, of: text) { return true }
        if !certain.matches(in: words).isEmpty { return true }
        if !sentence.isQuestion, !grievances.matches(in: words).isEmpty { return true }
        if let last = ending.matches(in: words).last, !isDenied(last.words, words), endsClause(last.words, words) {
            return true
        }
        let isKnown = requests.matches(in: words).contains { match in
            !isDenied(match.words, words) && !isAboutOthers(words[match.words], words[match.words.upperBound...])
        }
        return isKnown || LeaveCues.match(in: words) { isDenied($0, words) } != nil
    }

    private static func endsClause(_ match: Range<Int>, _ words: ArraySlice<FoldedWords.Word>) -> Bool {
        words[match.upperBound...].first?.beginsClause ?? true
    }

    /// What asks where nothing follows.
    private static let ending = WordPatternTable(
        """
        take me|us off
        remove|delete|drop me|us
        remove|delete from list|mailing
        retire|retirez|supprimez|supprime|enlevez|rayez|effacez|oubliez|oublie moi|nous
        merci|priere|veuillez de? supprimer|retirer|desinscrire|effacer|enlever|arreter|cesser|stopper
        remove|delete|drop me|us from it
        otez|enlevez|retirez|supprimez l autre|adresse
        """)

    /// A noun that asks by itself, among few words: `Désinscription immédiate`.
    private static func isShout(_ sentence: FoldedWords.Sentence, of text: FoldedWords) -> Bool {
        guard !sentence.isQuestion, text.words.count <= 25 else { return false }
        return clauses(sentence.words).contains { clause in
            guard clause.count <= 4, let first = clause.first(where: { !courtesies.contains($0.text) }), !first.isQuoted
            else {
                return false
            }
            return ["desinscription", "desabonnement", "unsubscribe", "unsubscription"].contains(first.text)
        }
    }

    /// What commas and colons cut a sentence into.
    static func clauses(_ words: ArraySlice<FoldedWords.Word>) -> [ArraySlice<FoldedWords.Word>] {
        var clauses: [ArraySlice<FoldedWords.Word>] = []
        var start = words.startIndex
        for index in words.indices.dropFirst() where words[index].beginsClause {
            clauses.append(words[start..<index])
            start = index
        }
        return clauses + [words[start...]]
    }

    private static let courtesies: Set<String> = [
        "svp", "stp", "please", "merci", "thanks", "now", "immediate", "bonjour",
    ]

    /// True where a no stands before the request in its clause: `ne me désabonnez surtout pas`.
    static func isDenied(
        _ match: Range<Int>, _ words: ArraySlice<FoldedWords.Word>, within reach: Int = LikelyLeaveRequest.reach
    ) -> Bool {
        var clause = words[..<match.lowerBound].suffix(reach)
        if !words[match.lowerBound].beginsClause,
            let start = clause.lastIndex(where: { $0.beginsClause || beginnings.contains($0.text) })
        {
            clause = clause[start...]
        } else if words[match.lowerBound].beginsClause {
            clause = []
        }
        let before = clause.map(\.text)
        if before.contains(where: denials.contains) || before.suffix(2).contains(where: nearDenials.contains) {
            return true
        }
        // `Ne me désabonnez pas`: the second half of the no comes behind.
        let after = words[match.upperBound...].prefix(2).map(\.text) + words[match].map(\.text)
        return (before.suffix(3).contains { $0 == "ne" || $0 == "n" } || words[match].first?.text == "ne")
            && after.contains { $0 == "pas" || $0 == "jamais" || $0 == "surtout" }
    }

    /// In words.
    static let reach = 7
    /// A no before these is about something else.
    private static let beginnings: Set<String> = [
        "merci", "veuillez", "please", "priere", "kindly", "donc", "alors", "mais", "but", "so", "et", "and",
        "pourriez",
        "pouvez", "could",
    ]
    private static let denials: Set<String> = [
        "pas", "not", "never", "jamais", "surtout", "hesite", "traduis", "combien", "cannot",
    ]
    private static let nearDenials: Set<String> = [
        "sans", "failli", "nearly", "almost", "without", "instead", "eviter", "manque", "hit", "avant", "before",
        "intention",
    ]

    /// True for a request about something else: `me désabonner du théâtre`, `remove me from the guest list`.
    private static func isAboutOthers(_ request: ArraySlice<FoldedWords.Word>, _ after: ArraySlice<FoldedWords.Word>)
        -> Bool
    {
        if otherThings.end(in: after) != nil { return true }
        guard let link = after.first?.text, ["de", "du", "des", "d", "from"].contains(link) else { return false }
        let rest = after.dropFirst().prefix(4).map(\.text)
        guard let first = rest.first, !ours.contains(first) else { return false }
        let noun = rest.first { !articles.contains($0) } ?? ""
        return !WordPattern.isOfLetters(noun) && !["vous", "toi", "tout", "you", "everything"].contains(noun)
    }

    private static let ours: Set<String> = [
        "votre", "vos", "ta", "tes", "cette", "ces", "ce", "your", "this", "these", "toutes", "tous", "any", "all",
        "suite", "ma",
        "mon",
    ]
    private static let articles: Set<String> = [
        "la", "le", "les", "l", "un", "une", "the", "a", "an", "mailing", "email", "mail",
    ]

    private static let otherThings = WordPatternTable(
        """
        d attente
        des invites|intervenants|participants|courses|candidats|orateurs|presents|membres
        d|de courses|mariage|attente
        papier
        users|user|someone|people|him|her|them|customers|customer|contacts|subscribers
        a|an|my|the user*|customer*|contact|subscriber*|person|member*|list|reader*
        """)

    /// What asks even beside a no.
    private static let certain = WordPatternTable(
        """
        toujours pas ete? %unsub|retire*|supprim*
        arrive|parviens|reussis|peux|reussi pas a? me %unsub
        impossible de me? %unsub
        lien de|d %unsub|desabonnement|desinscription ne fonctionne|marche
        not been removed|unsubscribed
        can|could not unsubscribe
        unsubscribe link|button does|is|do not work*
        unable to unsubscribe
        droit|droits d|a|de l? opposition|effacement|oubli|retrait vous demande
        exerce|invoque .. mon|mes? droit|droits
        inutile de|d m|me|nous|lui|leur %write
        ne m|me|nous %write pas|plus|jamais
        ne souhait*|veux|desir*|voudrais|voulons pas recevoir|etre de|d|vos|votre|ces|cette|ce|tes|sur|destinataire*
        """)

    /// What nobody writes who wants to go on being written to.
    private static let grievances = WordPatternTable(
        """
        malgre mon|mes|notre refus|opposition|demande|demandes|desinscription|desabonnement
        signal*|sais*|saisir|plainte|plaindre|reclamation .. cnil
        la cnil sera
        signal* .. comme|en spam|indesirable
        c est|du du? harcelement|spam
        jamais demande|accepte|souhaite|autorise .. recevoir|etre|votre|vos|cette|ces
        jamais inscrit|inscrite|abonne|abonnee a|sur|ici
        jamais|pas donne .. accord|consentement|autorisation
        sans mon|notre accord|consentement|autorisation
        non sollicite*
        never|not signed|subscribed|consent|consented|agreed|asked|opted up|to|for|in
        report|reporting you|this|it .. spam|abuse|ico|authorities
        without my|our consent|permission
        recois|recoit|recevons toujours|encore vos|ces|votre|cette|vos
        continue|continuons de|a recevoir
        vous continuez de|a m|me|nous
        i|we|you keep|still getting|receiving|get|receive|sending|emailing these|this|your|them|me|emails|messages
        i .. unsubscribed .. in|already|twice|times|weeks|months|last|but|before
        although|though|since|after i .. unsubscribed
        unsolicited
        wrong person|address .. remove|delete|stop
        """)

    private static let requests = WordPatternTable(
        """
        %unsub moi|nous
        %unsub egalement|aussi? mes|mon|ma|notre|nos|l|cette adresse|adresses|email|mail|collegues|collegue
        me|nous|m %unsub
        je me %unsub
        etre %unsub
        %unsub svp|stp|merci
        ma|mon|notre %unsub
        demande de|d ma|mon? %unsub|retrait|radiation
        demande %unsub|retrait
        ma|mon retrait|suppression|radiation de|d|il|de
        demande|demander|demandais ma|mon retrait|suppression|radiation
        %remove moi|nous de|d|des|rapidement|immediatement|svp|stp|merci
        retirez|supprimez|enlevez|rayez|effacez|otez|radiez|virez|sortez moi|nous
        m|me|nous %remove %adv? de|d|des %your? %sort? %list|contacts
        m|me|nous %remove %adv? des %list|contacts
        m|me|nous %remove %adv? de|d vos|votre|tes|ta|ces|cette
        %remove mon|mes|notre|nos|cette|l|son|ses .. %address .. de|des|d %your? %list|contacts
        %remove .. de|des vos|votre|ta|tes|toutes %list|contacts
        %remove de %your %list .. l|mon|mes|cette|notre %address
        %remove .. mes|ses|toutes|nos|les donnees
        %remove mon|mes|notre adresse|coordonnees|email|contact|mail
        suppression|effacement de mes|ces|mon donnees|coordonnees|adresse|compte
        m|nous oppose*|opposons .. a
        oppose|opposons|opposer a ce|tout|toute|l|la|cette
        opposition a|au recevoir|traitement|cette|ce|l
        retire mon consentement
        ne plus rien|jamais? m|me|nous %write
        ne plus rien|jamais? utiliser mon|notre|mes adresse|email|mail|coordonnees|donnees
        ne plus jamais? recevoir vos|votre|cette|ces|ce|tes|ta|rien|aucun*
        ne plus jamais? recevoir de %mail
        ne plus recevoir ca|tout|cela|d|quoi|aucun*
        ne plus etre contact*|recontact*|sollicit*|destinataire*|importun*|derang*
        ne souhait*|veux|desir*|voudrais|tiens|voulons plus a? .. recevoir
        ne souhait*|veux|desir*|voudrais|voulons plus etre|faire|figurer|apparaitre|vous|avoir .. %write|destinataire*|abonne*|inscrit*|partie|liste*|lire
        ne souhait*|veux|desir*|voudrais|voulons plus figurer|apparaitre
        ne m|me|nous est|sont plus utile|utiles|d|necessaire*|destine*
        ne m|me|nous concern* plus
        n ai|avons plus besoin de vos|votre|cette|ces
        ne suis|sommes plus concern*|interess* par vos|votre|cette|ces
        ne m|me|nous interess* plus
        que|pour|afin je ne recoive plus
        que vous ne? m|me|nous %write plus
        plus de|aucun|d %mail svp|stp|merci|de|pour
        resilie|resiliez|resilier|annulez|annuler|annule|stopper|stoppez|arretez|arreter|cessez mon|notre|cet abonnement|inscription
        fin a|de mon|notre|cet|l abonnement|inscription
        cancel|end|stop|terminate my|our|this|the subscription
        no more of this|these|your
        %stop de|d? m|me|nous %write
        %stop vos|ces|cet|cette|les|l|tout|toute %mail|envois|spams|mails|mailings|newsletters|harcelement|envoi
        %stop tout|toute|tous
        stop a|aux|avec|de vos|ces|cette|les? %mail
        marre|assez|bol|stop de vos|ces|cette|tes %mail
        foutez|fichez|laissez moi|nous la? paix|tranquille|tranquilles
        unsubscribe me|us|my|this|both|please|now
        to|please|want|kindly|and unsubscribe
        i unsubscribe
        my|our unsubscri*
        %drop me|us %adv? from|off %your %sort? %list
        %drop me|us|both|this|my|our .. address|email|name|details|data .. from|off
        remove|delete|erase|drop|purge .. my|our|this .. email|address|name|details|data|information|record|records
        remove|delete me|us now|immediately|please
        please remove|delete me|us
        feel free to %drop me|us
        take me|us %adv? off %your %sort? list|lists|mailing|database
        take my|this name|address|email address? off
        get|getting me|us? off %your %sort? list|lists|mailing|database
        opt me|us out
        to|please|want opt out
        stop|cease|quit sending|emailing|mailing|contacting|writing|spamming|bothering|messaging|harassing|texting me|us|to|these|this|your
        stop|cease|end all? any? further|these|this|the? contact|contacting|communication|communications|emails|email|spam|spamming|messages|mailings
        do not ever? contact|email|write|send|mail|message|spam|bother .. again|anymore|further
        do not send me|us .. more|these|this|anything|your
        do not contact|email|spam|bother me|us
        never contact|email|write|send|mail to? me|us again?
        no longer wish|want|care|like|need .. receive|get|hear|contacted|part|on|read
        no longer interested in .. receiv*|your|these|this
        no longer relevant|useful|needed
        not to? be|stay|remain on your|this|these|the
        do not want|wish to? be|stay|remain on
        do not wish|want to receive|get|hear|be .. anymore|more|your|these|this|from|contacted
        prefer|rather not to? receive|get|hear .. your|these|this|from
        not interested in receiving
        no more email|letters|newsletters|messages please|from|to
        how|where do|can|to i? unsubscribe|opt
        erase all? .. data you
        erase|delete all? personal|my|our .. data|information
        erase|delete|remove all|any|every of? my|the|our? data|information|details|records you|about
        right to erasure|object|be
        i|we .. object to
        withdraw my|our consent
        confirm erasure|deletion|removal
        comment|pour|ou .. me %unsub
        abmelden
        abbestellen
        austragen
        baja de la lista
        darme de baja
        cancell*|disiscriv* mi?
        uitschrijven
        afmelden
        sent this email to unsubscribe
        """)
}
