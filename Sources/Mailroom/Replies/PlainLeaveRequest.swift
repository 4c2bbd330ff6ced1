/// The closed list of plain requests to leave: all that is new in a mail is one of them, greetings and politeness aside.
///
/// What is recorded without anybody looking must not be a matter of taste: a word that the list does not know makes the
/// request one for the sender's eye.
enum PlainLeaveRequest {
    /// `names` are words that may stand in a greeting or below: of whoever wrote and of whom they wrote to, folded.
    static func isOne(_ text: FoldedWords, names: Set<String>) -> Bool {
        guard !text.words.isEmpty, text.words.count <= wordLimit else { return false }
        var rest = text.words[...]
        func take(_ table: WordPatternTable) -> Bool {
            guard let match = table.end(in: rest) else { return false }
            rest = rest[match.words.upperBound...]
            return true
        }
        func takeName() -> Bool {
            guard let word = rest.first?.text, names.contains(word) else { return false }
            rest = rest.dropFirst()
            return true
        }
        while take(greetings) || takeName() {}
        var asks = false
        while true {
            if take(questions) { asks = true } else if !take(leads) { break }
        }
        guard take(requests) else { return false }
        while take(objects) {}
        while take(courtesies) || takeName() {}
        guard rest.isEmpty else { return false }
        return asks || !text.sentences.contains(where: \.isQuestion)
    }

    private static let wordLimit = 40

    private static let greetings = WordPatternTable(
        """
        bonjour
        bonsoir
        salut
        hello
        hi
        hey
        dear
        dear sir|sirs|madam|all|team
        sir or? madam?
        madam
        good morning|afternoon|evening
        cher|chere|chers|cheres monsieur|madame|collegue|collegues|ami|amie?
        cher|chere
        madame
        monsieur
        mme
        mr
        mrs
        ms
        mesdames
        messieurs
        a tous
        a vous
        a toute? l? equipe
        l equipe
        re
        to whom it may concern
        there
        ☺
        """)

    private static let leads = WordPatternTable(
        """
        svp
        stp
        s il vous|te plait
        merci
        merci de bien? vouloir?
        de
        merci par|d avance de
        priere de bien? vouloir?
        veuillez bien? vouloir?
        veuillez s il vous plait
        bien vouloir
        je vous|te prie|demande|saurais|serais de bien? vouloir?
        je vous|te prie|demande|remercie par? avance? de bien? vouloir?
        nous vous prions|demandons|remercions de bien? vouloir?
        je souhaite|souhaiterais|souhaiterai|veux|voudrais|voudrai|desire|desirerais|aimerais|demande a? etre?
        je souhaite|souhaiterais|voudrais|demande que vous
        nous souhaitons|souhaiterions|voulons|voudrions|desirons
        vous pouvez|voudrez
        tu peux
        please
        pls
        plz
        kindly
        i want|wish|need|ask|request|prefer to?
        i would like|prefer to?
        we would like|prefer to?
        we want|wish to?
        i am asking you to?
        you can|may
        thanks|thank you? for
        """)

    private static let questions = WordPatternTable(
        """
        pouvez|pourriez|peux|pourrais|voulez|voudriez vous|tu s? il? vous? plait? bien? vouloir?
        est ce que vous|tu pouvez|pourriez|peux|pourrais
        serait il possible de
        est il possible de
        can|could|would|will you please|kindly?
        may i ask you to
        would it be possible to
        would you mind
        """)

