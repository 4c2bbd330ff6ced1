private let confirmed = "\(day(-100)),newsletter,I agree,en,\(day(-99))"

/// Sign-ups with an answer, each row an address, how many days ago, and what was said.
private func answers(_ rows: (String, Int, String)...) -> String {
    "email,submitted_on,confirmed_on,purposes,wording,Do you agree ?\n"
        + rows.map { "\($0.0)@example.org,\(day(-$0.1)),\(day(-$0.1)),newsletter,I agree to it,\($0.2)\n" }.joined()
}

/// What a sign-up covers.
let formCases = [
    GateCase(
        "a confirmed sign-up", [.table("signups", Sample.signUps("ada@example.org,Ada,\(confirmed)"))],
        "ada@example.org admitted"),
    GateCase(
        "a sign-up for events",
        [.table("signups", Sample.signUps("ada@example.org,Ada,\(day(-100)),events,I agree,en,\(day(-99))"))],
        "ada@example.org purpose-not-agreed"),
    GateCase(
        "several purposes",
        [
            .table(
                "signups",
                Sample.signUps(
                    "a@example.org,Ada,\(day(-100)),events newsletter,I agree,en,\(day(-99))",
                    "b@example.org,Bob,\(day(-100)),events;newsletter,I agree,en,\(day(-99))"))
        ],
        "a@example.org admitted", "b@example.org admitted"),
    GateCase(
        "never confirmed",
        [.table("signups", Sample.signUps("ada@example.org,Ada,\(day(-100)),newsletter,I agree,en,"))],
        "ada@example.org form-unconfirmed"),
    GateCase(
        "never confirmed, which the policy allows",
        [.table("signups", Sample.signUps("ada@example.org,Ada,\(day(-100)),newsletter,I agree,en,"))],
        "ada@example.org admitted", settings: .with { $0.policy = #"{"formConfirmation": "recorded"}"# }),
    GateCase(
        "confirmed on a day that cannot be read",
        [.table("signups", Sample.signUps("ada@example.org,Ada,\(day(-100)),newsletter,I agree,en,10/11/2023"))],
        "ada@example.org form-unconfirmed", settings: .with { $0.policy = #"{"formConfirmation": "recorded"}"# }),
    GateCase(
        "confirmed before it was made",
        [.table("signups", Sample.signUps("ada@example.org,Ada,\(day(-100)),newsletter,I agree,en,\(day(-101))"))],
        "ada@example.org form-unconfirmed"),
    GateCase(
        "no wording",
        [.table("signups", Sample.signUps("ada@example.org,Ada,\(day(-100)),newsletter,,en,\(day(-99))"))],
        "ada@example.org form-wording-missing"),
    GateCase(
        "of 2019, confirmed, no contact since",
        [.table("signups", Sample.signUps("ada@example.org,Ada,2019-03-01,newsletter,I agree,en,2019-03-02"))],
        "ada@example.org evidence-stale"),
    GateCase(
        "yes, then no, whichever row comes first",
        [
            .table(
                "signups",
                answers(
                    ("ada", 100, "Yes"), ("ada", 50, "No"), ("bob", 50, "No"), ("bob", 100, "Yes"), ("eve", 9, "Yes")))
        ],
        "ada@example.org objected", "bob@example.org objected", "eve@example.org admitted"),
    GateCase(
        "yes, then no in a later file, with a card beside it",
        [
            .table("signups", answers(("ada", 100, "Yes"))),
            .table("cards", Sample.cards("ada@example.org,Ada,L,\(day(-10)),Expo")),
            .table("signups", answers(("ADA+x", 50, "No"))),
        ],
        "ADA+x@example.org no-explicit-share objected", "ada@example.org objected"),
    GateCase(
        "no, then yes; yes, no and yes again",
        [
            .table(
                "signups",
                answers(
                    ("ada", 100, "No"), ("ada", 50, "Yes"), ("bob", 100, "Yes"), ("bob", 50, "No"), ("bob", 20, "Yes")))
        ],
        "ada@example.org admitted", "bob@example.org admitted"),
    GateCase(
        "yes and no on one day",
        [.table("signups", answers(("ada", 50, "Yes"), ("ada", 50, "No")))], "ada@example.org objected"),
    GateCase(
        "the row of a confirmed sign-up, changed to a no",
        [
            .table("signups", Sample.signUps("ada@example.org,Ada,\(confirmed)")),
            .table("signups", "email,submitted_on,I agree\nada@example.org,\(day(-100)),No\n"),
        ],
        "ada@example.org objected"),
    GateCase(
        "a no without a date",
        [
            .table("signups", answers(("ada", 1, "Yes"))),
            .table("signups", "email,I agree\nada@example.org,No\nbob@example.org,No\n"),
        ],
        "ada@example.org objected", "bob@example.org no-explicit-share"),
    GateCase(
        "everything is wrong at once",
        [.table("signups", Sample.signUps("ada@example.org,Ada,2019-03-01,events,,en,"))],
        "ada@example.org evidence-stale form-unconfirmed form-wording-missing purpose-not-agreed"),
]
