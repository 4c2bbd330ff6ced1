import Vocabulary

/// Which piece of evidence is about which address of the contact. To admit, the address must be the very one shared.
struct SharingMap {
    private enum Place {
        /// About this address of the contact.
        case address(Int)
        /// About an address that the contact is not known by.
        case unknown
        /// A connection that shows no address.
        case silent
        /// About no address that could be written to.
        case none
    }

    private var places: [Place] = []
    private var specs: [AddrSpec?] = []
    /// Connections without address, unless some connection of the contact shows one: then that one is judged instead.
    private(set) var silent: [Int] = []
    /// For each address of the contact, whether some evidence shares it. An entry in a list is about its address, and
    /// shares none.
    private var isShared: [Bool]
    /// The pieces about each address, for the contact with thousands; nil where it is faster to look at each piece.
    private var piecesByAddress: [[Int]]?
    private var otherwise = Sharing.nowhere

    init(_ dossier: Dossier) {
        isShared = Array(repeating: false, count: dossier.addresses.count)
        places.reserveCapacity(dossier.evidence.count)
        specs.reserveCapacity(dossier.evidence.count)
        // A few addresses are found faster by looking at each; the table is for the contact with thousands.
        let byAddress = dossier.addresses.count > 8 ? SharingMap.table(dossier.addresses) : nil
        if byAddress != nil { piecesByAddress = Array(repeating: [], count: dossier.addresses.count) }
        var someConnectionSpeaks = false
        for (index, evidence) in dossier.evidence.enumerated() {
            let (place, spec) = SharingMap.locate(evidence.claim, dossier.addresses, byAddress)
            let isSharing = evidence.claim.kind.admits
            places.append(place)
            specs.append(isSharing ? spec : nil)
            if case .address(let address) = place {
                if isSharing { isShared[address] = true }
                piecesByAddress?[address].append(index)
            }
            guard evidence.claim.kind == .linkedInConnection else { continue }
            if case .silent = place { silent.append(index) } else { someConnectionSpeaks = true }
        }
        if someConnectionSpeaks { silent = [] }
        if isShared.contains(false) { otherwise = SharingMap.otherwise(dossier.evidence, specs) }
    }

    /// True where the rules of evidence have something to say of the piece.
    func isJudged(_ piece: Int) -> Bool {
        switch places[piece] {
        case .address: true
        case .silent: !silent.isEmpty
        case .unknown, .none: false
        }
    }

    /// The address in the spelling of the evidence; nil where it shares none.
    func spec(of piece: Int) -> AddrSpec? { specs[piece] }

    func sharing(at address: Int) -> Sharing { isShared[address] ? .here : otherwise }

    func pieces(at address: Int, _ sharing: Sharing) -> [Int] {
        let about =
            piecesByAddress?[address]
            ?? places.indices.filter {
                if case .address(address) = places[$0] { return true }
                return false
            }
        return switch sharing {
        case .here, .nowhere: about + silent
        case .elsewhere: about
        }
    }

    /// How the sharing looks from every address that no evidence is about.
    private static func otherwise(_ evidence: [Evidence], _ specs: [AddrSpec?]) -> Sharing {
        var shown: [String] = []
        var first: EvidenceID?
        for (piece, spec) in zip(evidence, specs) {
            guard let spec = spec?.spelling else { continue }
            if first.map({ piece.id < $0 }) ?? true { first = piece.id }
            // The first three in alphabetical order are enough to show, and the same in whichever order they come.
            if !shown.contains(spec) { shown = Array((shown + [spec]).sorted().prefix(3)) }
        }
        return first.map { .elsewhere(shown, $0) } ?? .nowhere
    }

    private static func locate(
        _ claim: Claim, _ known: [Dossier.KnownAddress], _ byAddress: [AddrSpec: Int]?
    ) -> (Place, AddrSpec?) {
        let text = claim.address.trimmingBlanks()
        if text.isBlank { return (claim.kind == .linkedInConnection ? .silent : .none, nil) }
        if byAddress == nil, let same = known.firstIndex(where: { $0.text == text }) {
            return (.address(same), known[same].spec)
        }
        guard let spec = try? AddrSpec(parsing: text) else {
            return (known.firstIndex { $0.text == text }.map { .address($0) } ?? .none, nil)
        }
        let index = byAddress.map { $0[spec] } ?? known.firstIndex { $0.spec == spec }
        return (index.map { .address($0) } ?? .unknown, spec)
    }

    private static func table(_ known: [Dossier.KnownAddress]) -> [AddrSpec: Int] {
        var table: [AddrSpec: Int] = [:]
        for (index, address) in known.enumerated() {
            if let spec = address.spec, table[spec] == nil { table[spec] = index }
        }
        return table
    }
}
