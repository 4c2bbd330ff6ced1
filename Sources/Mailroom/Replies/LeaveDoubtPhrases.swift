/// Words and phrases by which ``LeaveDoubt`` is left.
extension LeaveDoubt {
    /// What thanks, greets or agrees.
    static let friendly = WordPatternTable(
        """
        merci*|bravo|super|parfait|excellent*|formidable|genial*|magnifique*|felicitations|chapeau|top|cool|joli*|beau|belle*|bel
        oui|ok|okay|entendu|note|accord|volontiers|avec|compris|evidemment|absolument|exactement|certainement|vu|recu
        bonjour|bonsoir|bonne|bon|bien|meilleurs|voeux|joyeux|salut|coucou|bises|bisous|bise|cordialement|hate|ravi*|heureu*|plaisir
        a bientot|demain|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|plus|tres|la
        je reste|viens|viendrai|serai|confirme|prends|passe|suis|vous|te|adore*|aime*
        j y|adore*|aime*|arrive|ai
        nous serons|venons|viendrons|y
        on sera|vient|y|arrive|se|adore*
        vous aussi|de
        de meme
        interessant*|passionnant*|touchant*|emouvant*|utile*|instructif|drole|delicieux|inspirant*|sublime*|pertinent
        en savoir
        thank*|thx|ta|cheers|great|good|nice|lovely|love*|brilliant|wonderful|awesome|amazing|excellent|perfect|fantastic|superb|well|beautiful*|congrat*
        yes|yep|yeah|yup|sure|fine|agreed|noted|absolutely|definitely|exactly|indeed|certainly
        see|meet|call you|on|at|in
        will do|be|come|join|bring|send|call
        looking|look forward
        remind*|regards|book*|order*|superbe*|emu*|command*|reserv*|livr*|deliver*
        fait|font|me penser|rire|sourire
        vous|te lit|lis|lisons|suis|suit
        enfants|visite|rencontre
        hello|hi|hey|happy|merry|best|same|interesting|fascinating|enjoy*|useful|helpful|glad|delighted|count|wow|haha|lol
        i am in|coming
        i will|agree|like
        we will|are
        you too
        keep
        and|et you|to|yours|vous|a|toi
        ne|n .. pas|jamais
        never stop
        quel|quelle|quels|quelles|trop|mignon|classe|idem|pareil|rigolo|marrant|funny|waouh|respect|miam|yum|amen|touche|sounds|looks|congrats|same
        deux|trois|quatre|cinq|two|three|four|five|what|whats|how|when|where|combien|quand|quoi|comment
        moi|me aussi|too|in
        ☺
        """)

    /// Turns by which people say the contrary, or speak of something else.
    static let turns = WordPatternTable(
        """
        n arretez|arrete|arreter|cessez|cesse|changez jamais|pas|surtout|rien
        never stop
        not get enough
        jamais assez
        do not ever? stop writing|sending|these|them|it|this|doing
        d attente
        waiting|wait|guest list
        failli|nearly|almost .. %unsub|unsubscribe*
        taux de %unsub
        unsubscribe|unsubscription rate*
        unsubscribed|%unsub .. mistake|erreur
        erreur .. %unsub
        remettre|remettez|remets .. dans|sur
        put|add me back|again
        """)

