internal import GRDB
internal import Gate
internal import Vocabulary

/// Records a group of outcomes and claims, within one transaction: the whole group is committed, or nothing of it is.
///
/// A recipient is claimed only while `queued` or `deferred`, and only where nobody objected since they were judged; in any
/// doubt they are withheld, which sends nothing. Where the transaction fails, no body of the group may leave. An outcome that
/// could not be recorded is found by the next run as `attempting`, and becomes `uncertain`: never sent again without the
/// sender's word.
struct DeliverySession {
    private let db: Database
    private let key: Key
    private let now: Instant
    private let nowText: String
    private var chain: Chain?
    private let entries: OutcomeEntries
    /// The newest objection of all: whoever was admitted in the sight of it needs no second look.
    private let newestObjection: Int64
    /// Made once somebody needs that second look; none objects within the transaction.
    private var finders: (objections: ObjectionFinder, neighbours: Neighbours)?
    /// Made once somebody has to be judged again: within the transaction, nothing changes.
    private var loaders: [String: DossierLoader] = [:]
    private let take: PreparedStatement
    private let find: PreparedStatement
    /// Of somebody whose body may have left.
    private let setClaimed: PreparedStatement
    /// Of somebody who was refused, or withheld, before that.
    private let setUnclaimed: PreparedStatement

    init(_ db: Database, key: Key, now: Instant) throws {
        self.db = db
        self.key = key
        self.now = now
        nowText = now.iso
        entries = try OutcomeEntries(db, key: key)
        newestObjection = try ObjectionFinder.newest(db)
        take = try PreparedStatement(
            db,
            """
            UPDATE recipient SET state = 'attempting', attempts = attempts + 1, at = ?
            WHERE id = ? AND state IN \(RecipientState.waitingInSQL) AND seen >= ? AND unlogged = 0
            """)
        find = try PreparedStatement(db, "SELECT state, normal, loosest, contact, seen FROM recipient WHERE id = ?")
        func outcome(from states: String) throws -> PreparedStatement {
            try PreparedStatement(
                db,
                """
                UPDATE recipient SET state = ?, reply = ?, due = ?, at = ?, attempts = max(0, attempts + ?), unlogged = 1
                WHERE id = ? AND unlogged = 0 AND (\(states)) AND coalesce(?, normal) = normal
                """)
        }
        // What is known of somebody stays known: no word that comes late makes an accepted letter a deferred one.
        // Among more than two values, SQLite would look by a table that it builds anew each time.
        setClaimed = try outcome(from: "state IN ('queued', 'deferred') OR state IN ('attempting', 'rejected')")
        setUnclaimed = try outcome(from: "state IN ('queued', 'deferred')")
    }

    /// Sets a recipient to `attempting`; false where it must not be mailed any more.
    mutating func claim(_ recipient: Int64) throws -> Bool {
        // Nearly always nobody objected meanwhile, and one statement is all.
        try take.execute(nowText, recipient, newestObjection)
        if db.changesCount > 0 { return true }
        let found = try find.first(recipient) { row in
            (
                isWaiting: RecipientState(stored: row.text(0)).isWaiting, normal: row.text(1), loosest: row.text(2),
                contact: row.integer(3), seen: row.integer(4)
            )
        }
        guard let found, found.isWaiting else { return false }
        if try hasObjection(contact: found.contact, normal: found.normal, loosest: found.loosest, since: found.seen) {
            try record(OutcomeRecord(recipient: recipient, state: .withheld, reply: nil, at: now))
            return false
        }
        try enter(recipient)
        try take.execute(nowText, recipient, 0)
        return db.changesCount > 0
    }

