// swift-tools-version: 6.2
import PackageDescription

// The rooms of the house, in walking order: data enters at Intake and leaves through Courier.
// A room may import only rooms above it; the compiler keeps the walls, and Scripts/lint that each import is declared here.
// ARCHITECTURE.md walks them.

let strict: [SwiftSetting] = [
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("ExistentialAny"),
    .treatAllWarnings(as: .error),
]

let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let sqlite = Target.Dependency.product(name: "GRDBSQLite", package: "GRDB.swift")
let arguments = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")

/// One room of the house.
func room(_ name: String, _ dependencies: [Target.Dependency], resources: [Resource]? = nil) -> Target {
    .target(name: name, dependencies: dependencies, resources: resources, swiftSettings: strict)
}

/// What is tested is optimised in a release build; what tests it is not, which saves minutes of compiling.
let testing = strict + [.unsafeFlags(["-Onone"], .when(configuration: .release))]

/// The tests of one room.
/// Tests find their fixtures beside their source, so these are no part of what is built.
func tests(_ name: String, _ dependencies: [Target.Dependency], fixtures: [String] = []) -> Target {
    .testTarget(
        name: name + "Tests", dependencies: dependencies + ["TestSupport"], exclude: fixtures, swiftSettings: testing)
}

let package = Package(
    name: "portillon",
    platforms: [.macOS(.v15)],
    products: [.executable(name: "portillon", targets: ["portillon"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.0"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    ],
    targets: [
        // C libraries of the system.
        .systemLibrary(name: "CIDN2", pkgConfig: "libidn2", providers: [.apt(["libidn2-dev"]), .brew(["libidn2"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .systemLibrary(
            name: "CCmark", pkgConfig: "libcmark-gfm",
            providers: [.apt(["libcmark-gfm-dev", "libcmark-gfm-extensions-dev"]), .brew(["cmark-gfm"])]),
        .systemLibrary(
            name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"]), .brew(["curl"])]),
        // The same library as GRDB's: only what Swift cannot call there.
        .systemLibrary(name: "CSQLite"),
        // Part of the C library.
        .systemLibrary(name: "CResolv"),

        // The rooms.
        room("Vocabulary", ["CIDN2"]),
        room("Intake", ["Vocabulary", "CZlib", crypto]),
        room("Gate", ["Vocabulary"]),
        room("Letter", ["Vocabulary", "Gate", "CCmark"]),
        room("Wire", ["Vocabulary", "CCurl"]),
        room("Courier", ["Vocabulary", "Gate", "Letter", "Wire"]),
        room("Mailroom", ["Vocabulary"]),
        room("Postbox", ["Vocabulary", "Wire", "Mailroom"]),
        room("Ledger", ["Vocabulary", "Gate", "Mailroom", "CSQLite", grdb, sqlite, crypto]),
        room("Mailing", ["Vocabulary", "Gate", "Letter", "Courier"]),
        room("Resolver", ["Vocabulary", "CResolv"]),
        room(
            "Workspace",
            [
                "Vocabulary", "Intake", "Gate", "Letter", "Wire", "Courier", "Ledger", "Mailing", "Mailroom", "Postbox",
                "Resolver",
                crypto,
            ],
            // What a new folder is laid out with; the templates are those of the top-level folder.
            resources: [
                "config.json", "first-letter.fr.md", "first-letter.en.md", "newsletter.fr.md", "newsletter.en.md",
                "invitation.fr.md", "invitation.en.md", "gate.png", "letter.html", "letter.txt", "newsletter.html",
                "newsletter.txt", "invitation.html", "invitation.txt", "footer.html", "footer.txt",
            ].map { .embedInCode("Starter/" + $0) }),
        room(
            "Report",
            ["Vocabulary", "Intake", "Gate", "Courier", "Ledger", "Mailing", "Mailroom", "Postbox", "Workspace"]),
        .executableTarget(
            name: "portillon",
            dependencies: [
                "Vocabulary", "Intake", "Gate", "Letter", "Courier", "Ledger", "Mailing", "Mailroom", "Resolver",
                "Workspace", "Report", arguments,
                crypto,
            ],
            swiftSettings: strict),

        // What several tests stand on.
        .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: testing),

        // The tests of each room, and of the built command.
        tests("Vocabulary", ["Vocabulary"]),
        tests("Intake", ["Intake", "Vocabulary"]),
        tests("Gate", ["Gate", "Vocabulary"], fixtures: ["Golden"]),
        tests("Letter", ["Letter", "Gate", "Vocabulary"], fixtures: ["Golden"]),
        tests("Wire", ["Wire", "Vocabulary"]),
        tests("Courier", ["Courier", "Wire", "Letter", "Gate", "Vocabulary"]),
        tests("Ledger", ["Ledger", "Gate", "Mailroom", "Vocabulary", grdb, crypto], fixtures: ["Fixtures"]),
        tests("Mailing", ["Mailing", "Ledger", "Courier", "Letter", "Gate", "Vocabulary", grdb, crypto]),
        tests("Postbox", ["Postbox", "Wire", "Vocabulary"]),
        tests("Mailroom", ["Mailroom", "Vocabulary"], fixtures: ["Fixtures"]),
        tests("Resolver", ["Resolver", "Vocabulary"]),
        tests(
            "Workspace",
            ["Workspace", "Postbox", "Resolver", "Mailing", "Ledger", "Gate", "Intake", "Mailroom", "Vocabulary"]),
        tests(
            "Report",
            ["Report", "Workspace", "Mailing", "Courier", "Ledger", "Mailroom", "Gate", "Vocabulary", crypto],
            fixtures: ["Golden"]),
        tests("EndToEnd", ["portillon"], fixtures: ["Golden", "postfix.py"]),
    ]
)