    /// What leaves a doubt wherever it stands.
    static let always = WordPatternTable(
        """
        %unsub
        deinscri*|desinscr*|desincri*|desubscri*
        not be|to be included
        m en aller|vais|irais|irai
        unsub*|unsuscr*|desuscri*|abmelden|abbestellen|austragen|uitschrijven|afmelden
        opt out|outs
        not email|mail|mailing|emailing|contact|contacting|write|writing
        sans me|nous|mon|notre demander|prevenir|avis|accord
        opting|opted out
        optout
        harcel*|harass*|bloctel
        malgre mon|mes|ma|nos|notre refus|demande*|opposition|message*|relance*|courrier*
        demande .. fois
        fois que je vous? le|l? demande|dis|ecris|repete
        droit d opposition|effacement|oubli|retrait
        droit a l oubli|effacement
        right to object|be|erasure
        right of erasure
        can spam
        lcen
        comment|ou|qui|d avez|as|a|tenez|tiens|sortez|sors .. mon|mes|cette adresse|email|mail|coordonnees|numero|nom|contact
        ou .. eu|obtenu|trouve|recupere|peche|degote mon|mes|cette adresse|email|coordonnees|contact
        ne m|me|nous interess*|regarde*|concern* pas|plus
        avoir la paix
        blocklist
        not .. happen again
        n|ne rien|pas a .. faire
        rien a .. faire de|dans
        pas leur|sa place
        que vous .. arret*|cess*
        desist
        bien|me|de|tout cesser
        you would|could|can|will|please kindly|please? stop|cease|quit
        why am|are|do|is i|we|you|this .. get|getting|receive|receiving|sending|contacting|writing|emailing|here
        pk|pq|pkoi|pourquoi vs|vous|je|tu .. envoyez|envoie|recois|ecrivez|ecris
        pourquoi .. recois|recevons|recoit|ecrivez|contactez
        qui etes vous
        who are|is you|this
        do not know you|who
        ne vous connais pas
        who gave|sold|told|shared you|my
        how|where did|do you get|find|have|got|obtain .. my|this|our
        how .. get off|out of
        """)