    private static let requests = WordPatternTable(
        """
        stop
        stopp
        arret
        stop stop
        stop %mail
        stop sending|mailing|emailing|contacting|writing|messaging me|us|to? me?
        stop sending|mailing|emailing me|us these|this|your|any|further|more? %mail
        stop sending these|this|your|any|further %mail to? me|us?
        to? stop receiving these|this|your|any|further? more? %mail
        %unsub
        %unsub moi|nous
        me|nous|se|m|etre %unsub
        je me %unsub
        je|nous ne souhaite|veux|desire|souhaitons|voulons|desirons|voudrais|souhaiterais plus faire partie
        je|nous ne souhaite|veux|desire|souhaitons|voulons|desirons|voudrais|souhaiterais plus etre|figurer|apparaitre sur|dans
        je ne souhaite|veux plus etre %unsub|abonne|abonnee|inscrit|inscrite
        %unsub mon|notre|cette|l|mon adresse|email|mail %mail?
        ma|mon|notre|une|la|le|demande|l %unsub
        ma|mon|notre|une|la|le demande de|d %unsub
        procede*|proceder a ma|mon|notre %unsub
        retire|retirez|supprimez|supprime|enlevez|enleve|rayez|raye|effacez|otez|sortez|radiez moi|nous
        me|nous retirer|supprimer|enlever|rayer|effacer|oter|sortir|radier|exclure
        me|nous retirer|supprimer|enlever|rayer|effacer|sortir
        etre retire|retiree|supprime|supprimee|raye|rayee|desabonne|desabonnee|desinscrit|desinscrite
        retire|retirez|supprimez|supprime|enlevez|enleve|rayez|effacez|retirer|supprimer|enlever|rayer|effacer|oter mon|notre|cette|mes|nos adresse|email|mail|nom|coordonnees|contact %mail? electronique?
        ne plus rien? m|me|nous ecrire|contacter|solliciter|envoyer|adresser
        ne plus rien? m|me|nous envoyer|adresser|faire parvenir? de|d|vos|votre|ce|cette|ces|aucun|aucune %mail
        ne plus rien? m|me|nous envoyer|adresser ce type|genre de %mail
        ne m|me|nous ecrivez|ecris|contactez|contacte|sollicitez|envoyez|envoie plus rien|jamais?
        ne m|me|nous envoyez|envoie|adressez plus rien|jamais? de|d|vos|votre|ce|cette|ces %mail
        ne plus recevoir
        ne plus rien? recevoir de|d|vos|votre|ce|cette|ces|tes|ta|aucun|aucune %mail
        ne plus rien recevoir
        ne plus etre contacte|contactee|sollicite|sollicitee
        je|nous ne souhaite|veux|desire|souhaitons|voulons|desirons|voudrais|souhaiterais plus rien? recevoir
        je|nous ne souhaite|veux|desire|souhaitons|voulons|desirons|voudrais|souhaiterais plus rien? recevoir de|d|vos|votre|ce|cette|ces|tes|ta|aucun|aucune %mail
        je|nous ne souhaite|veux|desire|souhaitons|voulons|desirons|voudrais|souhaiterais plus etre contacte|contactee|contactes|sollicite|sollicitee|sollicites
        plus de|aucun %mail
        unsub
        unsubscribe
        unsuscribe
        unsubscribe me|us
        be unsubscribed|removed
        unsubscribe this|my address|email|mail address?
        unsubscribe request
        unsubscribe from
        remove
        remove|delete|drop me|us
        remove|delete my|this|our name|address|email|mail|contact|details|data address|details?
        take me|us|my off
        take my|this name|address|email address? off
        opt out
        opt me|us out
        optout
        to? be opted out
        no more %mail
        do not send me|us any? further|more|these|this|your %mail
        do not send|email|contact|write|mail|message me|us|to? me? again|anymore|further
        do not email|mail|contact|message me|us
        no longer wish|want to? receive|get your|these|this|any|further? %mail
        i|we no longer wish|want to? receive|get your|these|this|any|further? more? %mail
        i|we do not wish|want to receive|get your|these|this|any|further? more? %mail anymore?
        """)

    private static let objects = WordPatternTable(
        """
        de|a|d vos|votre|ta|tes|cette|ces|ce|la|l|le|les %list
        de|a vos|votre|ta|tes|cette|ces|la|les %mail
        des %list
        vos|votre|cette|ces %mail
        de|d diffusion|distribution|envoi|envois|contacts|contact|destinataires|adresses|mailing|donnees|email|mails|abonnes|publipostage
        de|d mailing|information|actualites|newsletter|newsletters|emailing
        a vos|votre|cette|ces|la %mail
        de|d vos|votre|ta|tes|cette|ces|la|les mailing|emailing list|lists|liste|listes
        vos|votre|cette|la %list
        email|mail|mailing
        de votre part
        de vous
        a|de cette adresse
        a l avenir
        desormais
        d|l information
        from|off %your %list
        from %your mailing|email|mail|contact|distribution|newsletter %list
        from your|this|the %mail
        from you
        of your|this|these %mail
        to|at this address|email address?
        to me
        off? %your mailing|email|contact|distribution? %list
        in the future
        anymore
        any more|longer
        again
        now
        """)

    private static let courtesies = WordPatternTable(
        """
        svp
        stp
        s il vous|te plait
        merci beaucoup|bien?
        merci par|d avance
        d|par avance
        en vous remerciant par|d? avance?
        avec mes remerciements
        cordialement
        bien a vous|toi
        bien cordialement
        bonne|belle journee|soiree|continuation|fin|semaine|reception
        bon weekend|week end?
        salutations distinguees?
        thank|thanks you|u? so|very? much? in? advance?
        thx
        please
        pls
        plz
        regards
        best|kind|warm regards|wishes
        many thanks
        cheers
        sincerely
        ok
        cdt
        cdlt
        a vous
        """)
}