    /// The same for somebody who was judged before another process changed the ledger: they are judged anew, by what it says now.
    mutating func claim(_ request: ClaimRequest, judge: (Dossier) -> [Decision]) throws -> ClaimAnswer {
        let found = try PreparedStatement(
            db,
            """
            SELECT letter, contact, normal, loosest, seen FROM recipient JOIN mailing ON mailing.id = recipient.mailing
            WHERE recipient.id = ? AND state IN \(RecipientState.waitingInSQL)
            """
        ).first(request.recipient) { row in
            (
                letter: row.text(0), contact: row.integer(1), normal: row.text(2), loosest: row.text(3),
                seen: row.integer(4)
            )
        }
        guard let found else { return .withheld }
        // An objection is recorded as one, whatever else has changed.
        if try !hasObjection(contact: found.contact, normal: found.normal, loosest: found.loosest, since: found.seen) {
            let loader = try loaders[found.letter] ?? DossierLoader(db, key: key, letter: found.letter)
            loaders[found.letter] = loader
            let dossiers = try loader.load(
                "contact.id = ?1 AND contact.id NOT IN (SELECT contact FROM absorbed)", found.contact)
            let clearances = dossiers.flatMap(judge).compactMap(\.clearance)
            guard clearances.contains(where: { $0.makesTheSame(as: request.clearance) }) else { return .outdated }
        }
        return try claim(request.recipient) ? .granted : .withheld
    }

    /// Records what became of an attempt. Its entry in the log is made by ``enter(_:)``, in this transaction or a later one.
    mutating func record(_ outcome: OutcomeRecord) throws {
        let at = outcome.at == now ? nowText : outcome.at.iso
        // Whoever was refused before the claim has had an attempt that was not counted yet; whoever goes back to the queue
        // has had none.
        let attempts = (outcome.isUnclaimed ? 1 : 0) - (outcome.state == .queued ? 1 : 0)
        func set() throws -> Bool {
            let statement = outcome.isUnclaimed ? setUnclaimed : setClaimed
            try statement.execute(
                outcome.state.rawValue, outcome.reply, outcome.due?.milliseconds, at, attempts, outcome.recipient,
                outcome.isUnclaimed ? outcome.address : nil)
            return db.changesCount > 0
        }
        if try set() { return }
        // What became of the attempt before has to be entered first.
        try enter(outcome.recipient)
        _ = try set()
    }

    /// Enters what became of a recipient into the log, unless that was done; `made` is the entry where it was made before.
    mutating func enter(_ recipient: Int64, made: OwedOutcomes.Entry? = nil) throws {
        var chain = try self.chain ?? Chain(db)
        try entries.enter(recipient, made: made, into: &chain)
        self.chain = chain
    }

    /// Enters what became of all those, of any mailing, whom an interrupted run left out of the log.
    mutating func enterAll() throws {
        var chain = try self.chain ?? Chain(db)
        try entries.enterAll(db, into: &chain)
        self.chain = chain
    }

    /// True where an objection was recorded for the recipient, or for any address of its contact or of another one who
    /// has the recipient's address, that the gate has not seen: after the decision on it. Those that the gate has seen
    /// and found lifted do not count again.
    private mutating func hasObjection(
        contact: Int64, normal: String, loosest: String, since seen: Int64
    ) throws -> Bool {
        guard newestObjection > seen else { return false }
        let (finder, neighbours) = try lookOut()
        var addresses = [(normal, loosest)]
        try PreparedStatement(db, "SELECT normal, loosest FROM address WHERE contact = ?").eachRow(contact) { row in
            addresses.append((row.text(0), row.text(1)))
        }
        for (index, address) in addresses.enumerated() {
            for objection in try finder.objections(normal: address.0, loosest: address.1) where objection.id > seen {
                if objection.kind != .bounced { return true }
                guard index == 0 else { continue }
                switch objection.target {
                case .address(let bounced, _): if bounced == normal { return true }
                case .domain(let domain): if normal.hasSuffix("@" + domain) { return true }
                }
            }
        }
        return try neighbours.objections(at: loosest).contains { $0.id > seen }
    }

    private mutating func lookOut() throws -> (objections: ObjectionFinder, neighbours: Neighbours) {
        if let finders { return finders }
        let finder = try ObjectionFinder(db, key: key)
        let made = (objections: finder, neighbours: Neighbours(db, finder: finder, mailing: nil))
        finders = made
        return made
    }
}
