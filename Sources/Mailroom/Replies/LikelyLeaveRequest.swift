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
        d un|une autre?
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
        lien de|d %unsub|desabonnement ne fonctionne|marche
        not been removed|unsubscribed
        can|could not unsubscribe
        unsubscribe link|button does|is|do not work*
        unable to unsubscribe
        droit d opposition|effacement|oubli .. vous demande
        exerce|invoque .. mon? droit a? l?|d? opposition|effacement|oubli|suppression
        """)

    private static let requests = WordPatternTable(
        """
        %unsub moi|nous|mes|mon|ma
        desinscrire|desabonner egalement|aussi? mes|mon|ma|notre|nos|l|cette
        me|nous %unsub
        je me %unsub
        etre %unsub
        %unsub svp|stp|merci
        ma|mon|notre %unsub
        demande de|d ma|mon? %unsub
        demande %unsub
        retirez|supprimez|enlevez|rayez|effacez|otez|radiez|virez|sortez moi|nous
        me|nous retirer|supprimer|enlever|rayer|radier|sortir|oter|virer %adv? de|des %your? %list
        retir*|supprim*|enlev*|effac*|ray*|rad*|oter|otez mon|mes|notre|nos|cette|l .. adresse|email|mail|nom|coordonnees|contact .. de|des vos|votre|cette|ces|ta|tes|la|toutes|tous? %list
        retir*|supprim*|enlev*|effac*|ray*|rad* .. de|des vos|votre|cette|ces|ta|tes|toutes %list
        retir*|supprim*|enlev*|effac*|ray*|rad* de %your %list .. l|mon|mes|cette|notre adresse*|email
        supprim*|effac* .. mes|ses|toutes|nos donnees
        supprim*|retir*|effac*|enlev* mon|mes|notre adresse|coordonnees|email
        suppression|effacement de mes donnees|coordonnees
        m oppose a .. %mail
        opposition a|au recevoir|traitement
        ne plus rien? m|me|nous ecrire|contacter|solliciter|envoyer|adresser|importuner|deranger|inonder|spammer|relancer|embeter
        ne plus jamais? recevoir vos|votre|cette|ces|ce|tes|ta|rien|aucun*
        ne plus jamais? recevoir de %mail
        ne souhait*|veux|desir*|voudrais|tiens|voulons plus a? .. recevoir
        ne souhait*|veux|desir*|voudrais|voulons plus etre contact*|sollicit*|destinataire*|abonne*|inscrit*
        ne m|me|nous ecri*|contact*|envoy*|envoi*|sollicit*|adress* plus
        que|pour|afin je ne recoive plus
        que vous ne? m|me|nous envoyiez|envoyez|ecriviez|contactiez plus
        plus de|aucun|d %mail svp|stp|merci|de
        cess*|arret*|stopp*|stop de|d? m|me|nous|vos envoyer|ecrire|contacter|spammer|harceler|importuner|solliciter|inonder|relancer|bombarder|emmerder|faire|pourrir
        cess*|arret*|stopp* vos|ces|cet|cette|les|l|tout|toute envoi|envois|spam|spams|mail|mails|email|mailings|publicites|pubs|newsletters|lettres|messages|harcelement
        stop a|aux|avec vos|ces|cette|les? %mail
        stop de|aux|au %mail
        marre|assez de vos|ces|cette|tes %mail
        foutez|fichez|laissez moi la? paix|tranquille
        unsubscribe me|us|my|this|both|please|now
        to|please|want|kindly|and unsubscribe
        i unsubscribe
        my|our unsubscri*
        remove|delete|drop|strike|take|exclude me|us %adv? from|off %your %sort? %list
        remove|delete|drop|strike|erase me|us|both|this|my .. address|email|name|details|data .. from
        remove|delete|erase .. my|this|our email|address|name|details|data|information
        remove|delete me|us now|immediately|please
        please remove|delete me|us
        take me|us %adv? off %your %sort? list|lists|mailing|database
        take my|this name|address|email address? off
        get me|us off %your %sort? list|lists|mailing|database
        get|getting off %your %sort? list|mailing
        opt me|us out
        to|please|want opt out
        stop|cease|quit sending|emailing|mailing|contacting|writing|spamming|bothering|messaging|harassing me|us|to|these|this|your
        stop|cease all? further? contact|contacting|communication|emails|these|this email|emails|spam|spamming|messages
        do not ever? contact|email|write|send|mail|message|spam .. again|anymore|further
        do not contact|email|spam me|us
        never contact|email|write|send|mail to? me|us again?
        no longer wish|want|care|like|need .. receive|get|hear|contacted
        no longer interested in .. receiv*|your|these|this
        do not wish|want to receive|get|hear|be .. anymore|more|your|these|this|from|contacted
        prefer|rather not to? receive|get|hear .. your|these|this|from
        not interested in receiving
        no more email|letters|newsletters|messages please|from|to
        how|where do|can|to i? unsubscribe|opt
        erase all? .. data you
        erase|delete all? personal|my .. data|information
        comment|pour me %unsub
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
