import Vocabulary

/// The words by which address books label an e-mail as one of home or of work, in the languages that they come in.
enum CardLabelWords {
    static let work = words(
        """
        work business office company job pro professional
        travail bureau société professionnel professionnelle entreprise boulot
        arbeit büro buero firma geschäftlich geschaeftlich dienstlich beruflich geschäft
        trabajo oficina empresa laboral profesional trabalho escritório serviço profissional comercial feina treball
        lavoro ufficio azienda aziendale professionale
        werk zakelijk kantoor bedrijf
        arbete jobb kontor företag arbejde arbeid bedrift työ työpaikka vinna
        praca służbowy służbowe firmowy firmowe biuro práce práca pracovní pracovný zaměstnání
        munka munkahelyi munkahely iroda birou serviciu muncă
        töö darbs darba darbas darbo
        posao poslovni službeni služba delo služben
        iş işyeri ofis kantor kerja pejabat
        работа рабочий рабочая рабочее служебный офис компания робота робочий робоча служебен работен посао пословни
        εργασία δουλειά γραφείο εταιρεία επαγγελματικό
        """)

    static let home = words(
        """
        home house private personal family
        perso personnel personnelle privé privée domicile maison foyer famille particulier particulière chez
        privat private privates zuhause daheim persönlich familie
        casa hogar particular privado privada domicilio familia pessoal lar residência residencial familiar família
        personale privato privata abitazione famiglia
        thuis privé particulier persoonlijk huis gezin
        hem hemma bostad personlig personligt familj hjem hjemme bolig privatadresse koti henkilökohtainen yksityinen perhe heima
        dom domowy domowe prywatny prywatne prywatna osobisty osobiste rodzina domov domů domácí soukromý soukromé osobní rodina
        domáci súkromný súkromné osobný
        otthon otthoni magán személyes lakás család acasă acasa privat domiciliu
        kodu kodune isiklik mājas mājās privāts personīgs namai namų asmeninis
        kućni kuća dom privatno privatni osobni osobno lični lično domače domači zasebno osebno kuci
        ev kişisel özel hane aile rumah pribadi peribadi persendirian
        дом домашний домашняя домашнее личный личная личное личные частный семья дім домашній домашня домашнє особистий особиста
        особисте приватний приватна родина вкъщи личен лична лично домашен домашна кућни кућа приватно лични
        σπίτι οικία κατοικία προσωπικό προσωπική ιδιωτικό ιδιωτική οικογένεια
        בית פרטי אישי
        منزل المنزل بيت البيت شخصي خاص خانه شخصی منزلی
        """)

    static let negations = words(
        """
        non not no pas ni hors sans sauf nicht kein keine ohne außer ausser außerhalb niet geen buiten zonder sin fuera fuori senza
        outside without except never jamais não inte ikke ej nie не вне
        """)

    /// True for a word of home, for one with an ending (`Persönliche`), and for one put together with it (`Privatmail`).
    static func isHome(_ word: String) -> Bool {
        home.contains(word) || homeStems.contains(where: word.hasPrefix)
    }

    private static let homeStems = [
        "home", "privat", "personlich", "persoonlijk", "personal", "personnel", "personlig", "famil", "domicil",
        "zuhause",
        "thuis",
    ]

    /// Words of scripts that set no blanks between words, or whose words take endings.
    static let workInside = [
        "勤務", "会社", "仕事", "職場", "オフィス", "工作", "公司", "单位", "單位", "办公", "辦公", "직장", "회사", "업무", "사무실", "עבודה", "העבודה",
        "משרד",
        "العمل", "عمل", "شركة", "ที่ทำงาน", "công việc", "cơ quan", "कार्य", "कार्यालय",
    ].map(\.folded)

    static let homeInside = [
        "自宅", "個人", "個人用", "プライベート", "家庭", "家族", "私用", "住宅", "住家", "个人", "私人", "私", "家", "자택", "집", "개인", "홈", "가정",
        "บ้าน",
        "ส่วนตัว", "nhà", "cá nhân", "riêng", "घर", "व्यक्तिगत", "निजी",
    ].map(\.folded)

    private static func words(_ text: String) -> Set<String> {
        Set(text.split(whereSeparator: \.isWhitespace).map { String($0).folded })
    }
}
