/// What receivers make of a domain's SPF record, whoever sends: the record with all that it includes, walked along as RFC 7208 §4.6
/// has it, and every look-up counted that a message can cost which matches nothing before the end.
package struct SPFReport: Sendable {
    /// The record of the domain itself.
    package enum Standing: Hashable, Sendable {
        case record(SPFRecord)
        case none
        /// There is no such domain.
        case noDomain
        /// Two or more, none of which then counts (RFC 7208 §4.5).
        case several([String])
        case syntax(term: String, text: String)
        case failed(LookupFault)
    }

    /// What makes receivers drop the whole record (permerror), beside its own syntax.
    package enum Fault: Hashable, Sendable {
        /// A domain that is included or redirected to has no record, or more than one.
        case noRecord(of: String)
        case several(of: String)
        case syntax(term: String, of: String)
        /// A record that leads back to itself.
        case circle(String)
        /// More than 10 hosts take the mail of a domain that `mx` names.
        case tooManyHosts(of: String)
    }

    package let standing: Standing
    package private(set) var faults: [Fault] = []
    /// Terms that ask the DNS: 10 are allowed.
    package private(set) var lookups = 0
    /// True where the walk was given up because there were far too many.
    package private(set) var isCountOpen = false
    /// Names at which nothing stands: 2 such look-ups are allowed.
    package private(set) var void: [String] = []
    /// The domains whose records count as well, each once.
    package private(set) var included: [String] = []
    /// The terms of the record itself that ask the DNS, each with what it costs in all.
    package private(set) var costs: [(term: String, lookups: Int)] = []
    /// What is said of everybody else in the end; nil where nothing is.
    package private(set) var everybodyElse: SPFRecord.Qualifier?
    /// True where `ptr` stands somewhere, which RFC 7208 §5.5 asks not to use.
    package private(set) var usesPointers = false
    /// The first name about which nobody could say anything.
    package private(set) var unanswered: (name: String, fault: LookupFault)?

    package static let allowedLookups = 10
    package static let allowedVoid = 2
    /// Beyond that many, counting goes no further.
    private static let patience = 40

    package var hasTooManyLookups: Bool { lookups > SPFReport.allowedLookups }
    package var hasTooManyVoid: Bool { void.count > SPFReport.allowedVoid }

    /// Asks for the record of a domain, and for all that it leads to: some forty questions at the most.
    package init(of domain: String, from source: some RecordSource) {
        let texts: [String]
        switch source.texts(at: domain) {
        case .found(let found): texts = found.filter { SPFRecord.isMeant(by: $0) }
        case .noData: texts = []
        case .noName:
            standing = .noDomain
            return
        case .failed(let fault):
            standing = .failed(fault)
            return
        }
        guard let text = texts.first else {
            standing = .none
            return
        }
        guard texts.count == 1 else {
            standing = .several(texts)
            return
        }
        do throws(SPFRecord.SyntaxFault) {
            let record = try SPFRecord(parsing: text)
            standing = .record(record)
            walk(record, at: domain, within: [domain], source)
        } catch {
            standing = .syntax(term: error.term, text: text)
        }
    }

    /// True where one more look-up is worth following.
    private var goesOn: Bool { unanswered == nil && !isCountOpen }

    private mutating func walk(
        _ record: SPFRecord, at domain: String, within path: [String], _ source: some RecordSource
    ) {
        for directive in record.directives {
            guard goesOn else { return }
            let before = lookups
            switch directive.mechanism {
            case .all:
                if path.count == 1 || path.isRedirected(by: redirects) { everybodyElse = directive.qualifier }
                return
            case .network: continue
            case .include(let target): include(target, within: path, source)
            case .address(let target): ask(target ?? domain) { source.addresses(of: $0).isVoidOrFault }
            case .exists(let target): ask(target) { source.addresses(of: $0).isVoidOrFault }
            case .mailHosts(let target):
                let name = target ?? domain
                var hosts = 0
                ask(name) {
                    let found = source.mailHosts(of: $0)
                    hosts = found.values?.count ?? 0
                    return found.isVoidOrFault
                }
                if hosts > 10 { note(.tooManyHosts(of: name)) }
            case .pointer:
                usesPointers = true
                count()
            }
            if path.count == 1 { costs.append((directive.term, lookups - before)) }
        }
        if let target = record.redirect, goesOn {
            let before = lookups
            redirects.insert(target)
            include(target, within: path, source)
            if path.count == 1 { costs.append(("redirect=\(target)", lookups - before)) }
        }
    }

    /// Domains that the domain's own record was redirected to: their `all` is its own.
    private var redirects: Set<String> = []

    private mutating func include(_ target: String, within path: [String], _ source: some RecordSource) {
        count()
        guard !SPFDomain.hasMacros(target), goesOn else { return }
        guard !path.contains(target) else { return note(.circle(target)) }
        if !included.contains(target) { included.append(target) }
        let found = source.texts(at: target)
        if case .failed(let fault) = found {
            unanswered = (target, fault)
            return
        }
        if found.isVoid, !void.contains(target) { void.append(target) }
        let texts = (found.values ?? []).filter { SPFRecord.isMeant(by: $0) }
        guard let text = texts.first else { return note(.noRecord(of: target)) }
        guard texts.count == 1 else { return note(.several(of: target)) }
        do throws(SPFRecord.SyntaxFault) {
            walk(try SPFRecord(parsing: text), at: target, within: path + [target], source)
        } catch {
            note(.syntax(term: error.term, of: target))
        }
    }

    /// Asks about a name, where it can be asked about beforehand.
    private mutating func ask(_ name: String, _ answer: (String) -> (isVoid: Bool, fault: LookupFault?)) {
        count()
        guard !SPFDomain.hasMacros(name), goesOn else { return }
        let (isVoid, fault) = answer(name)
        if let fault { unanswered = (name, fault) }
        if isVoid, !void.contains(name) { void.append(name) }
    }

    private mutating func count() {
        lookups += 1
        if lookups > SPFReport.patience { isCountOpen = true }
    }

    private mutating func note(_ fault: Fault) {
        if !faults.contains(fault) { faults.append(fault) }
    }
}

extension [String] {
    /// True where every domain but the first was reached by a redirection.
    fileprivate func isRedirected(by redirects: Set<String>) -> Bool {
        dropFirst().allSatisfy { redirects.contains($0) }
    }
}

extension Lookup {
    fileprivate var isVoidOrFault: (isVoid: Bool, fault: LookupFault?) {
        if case .failed(let fault) = self { return (false, fault) }
        return (isVoid, nil)
    }
}
