/// Signs that what looks like a request to leave is none, or is somebody else's: a reply with one is for the sender to read, and
/// nothing is recorded by itself.
enum StayCues {
    static func stand(in text: FoldedWords) -> Bool {
        // Words in quotation marks are what is spoken of.
        text.words.contains(where: \.isQuoted) || text.sentences.contains { !signs.matches(in: $0.words).isEmpty }
    }

    private static let signs = WordPatternTable(
        """
        collegue*|colleague*|assistant*|stagiaire*|intern|predecesseur|predecessor|voisin*|neighbour|neighbor|coworker
        ex|former|ancien|ancienne collegue*|colleague*|employe*|employee*|associe*|partner|salarie*|staff
        mes|nos|my|our|their|leurs|own lecteurs|abonnes|readers|subscribers|clients|customers|users|members|membres|destinataires|adherents
        par erreur|megarde|accident|mistake
        by mistake|accident|error
        accident*|erroneously|inadvertently|mistakenly
        remett*|remets|reinscri*|reabonn*|resubscri*|reactivat*|rajoute*|readd|restore*
        add|put|sign me|us back|again|on
        back on|onto
        je|nous|on reste*|restons
        i|we .. stay|staying|keep reading
        rester|stay|keep .. abonne*|inscrit*|subscribed|on
        keep me|us on|in|posted|subscribed
        keep them|it coming
        gardez|garde|laissez|conservez moi|nous sur|dans|pour|la|les|parmi
        continue*|continuons a vous? lire|recevoir|suivre
        continue*|carry|carrying|keep .. reading|enjoying|getting|following
        want|like|love|prefer|happy|glad .. to? stay|keep|remain|continue
        veux|tiens|souhaite|voudrais a? continuer|rester|garder|conserver
        ne changez rien
        plaisant*|kidding|joking|joke|blague|rigole|humour|lol|haha
        failli|nearly|almost|presque
        rate|rates|taux|statisti*
        plus .. que|qu|the
        attente|waiting|wait|invites|courses|guest
        n ai pas|jamais .. desabonn*|desinscri*
        not .. ask* to? .. unsub*
        not|never want* to unsub*
        pas du tout le cas
        manque*|hate|miss|missing .. vos|elles|ils|your|these|them|it|the
        elles|ils|it|ca me|m|nous manque*
        no|not longer|more get|getting|receive|receiving|arriving|coming
        ne recois|recevons|recoit|arrive|arrivent plus
        abonnement|subscription|membership|inscription a|au|aux|to|for .. panier|box|salle|gym|magazine|journal|stage|cours|class*|club|atelier*|workshop*|course*|seance*|presse|revue
        si|if|sinon|otherwise|unless|quand|when .. desabonn*|desinscri*|unsub*|stop*
        un|une|des|a|another|any|every|each|chaque client*|customer*|member*|user*|reader*|lecteur*|abonne*|subscriber*|personne
        comment faites
        do you
        gerer|gerez|manage|handle .. %unsub|unsub*
        outil*|tool*|logiciel*|software
        facture*|invoice*|commande*|order|orders|paiement|payment|payee|option|module|seance|session
        link|lien|bouton|button .. 404|casse|broken|footer
        """)
}