    /// What leaves a doubt where it is no question.
    static let complaints = WordPatternTable(
        """
        basta|halte
        ca|cela|en suffit|suffira|va
        c est assez|fini|termine|bon
        assez de|d|!
        y en|a .. assez|marre
        que faire de
        s arrete|arretent|arretera|arreter ici|la
        a la trappe
        not make .. cut
        trim*|cull*|declutter*|clean*|prun* .. inbox|list|lists|subscriptions|mailbox
        tri|menage dans .. abonnements|boite|mails|messagerie
        recall|remember .. agree*|sign*|subscri*|ask*|opt*
        souviens|rappelle .. inscri*|abonn*|demand*|donn*
        confus*|mistak*|mistook me|us|my with|for
        only|just wanted|needed|asked for|the
        asked twice|times|already|before|nicely
        no recollection|memory|idea|clue
        keep .. away
        sollicitation*|solicitation*|demarchage|prospection
        vos|votre|tes|ta|ton .. ne|n m|me|nous .. plus|pas|guere|rien
        trop de|d mail|mails|email|emails|courriel*|courrier*|message*|newsletter*|lettre*|pub|pubs|sollicit*
        too many|much emails|email|mail|mails|newsletters|lists|messages|junk
        ne|n .. desir*|souhait*|veux|veut|voulons plus rien|jamais|recevoir|etre|vous
        you are|were out
        want|wants|like|love|prefer to leave|go
        this|the|it last one
        had it
        desengag*|detach*
        clique|clicked|click .. lien|link|bouton|button|times|fois
        n en veux|voulons|veut plus|pas
        a vendre
        change* de|d notaire|comptable|fournisseur|medecin|avocat|banque|assureur|coiffeur|dentiste|prestataire
        keep|keeps|kept getting|sending|writing|receiving|mailing|emailing|coming
        not|no|pas|guere .. time|temps .. these|this|lire|read|for
        d autres chats
        undo|reverse that|this|please
        despite|spite .. my|our
        epargn*
        souvenir .. inscri*|abonn*|demand*|donn*
        partent|part|vont|va|arrivent|tombent .. spam|spams|indesirables
        gaspill*
        not .. on .. your|this .. list|lists|mailing
        poubelle|corbeille|dustbin|trash|garbage
        cassez|casse|cassent|brisez|brise|pompez|pompe|gonflez les|la|le|l|nos|mes
        rather|prefer you|that|if .. not
        disparaitre|disparaissent|disparaisse mes|mon|nos|mon|ma
        jamais client*|acheteur*|interesse*
        mettre|mettez|mets un terme
        marre|ral
        ras le|la
        plein le dos|les|la
        trop c est
        c en est trop
        stop a|aux|avec|la|now|it|this|that|please|svp|stp|merci
        foutez|fichez|fous|fiche|laissez|laisse moi|nous|la|les
        lachez|lache|lachent moi|nous|la
        allez|va voir|vous|te
        occupez|occupe vous|toi
        tres peu pour
        sans facon*|interet|moi
        non merci
        no thanks|thank
        pas interesse*
        plus interesse*
        aucun|aucune|zero interet|envie|raison|utilite|besoin
        ne m|me|nous interess*|concern*|correspond*|parle*|sert|servent|convien*|dit|apporte*|regarde* pas|plus|guere|rien|en
        ni m|me|nous interess*|concern*
        pas|plus pour moi|nous
        pas mon|ma truc|tasse
        passer mon|notre tour
        passe mon|notre tour
        me|m|en|saurai|saurais|saurons|bien passer|passerai|passerais
        gardez|garde .. pour vous|toi
        keep .. to|for yourself|yourselves
        me|m|nous saoul*|soule*|fatigu*|agac*|ennui*|enerv*|gonfl*|lass*|pollu*|envahi*|exasper*|insupport*
        annoy*|irritat*|clutter*|nuisance|tiresome|pollu*
        respect*|respecter .. inbox|boite|vie privee?
        je|nous|i|we refus*|declin*
        mon|my|notre refus
        bon vent
        moving|moved on
        part|parting ways
        be|stay|remain on this|that|it|here
        vous .. comprendre|comprenez
        deja passer|dit
        make|makes|made it|this|these|them stop
        je vous quitte|laisse
        adieu|goodbye|farewell
        tire* ma|sa reverence
        inutile|inutiles d|de|que
        pas la peine|utile
        plus la peine|utile|necessaire|lieu|besoin|envie|l|aucun|interesse*
        n insistez|insiste
        ne .. insister|insistez
        arretez|arrete|arreter|stop|stopper|stoppez|cessez|cesse|cesser la|ca|cela|tout|svp|stp|merci|immediatement|s|moi
        faire|faites|fait le necessaire
        do the needful
        mauvaise personne|adresse|destinataire
        wrong person|address|man|woman|guy|number
        wrong .. address|person
        trompez|trompe|erreur de
        faites|avez|y .. erreur
        je ne suis pas monsieur|madame|m|mme|la|le|celui|celle|votre|un|une|l|concerne*
        i am not mr|mrs|ms|the|your|him|her|who
        pas client*|abonne*|membre*|adherent*|inscrit*
        plus client*|abonne*|membre*|adherent*|patient*|locataire*|proprietaire*|eleve*
        no|not|longer longer|a|your|an customer|client|member|patient|student|subscriber|parent|tenant|owner
        liste rouge|noire|robinson
        black|block|suppression list
        sous aucun pretexte
        spam|spams|spamming|spammer|spammeur|spammez|pourriel|pourriels now|!|et|block|stop|merci
        c|ce|de|du|comme|stop|as|is|pure|just|more|your|this|vos|votre|ces|encore|pour|this|is est|sont|un|une|le|la|that|this|these|pur|simple? spam*|pourriel*
        comme|as|in|en|stop|more|pur|your|vos|votre|is|est|signal*|bloqu*|block* spam*|pourriel*|indesirable*|junk
        indesirable*|unwanted|unsolicited|unrequested|intempestif*|intrusi*
        non sollicit*|desire*|voulu*|demande*
        porter*|porte|depose*|deposer plainte
        signal*|denonc*|signalement vous|comme|a|cela|ce|cet|en
        cnil|dgccrf|ico|ftc
        report|reporting|reported you|this|these|it|your|as
        avocat|lawyer|huissier|tribunal|solicitor .. vous|prochain|next|if|you
        rgpd|gdpr|ccpa|casl .. article|art|oblige*|request|droit|droits|mes|my|demand*|exige*
        article|art|selon|conformement|under|per|titre|vertu|reglement|violation|contraire .. rgpd|gdpr|ccpa|casl
        data protection act|law|officer|authority
        loi informatique|anti|antispam|canadienne|25|78
        article 15|17|21|l|34|6
        mets|mise|met en demeure
        oppose|opposons|opposer|opposition
        object to
        revoqu*|retir*|annul* .. accord|consentement|autorisation|permission
        withdraw*|revok*|rescind* .. consent|permission|agreement
        jamais|pas|aucun|sans|ni .. consent*|accord|accepte|autorise*|inscri*|abonne*|permission|souscri*|adhere*
        jamais .. demande*|donne*|sollicite*|voulu
        rien demande
        never .. signed|asked|subscribed|consented|agreed|gave|opted|requested|wanted|joined|registered|heard|bought
        not|no .. sign|ask|subscribe|consent|agree|opt|request|permission .. up|for|to|this|these|you
        without .. consent|permission|asking|agreement
        did not ask|sign|want|request|subscribe|agree|give
        leave me|us|my alone|be|inbox|out|off
        count me|us out
        i am|m out|done|through|off
        we are out|done
        want|wants|like|rather|prefer out|off
        let me|us out|off|go
        i .. pass
        bow|bowing|check|checking|sign|signing|step|stepping out|off
        done|finished|fed|sick|tired|bored with|up|of|now
        had|have|seen it|had? enough
        enough already|of|is|with|now|please|thanks
        that|this is|s enough
        not|nor|no longer|really|remotely|at|the|a|my|slightest|least? bit? interested|interest*|thanks|relevant|bothered
        no|not of|for|the|slightest|any use|me|us|interest
        no interest|desire|wish|need|use|point|reason|longer
        not for me|us
        no more
        never .. again
        never to? see|hear|receive|get|read
        not want|wanted|welcome
        unwelcome
        go away
        get lost|me|us|my|rid|off|out
        get|gets|getting .. off|out
        lose my|this|our
        knock it|this|these
        pack it|this
        shut up
        give it|us|me|over a? rest|break|up
        save yourself|your|us|yourselves|the|you
        spare me|us|yourself|my
        epargnez|epargne moi|nous|vous|toi
        dispensez|dispense moi|nous
        do not bother|trouble|waste
        waste|wasting your|my|of|our
        wast* .. time
        pert* de|votre temps
        perdez .. temps
        off|out of? this|the|your|these list|lists|mailing|thing|loop
        dernier|derniere|ultime mail|email|message|lettre|courriel|courrier|newsletter? que? je|j|avant|accept*|toler*
        last|final one|mail|email|message|letter|newsletter? .. i|intend|want|read|open|accept|will|before
        last|final|dernier|derniere|ultime avertissement|warning|rappel|demande|fois|time|chance|notice
        prochain|prochaine|next|encore|one more|envoi|un|une|mail|email|message|lettre? ..  plainte|signal*|report|spam|block|bloqu*|cnil|ico|avocat|desinscri*
        mis|mise|mets|met|mettre|direct|directement|droit|partent|vont|va|part|finissent|finit|atterrissent|jete* .. corbeille|poubelle|panier
        straight|right|goes|go|going|end|bin|binned|delet* .. bin|trash|rubbish|unread
        unread|non lu|lus|lue|lues
        sans .. lire|ouvrir
        without reading|opening
        not .. read|open|opened .. them|these|it|your|this
        bloqu*|block* .. vous|adresse|you|sender|expediteur|mail|email
        merde|crap|shit|bullshit|rubbish|connerie*|garbage|damn|bloody|fuck*
        abstenez|abstenir|abstain|refrain
        cut|drop|strike|scrub|scratch|cross|take|leave|count|keep me|us|my .. off|out|from
        remov*|delet* please
        pas|plus .. recontact*|relanc*|sollicit*|derang*|importun*
        deja dit|demande|ecrit|signale|repondu
        already told|asked|said|requested|written|replied|cancelled|canceled
        how many times
        combien de fois
        nae mair
        """)

