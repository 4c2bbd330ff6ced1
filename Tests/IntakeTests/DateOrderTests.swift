import Intake
import Testing
import Vocabulary

/// Day and month stand in one order throughout a column.
@Suite struct DateOrderTests {
    private func take(
        _ dates: [String], stated: DateOrder? = nil
    ) throws -> (shared: [String], orders: [DateOrderFinding]) {
        let rows = dates.enumerated().map { "a\($0.offset)@example.org;\($0.element);Lyon\n" }
        let file = try TableFile(
            opening: ByteSource("email;met_on;met_at\n" + rows.joined()), as: .cards, dates: stated)
        var shared: [String] = []
        let summary = try file.forEachRecord(rejected: { _ in }, { shared.append($0.claims[0].shared.text) })
        return (shared, summary.dateOrders)
    }

    @Test func aDateThatReadsOneWaySettlesTheColumn() throws {
        for dates in [["13/09/2026", "08/10/2026"], ["08/10/2026", "13/09/2026"]] {
            let taken = try take(dates)
            #expect(Set(taken.shared) == ["2026-09-13", "2026-10-08"])
            #expect(
                taken.orders == [
                    DateOrderFinding(
                        column: "met_on", order: .dayFirst, basis: .column, dates: 1, proof: "13/09/2026",
                        line: dates[0] == "13/09/2026" ? 2 : 3)
                ])
        }
        let american = try take(["9/13/2026 18:04:11", "10/8/2026 9:12:40 AM"])
        #expect(american.shared == ["2026-09-13", "2026-10-08"])
        #expect(american.orders.map(\.order) == [.monthFirst])
    }

    @Test func elseTheSendersWordDoes() throws {
        #expect(try take(["10/11/2023"], stated: .dayFirst).shared == ["2023-11-10"])
        let stated = try take(["10/11/2023", "2023-01-02"], stated: .monthFirst)
        #expect(stated.shared == ["2023-10-11", "2023-01-02"])
        #expect(stated.orders == [DateOrderFinding(column: "met_on", order: .monthFirst, basis: .option, dates: 1)])
    }

    @Test func elseTheyStayAmbiguous() throws {
        let taken = try take(["10/11/2023", "05/05/2023", "12 mars 2023", "31/02/2023", "2023-11-10", "", "13/25/2023"])
        #expect(
            taken.shared == ["10/11/2023", "2023-05-05", "2023-03-12", "31/02/2023", "2023-11-10", "", "13/25/2023"])
        #expect(taken.orders == [DateOrderFinding(column: "met_on", order: nil, basis: .nothing, dates: 1)])
    }

    /// What the column shows is believed, whatever the sender says; what contradicts itself is not, and neither is the sender.
    @Test func theColumnIsBelieved() throws {
        let against = try take(["10/11/2023", "31/12/2023"], stated: .monthFirst)
        #expect(against.shared == ["2023-11-10", "2023-12-31"])
        #expect(against.orders.map(\.isAgainstOption) == [true])
        for order in [nil, DateOrder.dayFirst] {
            let torn = try take(["10/11/2023", "31/12/2023", "12/31/2023"], stated: order)
            #expect(torn.shared == ["10/11/2023", "2023-12-31", "2023-12-31"])
            #expect(torn.orders.map(\.basis) == [.contradiction])
            #expect(torn.orders.map(\.line) == [4])
        }
    }

    @Test func nothingIsSaidWhereNothingNeededIt() throws {
        #expect(try take(["13/09/2026", "2026-10-08"]).orders == [])
        #expect(try take(["2026-10-08"], stated: .dayFirst).orders == [])
    }

    @Test func eachColumnHasAnOrderOfItsOwn() throws {
        let text =
            "email,submitted_on,confirmed_on\na@example.org,08/10/2026,10/11/2026\nb@example.org,13/09/2026,11/30/2026\n"
        let (_, taken) = try takeTable(ByteSource(text), as: .signups)
        #expect(taken.records.map { $0.claims[0].shared.text } == ["2026-10-08", "2026-09-13"])
        #expect(taken.records.map { $0.claims[0].consent?.confirmed.text } == ["2026-10-11", "2026-11-30"])
        #expect(taken.summary.dateOrders.map(\.column) == ["submitted_on", "confirmed_on"])
        #expect(taken.summary.dateOrders.map(\.order) == [.dayFirst, .monthFirst])
    }

    @Test func aListOfObjectionsIsReadAlike() throws {
        func days(_ text: String, _ stated: DateOrder? = nil) throws -> [String] {
            var days: [String] = []
            let file = try ObjectionFile(opening: ByteSource(text), dates: stated)
            try file.forEachRecord(rejected: { _ in }, { days.append($0.on.text) })
            return days
        }
        let text = "email,on\na@example.org,08/10/2026\nb@example.org,13/09/2026\n"
        #expect(try days(text) == ["2026-10-08", "2026-09-13"])
        #expect(try days("email,on\na@example.org,08/10/2026\n") == ["08/10/2026"])
        #expect(try days("email,on\na@example.org,08/10/2026\n", .monthFirst) == ["2026-08-10"])
    }

    @Test(arguments: [
        ("13/09/2026 18:04:11", "2026-09-13"), ("9/13/2026 18:04:11", "2026-09-13"),
        ("2026/10/08 9:12:40 AM UTC+2", "2026-10-08"), ("2026/10/08 9:12:40 PM UTC-5", "2026-10-08"),
        ("13.09.2026, 18:04", "2026-09-13"), ("13/09/2026 à 18h04", "2026-09-13"),
        ("2026-10-08 09:12:40", "2026-10-08"),
    ])
    func timeStampsAreRead(_ text: String, _ iso: String) {
        #expect(DateReader.read(text) == day(iso).map { .on($0) })
    }
}
