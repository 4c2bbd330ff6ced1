import Testing

/// One case of the gate, driven from files to the preview's complete reasons.
struct GateCase: Sendable, CustomTestStringConvertible {
    enum Step: Sendable {
        /// A LinkedIn export of that day.
        case linkedIn(String, on: String)
        /// Cards, with what the command attests.
        case cards(String, [String])
        /// A table of this kind.
        case table(String, String)
        case command([String])
    }

    let name: String
    let steps: [Step]
    /// Of each entry: its address, `-` for none, then `admitted` or its codes, sorted.
    let expected: [String]
    var settings = Settings()
    var testDescription: String { name }

    init(_ name: String, _ steps: [Step], _ expected: String..., settings: Settings = Settings()) {
        (self.name, self.steps, self.expected, self.settings) = (name, steps, expected, settings)
    }
}

@Suite struct GateCaseTests {
    @Test(arguments: linkedInCases) func linkedIn(_ gateCase: GateCase) throws { try hold(gateCase) }
    @Test(arguments: cardCases) func cards(_ gateCase: GateCase) throws { try hold(gateCase) }
    @Test(arguments: formCases) func forms(_ gateCase: GateCase) throws { try hold(gateCase) }
    @Test(arguments: objectionCases) func objections(_ gateCase: GateCase) throws { try hold(gateCase) }
    @Test(arguments: choiceCases) func choices(_ gateCase: GateCase) throws { try hold(gateCase) }

    private func hold(_ gateCase: GateCase) throws {
        let folder = try WorkingFolder(gateCase.settings)
        for (index, step) in gateCase.steps.enumerated() {
            let name = "step\(index)"
            switch step {
            case .linkedIn(let text, let date):
                try folder.write(name + ".csv", text)
                let dated = date.isEmpty ? [] : ["--exported-on", date]
                #expect(try folder.run(["import", "linkedin", name + ".csv"] + dated).code == 0)
            case .cards(let text, let attestation):
                try folder.write(name + ".vcf", text)
                #expect(try folder.run(["import", "cards", name + ".vcf"] + attestation).code == 0)
            case .table(let kind, let text):
                try folder.write(name + ".csv", text)
                #expect(try folder.run("import", "csv", name + ".csv", "--as", kind).code == 0)
            case .command(let arguments):
                #expect(try folder.run(arguments).code == 0)
            }
        }
        let preview = try folder.preview(code: nil)
        let observed = preview.recipients.map {
            ([$0.address ?? "-"] + ($0.verdict == "admitted" ? ["admitted"] : $0.codes.sorted()))
                .joined(separator: " ")
        }
        #expect(observed.sorted() == gateCase.expected.sorted())
        #expect(preview.admitted == preview.recipients.count { $0.verdict == "admitted" })
        #expect(preview.excluded == preview.recipients.count { $0.verdict == "excluded" })
        #expect(preview.recipients.allSatisfy { ($0.verdict == "admitted") == $0.reasons.isEmpty })
        #expect(preview.recipients.allSatisfy { ($0.verdict == "admitted") == ($0.evidence != nil) })
        #expect(preview.contacts == Set(preview.recipients.map(\.contact)).count)
    }
}