    /// Out of what, and who: also as a question.
    static let outs = WordPatternTable(
        """
        me|m|nous faire? retirer|supprimer|enlever|effacer|rayer|radier|oter|virer|sortir|exclure|oublier|desactiver|retire|supprime|enleve|efface|raye|ote|vire|biffer
        m|me|nous oublie*
        me|my|our|i|we|address|name .. removed|deleted|scrubbed|erased|dropped|excluded|unlisted|purged
        sortir|sortez|sors .. boucle
        retrait|radiation de|du|d mon|ma|mes|notre|nos|l|cette|cet
        au retrait
        terminate|end|suspend|stop|cease .. delivery|deliveries|circulation
        retir*|supprim*|enlev*|effac*|raye|rayez|radiez|otez|ote|vire|virez|sortez|sors|exclu*|oubli*|biff*|eliminez moi|nous
        remove|delete|erase|drop|strike|scrub|cross|cut|scratch|exclude|omit|forget|lose me|us|both
        take|get|leave|strike|cross|cut|scrub|scratch|drop|keep|put|pull me|us|our|my|this|it|her|him .. off|out|from|aff
        stop|end|cancel|cease|discontinue|terminate|quit|halt this|these|it|that|those|all|them|now|please|immediately
        abstenez|abstenir|abstiens vous|toi|s|de
        how|where|comment|ou .. stop|end|leave|quit|sortir|arreter this|these|that|ca|cela|tout
        ne plus les? avoir|recevoir
        les|la|l recevoir plus
        plus les? recevoir
        """)

