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
        if words.contains(where: { !$0.isQuoted }), !certain.matches(in: words).isEmpty { return true }
        return requests.matches(in: words).contains { match in
            !isDenied(match.words, words) && otherThings.end(in: words[match.words.upperBound...]) == nil
        }
    }

    /// `STOP` as a sentence of its own in a few words.
    private static func isShout(_ sentence: FoldedWords.Sentence, of text: FoldedWords) -> Bool {
        guard !sentence.isQuestion, text.words.count <= 25, sentence.words.count <= 4 else { return false }
        return sentence.words.allSatisfy {
            ["stop", "svp", "stp", "please", "merci", "thanks", "now"].contains($0.text)
        }
            && sentence.words.contains { $0.text == "stop" && !$0.isQuoted }
    }

    /// True where a no stands before the request, near enough to be about it: `ne me désabonnez surtout pas`.
    private static func isDenied(_ match: Range<Int>, _ words: ArraySlice<FoldedWords.Word>) -> Bool {
        let before = words[..<match.lowerBound].suffix(reach).map(\.text)
        if before.contains(where: denials.contains) { return true }
        // `Ne me désabonnez pas`: the second half of the no comes behind.
        let after = words[match.upperBound...].prefix(2).map(\.text) + words[match].map(\.text)
        return (before.suffix(3).contains("ne") || before.suffix(3).contains("n") || words[match].first?.text == "ne")
            && after.contains { $0 == "pas" || $0 == "jamais" || $0 == "surtout" }
    }

    /// In words.
    private static let reach = 7
    private static let denials: Set<String> = [
        "pas", "not", "never", "jamais", "sans", "failli", "nearly", "almost", "without", "instead", "eviter",
        "manque", "surtout", "hesite", "traduis", "combien", "cannot", "wont", "hit", "avant", "before",
    ]

    /// What follows a request about something else: `me désabonner du théâtre`, `remove me from the guest list`.
    private static let otherThings = WordPatternTable(
        """
        du theatre|journal|cable|club|gym|magazine
        d un|une autre|journal|magazine|club|site|groupe
        d un|une? autre
        de l autre|abonnement
        d attente
        des invites|intervenants|participants|courses|candidats|orateurs|presents
        de courses|mariage
        from a|another|some|netflix|facebook|linkedin
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
        droit|droits d|a|de l? opposition|effacement|oubli|retrait .. vous|je
        exerce|invoque .. mon|mes? droit|droits
        inutile de|d m|me|nous|lui|leur %write
        ne m|me|nous %write pas|plus|jamais
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
        ne plus rien|jamais? utiliser mon|cette|notre|mes adresse|email|mail|coordonnees|donnees
        ne plus jamais? recevoir vos|votre|cette|ces|ce|tes|ta|rien|aucun*
        ne plus jamais? recevoir de %mail
        ne plus etre contact*|recontact*|sollicit*|destinataire*|importun*|derang*
        ne souhait*|veux|desir*|voudrais|tiens|voulons plus a? .. recevoir
        ne souhait*|veux|desir*|voudrais|voulons plus etre|faire|figurer|apparaitre|vous|avoir .. %write|destinataire*|abonne*|inscrit*|partie|liste*|lire
        ne souhait*|veux|desir*|voudrais|voulons plus figurer|apparaitre
        que|pour|afin je ne recoive plus
        que vous ne? m|me|nous %write plus
        plus de|aucun|d %mail svp|stp|merci|de
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
        do not contact|email|spam|bother me|us
        never contact|email|write|send|mail to? me|us again?
        no longer wish|want|care|like|need .. receive|get|hear|contacted|part|on|read
        no longer interested in .. receiv*|your|these|this
        do not wish|want to receive|get|hear|be .. anymore|more|your|these|this|from|contacted
        prefer|rather not to? receive|get|hear .. your|these|this|from
        not interested in receiving
        no more email|letters|newsletters|messages please|from|to
        how|where do|can|to i? unsubscribe|opt
        erase all? .. data you
        erase|delete all? personal|my|our .. data|information
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
