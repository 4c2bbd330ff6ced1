/// A refusal beside what is refused: `mettre fin à ces envois`, `je veux plus de vos mails`. Where no phrase is known, the two
/// together are likely a request to leave.
enum LeaveCues {
    /// Where a refusal stands that what the sender does is near to; nil where none does.
    static func match(in words: ArraySlice<FoldedWords.Word>, isDenied: (Range<Int>) -> Bool) -> Range<Int>? {
        let found = refusals.matches(in: words)
        guard !found.isEmpty else { return nil }
        let objects = ours.matches(in: words) + (speaksOfOneself(words) ? lists.matches(in: words) : [])
        for refusal in found.map(\.words) {
            guard !isPast(refusal, words), !isDenied(refusal) else { continue }
            let follows = objects.contains {
                (refusal.upperBound..<refusal.upperBound + 3).contains($0.words.lowerBound)
            }
            guard follows || !isOfAnotherThing(words[refusal.upperBound...]) else { continue }
            for object in objects.map(\.words) where isNear(object, refusal) {
                if others.end(in: words[object.upperBound...]) == nil { return refusal }
            }
        }
        return nil
    }

    private static func isNear(_ object: Range<Int>, _ refusal: Range<Int>) -> Bool {
        object.lowerBound < refusal.upperBound + 8 && refusal.lowerBound < object.upperBound + 4
            && object.upperBound > refusal.upperBound
    }

    private static func speaksOfOneself(_ words: ArraySlice<FoldedWords.Word>) -> Bool {
        let pronouns: Set<String> = ["me", "m", "moi", "us", "nous", "my", "i", "je", "mon", "ma"]
        return words.contains { pronouns.contains($0.text) } || words.count <= 4
    }

    /// `j’ai retiré`, `se désabonner`: what was done, or others do.
    static func isPast(_ refusal: Range<Int>, _ words: ArraySlice<FoldedWords.Word>) -> Bool {
        // `À supprimer`: an infinitive tells of nothing that was done.
        guard !words[refusal].prefix(1).contains(where: { $0.text.hasSuffix("er") }) else { return false }
        let before = words[..<refusal.lowerBound].suffix(2).map(\.text)
        let helpers: Set<String> = [
            "ai", "as", "a", "avons", "avez", "ont", "avoir", "se", "s", "avait", "have", "had", "has",
        ]
        return before.last.map(helpers.contains) == true
    }

    /// `retirer la ligne 12`, `remove the second photo`: an article, and a noun that is none of letters and addresses.
    private static func isOfAnotherThing(_ after: ArraySlice<FoldedWords.Word>) -> Bool {
        let next = after.prefix(3).map(\.text)
        guard let article = next.first,
            ["le", "la", "les", "l", "un", "une", "the", "an", "trois", "three"].contains(article)
        else {
            return false
        }
        return !next.dropFirst().contains {
            WordPattern.isOfLetters($0) || ["adresse", "address", "contact"].contains($0)
        }
    }

    private static let refusals = WordPatternTable(
        """
        %stop
        discontinue
        mettre|mettez fin
        interromp*|suspend*
        quitter
        not hear|receive
        retirer|retirez|supprimer|supprimez|enlever|enlevez|oter|otez|rayer|rayez|radier|radiez|effacer|effacez|sortir|sortez|virer|virez
        retire|supprime|enleve|raye|efface|ote
        me|m retire
        exclure|exclus|excluez
        remove|delete|drop|erase|removed|deleted|dropped
        take|taken .. off
        cease
        ne plus
        souhait*|veux|desir*|voudrais|veut|voulons|aimerais|prefere plus
        ne .. souhait*|veux|desir*|voudrais|voulons|veulent plus
        no more
        no longer want|wish|need|care
        oppose|opposition|refuse|refus
        object
        %unsub
        unsubscribe
        opt out
        """)

    /// What the sender writes, to whom, and by what.
    private static let ours = WordPatternTable(
        """
        vos|votre|ces|cette|tes|ta %sort? %mail
        vos|votre|ces|cette|tes|ta %list|destinataires|contacts|listing|listings|tablettes|rappels|correspondants
        your|these|this %sort? %mail
        your|this|these %sort? %list
        my|our work? email|mail? address|details|data|information
        d|de|m|me|nous|vous ecrire|contacter|solliciter|relancer|importuner
        m|me|nous envoyer|adresser|ecrire|contacter|solliciter|relancer
        mailing|mailings me|us
        mon|ma|mes|notre adresse|coordonnees|donnees
        mon mail|email
        envoi|envois a|de
        from you
        next|future|other|further one|ones|letters|emails|issues|mailings
        prospection|demarchage|marketing|publicite
        """)

    /// Lists that could be anybody's.
    private static let lists = WordPatternTable(
        """
        la|the|l %sort? liste|list|mailing
        liste|list de diffusion|distribution
        les fichiers|fichier|contacts|destinataires
        le fichier
        """)

    private static let others = WordPatternTable(
        """
        des|d|du invites|intervenants|participants|courses|candidats|orateurs|presents|membres|attente|gens|adherents
        for dinner|tonight|the
        de courses|mariage
        papier
        of modules|guests|participants
        """)
}