    /// What takes somebody out of a list.
    static let removals = WordPatternTable(
        """
        retir*|supprim*|suppression|enlev*|effac*|raye|rayez|rayer|radi*|oter|otez|ote|vire|virez|virer|sortir|sortez|sors|exclu*|elimin*
        biff*|tracer|tracez|desactiv*|detrui*|oubli*|ecart*|banni*|barre|barrez|barrer|nettoy*|purge*|clore|cloturer|fermer|fermez|clos
        bin|pull|trash
        remov*|delete|delet*|erase|erasure|purge|drop|strike|scrub|cross|cut|scratch|exclude|wipe|expunge|close|omit|discard|destroy|forget
        be removed|deleted|erased|dropped|taken
        off|out of? the|your|this|that|all
        lose|loose
        ne .. conserv*|gard*|figurer|apparai*|apparaitre|compter|faire
        n appar*
        plus .. figurer|apparai*|compter|partie|garder|conserver
        not|no|stop keep|hold|store|stay|remain|longer
        """)

    /// Who is taken out, or of what.
    static let whoLeaves = WordPatternTable(
        """
        mon|ma|mes|notre|nos|my|our|this|cette|ce|l|the|all|both|any .. adresse*|address*|nom|name|coordonnees|donnees|data|details|info*|contact*|email|account|compte|record*|fiche|numero
        adresse|address|coordonnees a|to
        les|the|these deux|both|two
        liste|listes|list|lists|mailing|mailings|fichier|fichiers|repertoire|base|database|destinataires|distribution|circulation|newsletter|abonnes|subscribers|records|envois|emailing|diffusion|recipients|blast|blasts|thing
        """)

