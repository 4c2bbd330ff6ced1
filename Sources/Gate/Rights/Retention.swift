package import Vocabulary

/// How long personal data is kept (GDPR art. 5(1)(e)), in days.
package struct Retention: Hashable, Sendable {
    /// Cards and sign-ups, since the sharing or the last contact from the person; connections, since the last export that
    /// showed them.
    package var evidenceMaxAgeDays: Int
    package var linkedInExportMaxAgeDays: Int
    /// Contacts without any evidence, since they were imported or were last in touch.
    package var contactMaxAgeDays: Int
    /// The personal part of the log's records; nil keeps it.
    package var logMaxAgeDays: Int?

    package init(
        evidenceMaxAgeDays: Int = 1095, linkedInExportMaxAgeDays: Int = 180, contactMaxAgeDays: Int = 1095,
        logMaxAgeDays: Int? = nil
    ) {
        self.evidenceMaxAgeDays = evidenceMaxAgeDays
        self.linkedInExportMaxAgeDays = linkedInExportMaxAgeDays
        self.contactMaxAgeDays = contactMaxAgeDays
        self.logMaxAgeDays = logMaxAgeDays
    }

    /// How many days ahead evidence that is about to go stale is shown.
    package static let noticeDays = 90

    /// The last day on which a piece of evidence is kept. Importing it again does not move it; hearing from the person does.
    /// `shown` is the day of the last export that showed a connection.
    package func lastDay(of evidence: Evidence, lastHeardFrom: When?, shown: CivilDate?, today: CivilDate) -> CivilDate
    {
        // What has no date of its own is as old as its recording.
        let recorded = evidence.recordedAt.day
        let (from, days): (CivilDate, Int) =
            switch evidence.claim.kind {
            case .businessCard, .formOptIn:
                (
                    EvidenceAge.latestSign(evidence, lastHeardFrom: lastHeardFrom, today: today)?.day ?? recorded,
                    evidenceMaxAgeDays
                )
            case .linkedInConnection: (shown ?? recorded, evidenceMaxAgeDays)
            case .contactList: (recorded, contactMaxAgeDays)
            }
        return CivilDate(dayNumber: from.dayNumber + days)
    }

    /// True where a contact without evidence is to be forgotten.
    package func isOver(knownSince: CivilDate, lastHeardFrom: When?, today: CivilDate) -> Bool {
        let heard = lastHeardFrom.map(\.day).flatMap { $0 <= today ? $0 : nil }
        return today.days(since: max(knownSince, heard ?? knownSince)) > contactMaxAgeDays
    }
}

/// Evidence that is about to go stale, the last one that somebody can be written to on.
package struct StaleSoon: Hashable, Sendable {
    package var contact: ContactID
    package var name: String
    package var evidence: Evidence
    /// The last day on which it holds.
    package var lastDay: CivilDate

    package init(contact: ContactID, name: String, evidence: Evidence, lastDay: CivilDate) {
        self.contact = contact
        self.name = name
        self.evidence = evidence
        self.lastDay = lastDay
    }
}

/// What `tidy` finds.
package struct RetentionFindings: Hashable, Sendable {
    /// A piece of evidence, or a contact, that is to go.
    package struct Lapsed: Hashable, Sendable {
        package var contact: ContactID
        package var name: String
        package var address: String
        /// Nil for a contact without evidence.
        package var evidence: Evidence?

        package init(contact: ContactID, name: String, address: String, evidence: Evidence?) {
            self.contact = contact
            self.name = name
            self.address = address
            self.evidence = evidence
        }
    }

    package var evidence = 0
    package var contacts = 0
    package var records = 0
    /// What is kept of mail that came back.
    package var messages = 0
    /// The first ones of those, to be shown.
    package var lapsed: [Lapsed] = []
    package var soon: [StaleSoon] = []
    package var soonCount = 0
    /// The latest LinkedIn export, and the last day on which it admits.
    package var export: (date: CivilDate, lastDay: CivilDate)? {
        get { exportDate.flatMap { date in exportLastDay.map { (date, $0) } } }
        set { (exportDate, exportLastDay) = (newValue?.date, newValue?.lastDay) }
    }
    private var exportDate: CivilDate?
    private var exportLastDay: CivilDate?

    /// How many are named.
    package static let shown = 1000

    package init() {}

    package var isNothing: Bool { evidence == 0 && contacts == 0 && records == 0 && messages == 0 }
}
