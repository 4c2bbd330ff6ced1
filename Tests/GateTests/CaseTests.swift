import Gate
import Testing
import Vocabulary

/// The cases that the gate was made for, each with its complete input and its complete reasons.
struct CaseTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let title: String
        var brief: Brief = GateTests.brief()
        let dossiers: [Dossier]
        let expected: [String]
        var testDescription: String { title }

        init(_ title: String, _ brief: Brief = GateTests.brief(), _ dossiers: Dossier..., expected: [String]) {
            self.title = title
            self.brief = brief
            self.dossiers = dossiers
            self.expected = expected
        }
    }

    @Test(arguments: linkedIn + cards + forms + objections + people + lists)
    func givesItsCompleteReasons(_ example: Case) {
        var gate = Gate(brief: example.brief)
        #expect(example.dossiers.flatMap { gate.judge($0) }.map(verdict) == example.expected)
    }
}
