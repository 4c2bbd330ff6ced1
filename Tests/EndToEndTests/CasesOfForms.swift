private let confirmed = "\(day(-100)),newsletter,I agree,en,\(day(-99))"

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
        "everything is wrong at once",
        [.table("signups", Sample.signUps("ada@example.org,Ada,2019-03-01,events,,en,"))],
        "ada@example.org evidence-stale form-unconfirmed form-wording-missing purpose-not-agreed"),
]
