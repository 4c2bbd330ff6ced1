package import Ledger
package import Vocabulary

/// A list of objections that was imported by mistake, to be taken back by the sender's word: what would follow, and then the word.
///
/// Only what the list itself said is taken back. What the people said, by a link, a message or a call that was noted, stands, and
/// so does what another list says of them.
package final class ListRetraction {
    private let workspace: Workspace
    private let ledger: Ledger
    private let key: Key
    package let list: ObjectionList
    /// True where it was taken back before, or never said anything of its own: there is nothing to do.
    package let isDone: Bool
    /// How many of its objections the same people are on record with otherwise.
    package let saidOtherwise: Int
    /// Those who would be admitted again, to any letter.
    package let admitted: [Contact]

    /// Changes nothing. Throws a refusal where the import of that number cannot be taken back.
    package init(of number: Int64, in workspace: Workspace) throws {
        let ledger = try workspace.ledger()
        do {
            let (key, now) = (try workspace.key(for: ledger), Workspace.now())
            switch try ledger.listStanding(number, now: now) {
            case .revocable(let list):
                (self.list, isDone) = (list, false)
                saidOtherwise = try ledger.saidOtherwise(list)
                admitted = try ledger.effect(
                    ofTakingBack: list, key: key, now: now, admits: workspace.admitsToAnyLetter
                ).admitted
            case .takenBack(let list), .empty(let list):
                (self.list, isDone, saidOtherwise, admitted) = (list, true, 0, [])
            case .settled(let list): throw ListRetraction.tooLate(list)
            case .notAList(let kind, let file): throw ListRetraction.notAList(number, kind, file)
            case .unknown:
                throw Failure(.usage, ListRetraction.unknown(number))
            }
            self.key = key
        } catch {
            ledger.close()
            throw error
        }
        (self.workspace, self.ledger) = (workspace, ledger)
    }

    deinit { ledger.close() }

    /// The last lists that were imported, the newest first.
    package static func recent(in workspace: Workspace) throws -> [ObjectionList] {
        let ledger = try workspace.ledger(readOnly: true)
        defer { ledger.close() }
        return try ledger.objectionLists().suffix(10).reversed()
    }

    /// Takes the list back. Throws a refusal where its time has run out since, or somebody else has taken it back.
    package func perform(because: String) throws {
        try workspace.suppressionList.leavingOut(list, of: ledger, key) {
            switch try ledger.takeBack(list.number, because: because, key: key, now: Workspace.now()) {
            case .revocable, .takenBack, .empty: return
            case .settled(let list): throw ListRetraction.tooLate(list)
            case .notAList, .unknown: throw Failure(.internalFault, ListRetraction.unknown(list.number))
            }
        }
        try workspace.suppressionList.keepUp(with: ledger, key)
    }

    private static func unknown(_ number: Int64) -> Phrase {
        Phrase(fr: "aucun import n’a le numéro \(number)", en: "no import has the number \(number)")
    }

    private static func notAList(_ number: Int64, _ kind: String, _ file: String) -> Failure {
        let name = file.isEmpty ? Phrase(fr: "", en: "") : Phrase(fr: ", `\(file)`", en: ", `\(file)`")
        return Failure(
            .usage,
            Phrase(
                fr: "l’import \(number) (`\(kind)`\(name.fr)) n’est pas une liste d’oppositions : elle seule s’annule",
                en: "import \(number) (`\(kind)`\(name.en)) is no list of objections: nothing else can be taken back"))
    }

    private static func tooLate(_ list: ObjectionList) -> Failure {
        guard !list.isOfEarlierVersion else {
            return Failure(
                .refused,
                Phrase(
                    fr:
                        "l’import \(list.number) a été fait par une version antérieure, qui ne notait pas qui d’autre disait la même "
                        + "chose : ses oppositions valent pour toujours",
                    en:
                        "import \(list.number) was made by an earlier version, which did not note who else said the same: its "
                        + "objections stand for good"))
        }
        let day = Phrase { Wording.date(Workspace.day(of: list.recordedAt), $0) }
        return Failure(
            .refused,
            Phrase(
                fr:
                    "l’import \(list.number) date du \(day.fr), il y a plus de 7 jours : ses oppositions valent désormais pour "
                    + "toujours ; seule la personne peut revenir, par une inscription confirmée",
                en:
                    "import \(list.number) is of \(day.en), more than 7 days ago: its objections stand for good by now; the "
                    + "person alone can come back, by a confirmed sign-up"))
    }
}