    /// What ends something.
    static let endings = WordPatternTable(
        """
        stop|stops|stopper|stoppe|stoppez|stopp|arret*|cess*|halt|halte|discontinu*|cease*|quit|interromp*|suspen*|coupe*|terminate|termine*|abandonn*
        mettre|mettez|mets|met .. fin|terme
        fin|terme a|de
        mettre|mettez un|fin|terme terme|a
        stopping|cutting
        end|ending the|these|this|my|your|all|it
        resili*|annul*|cancel*|clore|clos|rompre|rompez|dispens*|epargn*|spare|save|evit*|renonc*
        abstenez|abstenir|abstiens|abstain|refrain|desist
        done|finished|fini|marre|assez|enough|sick|tired|ras|bol|fed|overwhelmed|drowning|flooded|submerge*|noye*|deborde*|inonde*
        %drop|cut|halve off|out|from
        revoqu*|revoke
        """)

    /// What the sender does, and by what.
    static let letters = WordPatternTable(
        """
        vos|votre|ces|cette|ce|les|des|tes|ta|ton|tout|toute|tous|toutes|aucun|aucune|d|de|la|le|l|cet %sort? %mail
        your|these|this|those|the|all|any|such|further|more|with|of %sort? %mail
        %mail
        d|de|a|que|vous .. m|me|nous|lui .. ecri*|envoy*|contact*|sollicit*|adress*|relanc*|importun*|harcel*|spamm*|inond*|invit*|transm*|expedi*|derang*
        m|me|nous ecri*|envoy*|contact*|sollicit*|relanc*|importun*
        ecrire|envoyer|contacter|solliciter|relancer|expedier|spammer
        sending|writing|emailing|mailing|contacting|messaging|spamming|bothering|bombarding|pestering|sendin|emails|mails
        abonnement|inscription|subscription|membership
        mon|cet|my|this|notre|our abonnement|inscription|subscription
        """)

    /// A no, and what is not wished for, done or needed.
    static let refusals = WordPatternTable(
        """
        ne|n|pas|plus|jamais .. plus|jamais|rien|aucun|aucune|guere|besoin|envie
        plus|pas besoin|envie|d|de|la|utile|necessaire|lieu|raison|recevoir|envoyer|ecrire|contacter|m|me
        souhait*|veux|veut|voudrais|voulons|desir*|aimerais|prefer*|tiens .. pas|plus|ne|que|sans|autant|mieux
        ne|n .. souhait*|veux|voulons|desir*|tiens|demande*|accepte*|autorise* .. pas|plus|aucun*
        aucun|aucune|sans|zero besoin|envie|interet|raison|utilite|mail|email|message|envoi|courrier|lettre
        inutile|inutiles|superflu*
        cess*|arret*
        no more|longer|need|want|wish|interest|use|point|further
        rien|aucun|aucune|jamais|plus|no|never|none
        not .. more|longer|anymore|again|want|wish|need|care|like|require|interested|keen|send|email|contact|write|mail|message
        not any more
        never .. again|want*|ask*|see|send
        stop
        rather|prefer not|no
        without
        nobody|nor|neither
        no|not much? point
        laisser|laissez|laisse .. cote
        n en veux|voulons|veut
        instead of
        """)

    /// What somebody no longer wants.
    static let doings = WordPatternTable(
        """
        recev*|recoi*|ecri*|envo*|contact*|mail|mails|email|emails|courrier*|courriel*|lettre|lettres|message|messages|newsletter*
        liste|listes|list|lists|letter|letters|send|sent|sending|receiv*|get|getting|write|writing|communication*|destinat*|abonn*|inscri*|subscri*
        adresse|address|hear|read|lire|lis|suivre|solliciter|sollicitation*|infos|info|information*|actualites|bulletin*|updates|notes|mailing*|services
        lecteur*|reader*|parmi|nombre|adresse*
        tenir|tenez|inform*|courant
        vos|votre|your marketing|conseils|boite|mailbox|fichier|fichiers|nouvelles|updates|news|lettres|gazette|prose|contenu|contents|articles|billets|publications|services|offres
        marketing|updates|household|blocklist
        these|them|any
        publicite*|pub|pubs|promo*|offre*|offers|invitation*|publications|envois|relance*|inbox|boite|spam
        figurer|interesse*|interested|concerne*
        """)
}
