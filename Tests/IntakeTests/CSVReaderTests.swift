import Intake
import TestSupport
import Testing
import Vocabulary

@Suite struct CSVReaderTests {
    @Test(arguments: [
        ("a,b\n1,2\n", [["a", "b"], ["1", "2"]]),
        ("a,b\r\n1,2", [["a", "b"], ["1", "2"]]),
        ("a,b\r1,2\r", [["a", "b"], ["1", "2"]]),
        ("a;b\n1,5;2", [["a", "b"], ["1,5", "2"]]),
        ("a\tb\n1\t2", [["a", "b"], ["1", "2"]]),
        ("\"a,a\";b\n1;2", [["a,a", "b"], ["1", "2"]]),
        ("\u{FEFF}a,b\n1,2", [["a", "b"], ["1", "2"]]),
        ("a,b\n\"x\ny\",\"say \"\"hi\"\"\"", [["a", "b"], ["x\ny", "say \"hi\""]]),
        ("a,b\ny,z\"q\"", [["a", "b"], ["y", "z\"q\""]]),
        ("a,b\n \"x, y\", \"z\"\"\"\t", [["a", "b"], ["x, y", "z\""]]),
        ("a,b\n\"x\" ,\"y\"  \n \t\"p\nq\" ,2", [["a", "b"], ["x", "y"], ["p\nq", "2"]]),
        ("a,b\n \"x\" y,2", [["a", "b"], [" \"x\" y", "2"]]),
        ("a|b\n1,5|\"2|\"", [["a", "b"], ["1,5", "2|"]]),
        ("\"a\nb\";c\n1,5;2", [["a\nb", "c"], ["1,5", "2"]]),
        ("\"a\r\n\"\"b\"\"\"\tc\n1,5\t2", [["a\r\n\"b\"", "c"], ["1,5", "2"]]),
        ("5\" a,b;c,d\n1,2,3", [["5\" a", "b;c", "d"], ["1", "2", "3"]]),
        // As many of the wrong separator in the header: the one that makes cells of the addresses is right.
        ("a, b;email\nD, J;j@example.org", [["a, b", "email"], ["D, J", "j@example.org"]]),
        (
            "a, b, c;email;d\nD;j@example.org;\nD, K, Dr;k@example.org;x",
            [["a, b, c", "email", "d"], ["D", "j@example.org", ""], ["D, K, Dr", "k@example.org", "x"]]
        ),
        ("a;b,email\nD;J,j@example.org", [["a;b", "email"], ["D;J", "j@example.org"]]),
        ("a,b\n\n , \n1,2\n,,\n", [["a", "b"], ["1", "2"]]),
        ("a,b\n1,", [["a", "b"], ["1", ""]]),
        ("a,b\n1,\"\"", [["a", "b"], ["1", ""]]),
        ("a,b\n\u{0}x,2", [["a", "b"], ["\u{FFFD}x", "2"]]),
        ("", []), ("\n\n", []), ("\"\"", []),
    ])
    func reads(_ text: String, _ expected: [[String]]) throws {
        #expect(try rows(ByteSource(text)) == expected)
        for step in [1, 2, 3, 7] {
            #expect(try rows(.dripping(Array(text.utf8), by: step)) == expected)
        }
    }

    @Test func decodesByFile() throws {
        let expected = [["nom", "ville"], ["Zoé", "Nîmes €"]]
        #expect(try rows(ByteSource("nom;ville\nZoé;Nîmes €")) == expected)
        let western =
            Array("nom;ville\nZo".utf8) + [0xE9, 0x3B] + Array("N".utf8) + [0xEE] + Array("mes ".utf8) + [0x80]
        #expect(try rows(ByteSource(bytes: western)) == expected)
        for isBig in [true, false] {
            for hasMark in [true, false] {
                let units = (hasMark ? [0xFEFF] : []) + Array("nom;ville\nZoé;Nîmes €".utf16)
                let bytes = units.flatMap { unit in
                    let pair = [UInt8(unit >> 8), UInt8(unit & 0xFF)]
                    return isBig ? pair : pair.reversed()
                }
                #expect(try rows(.dripping(bytes, by: 3)) == expected)
            }
        }
        #expect(try rows(ByteSource(bytes: [0xFF, 0xFE, 0x3D, 0xD8, 0x00, 0xDE, 0x3D, 0xD8])) == [["😀\u{FFFD}"]])
    }

    @Test func countsPhysicalLines() throws {
        let reader = try CSVReader(ByteSource("a,b\r\n\n\"1\r\n2\",x\r\r\"3\n4\n\",y\nlast,z"))
        var lines: [Int] = []
        while try reader.next() != nil { lines.append(reader.line) }
        #expect(lines == [1, 3, 6, 9])
    }

    @Test func trimsAndTakesTheApostropheAway() throws {
        let reader = try CSVReader(ByteSource("\u{A0} a \t,'=1+1,'plain,'@x,\"'-3\",\"' =\"\n"))
        _ = try reader.next()
        #expect((0..<7).map { reader[$0] } == ["a", "=1+1", "'plain", "@x", "-3", "' =", ""])
    }

    private func steps(_ text: String, width: Int) throws -> [String] {
        let reader = try CSVReader(ByteSource(text), separator: 0x2C)
        reader.width = width
        var found: [String] = []
        while let step = try reader.next() {
            switch step {
            case .row: found.append("\(reader.line):" + reader.cells.joined(separator: "|"))
            case .rejected(let row):
                found.append("\(row.line)!\(row.column ?? 0):" + row.cells.joined(separator: "|"))
            }
        }
        return found
    }

    @Test func givesUpOnlyTheLineOfAnOpenQuote() throws {
        #expect(try steps("1,2\n3,\"4\n5,6\n7,8\n", width: 2) == ["1:1|2", "2!2:3|\"4", "3:5|6", "4:7|8"])
        // The next quoted cell seems to close it.
        #expect(
            try steps("1,2\n3,\"4\n5,6\n\"7\",8\n9,\"10\n\"\n", width: 2) == [
                "1:1|2", "2!2:3|\"4", "3:5|6", "4:7|8", "5:9|10\n",
            ])
        #expect(try steps("\"", width: 2) == ["1!1:\""])
        #expect(try steps("a,\"b\r\nc,d\r\n", width: 2) == ["1!2:a|\"b", "2:c|d"])
    }

    /// Text behind a closing quote shifts every cell that follows: the row is given back, and the next one is whole.
    @Test(arguments: [
        ("1,2\n\"3\"x,4\n5,6\n", ["1:1|2", "2!1:\"3\"x|4", "3:5|6"]),
        ("a,\"b,c,\"d, e\",f\ng,h\n", ["1!2:a|\"b|c|\"d| e\"|f", "2:g|h"]),
        // The quote closes in the next row only.
        ("a,\"b,c\nd,\"e\"\nf,g\n", ["1!2:a|\"b|c", "2:d|e", "3:f|g"]),
        // A cell of two lines stands before it: both lines are given back, and no part of them is read as a row.
        ("\"a\nb@example.org,c\",\"d\"e\nf,g\n", ["1!2:a\nb@example.org,c|\"d\"e", "3:f|g"]),
        ("1, \"a, b\" c\n5,6\n", ["1!2:1|\"a| b\" c", "2:5|6"]),
        ("1, \"a\" \"b, c\"\n5,6\n", ["1!2:1|\"a\" \"b| c\"", "2:5|6"]),
        ("1,\"2\"x", ["1!2:1|\"2\"x"]),
    ])
    func rejectsTextBehindAClosingQuote(_ text: String, _ expected: [String]) throws {
        #expect(try steps(text, width: 2) == expected)
        let reader = try CSVReader(.dripping(Array(text.utf8), by: 2), separator: 0x2C)
        reader.width = 2
        var lines: [Int] = []
        while let step = try reader.next() {
            if case .rejected(let row) = step { lines.append(row.line) } else { lines.append(reader.line) }
        }
        #expect(lines == expected.compactMap { Int($0.prefix(1)) })
    }

    /// What Excel writes before the header, bare, quoted, or saved again by another program.
    @Test(arguments: [
        ("sep=;\na,1;b\n", "a,1|b"), ("\"sep=,\"\r\na;1,b\n", "a;1|b"), ("sep=;;;;;\na,1;b\n", "a,1|b"),
        ("sep=,;;;;\na,1;b\n", "a,1|b"), ("\"sep=;\",,,\na;1,b\n", "a;1|b"), ("SEP=\t\na,1\tb\n", "a,1|b"),
        ("sep=\\t\na,1\tb\n", "a,1|b"), ("sep=|\na,1|b\n", "a,1|b"), ("\u{FEFF}sep=;\na,1;b\n", "a,1|b"),
        ("\n\"sep=;\";\n\na,1;b\n", "a,1|b"),
        // The header does without what is named: it counts.
        ("sep=;\na,b\n", "a|b"), ("sep=;\na\n", "a"),
    ])
    func readsTheLineThatNamesTheSeparator(_ text: String, _ header: String) throws {
        let found = try ObjectionFile(
            opening: ByteSource(text.replacing("a", with: "email")), mapping: [:]
        ).columns
        #expect(found == header.replacing("a", with: "email").split(separator: "|").map(String.init))
    }

    @Test func rejectsSurplusCellsUnlessBlank() throws {
        #expect(try steps("1,2,\n1,2, ,3\n1\n", width: 2) == ["1:1|2|", "2!4:1|2| |3", "3:1"])
        let wide = String(repeating: ",", count: 5000) + "x"
        #expect(try steps("1" + wide + "\n2,3", width: 2).last == "2:2|3")
        #expect(try steps("1" + wide + "\n2,3", width: 2).count == 2)
    }

    @Test func boundsCellsAndRows() throws {
        let large = String(repeating: "x", count: (1 << 20) + 1)
        let found = try steps("1,2\n\(large),3\n4,\"\(large)\"\n5,6\n", width: 2).map { String($0.prefix(5)) }
        #expect(found == ["1:1|2", "2!1:x", "3!2:4", "4:5|6"])
        let row = String(repeating: String(repeating: "y", count: 1000) + ",", count: 17_000)
        #expect(try steps("1,2\n\(row)\n5,6\n", width: 2).map { $0.prefix(5) } == ["1:1|2", "2!0:y", "3:5|6"])
    }

    @Test(.timeLimit(.minutes(30))) func doesNotReadAHostileFileOverAndOver() throws {
        let text = String(repeating: "a\"b,\"c\n", count: 200_000)
        let reader = try CSVReader(ByteSource(text))
        var count = 0
        while try reader.next() != nil { count += 1 }
        #expect(count == 200_000)
    }

    @Test(arguments: [
        ("plain", "plain"), ("a,b", "\"a,b\""), ("a;b", "\"a;b\""), ("say \"hi\"", "\"say \"\"hi\"\"\""), ("=1", "'=1"),
        ("+33", "'+33"), ("-", "'-"), ("@x", "'@x"), ("\tx", "\"'\tx\""), ("\rx", "\"'\rx\""), ("a=b", "a=b"), ("", ""),
    ])
    func writes(_ cell: String, _ expected: String) {
        #expect(CSVWriter.encode(cell) == expected)
    }
}

/// Python's `csv` and this reader must agree on every table, whoever wrote it.
@Suite struct CSVAgainstPythonTests {
    static let pieces = [
        "\"", "\"\"", ",", ";", "\t", "\n", "\r\n", "\r", " ", "'", "a", "é", "😀", "=", "x y", "\u{A0}", "1", "",
    ]

    private func table(_ numbers: inout SeededGenerator) -> [[String]] {
        let width = Int.random(in: 2...6, using: &numbers)
        return (0..<Int.random(in: 1...12, using: &numbers)).map { row in
            (0..<width).map { column in
                let length = Int.random(in: 0...6, using: &numbers)
                let text = (0..<length).map { _ in Self.pieces.randomElement(using: &numbers) ?? "" }.joined()
                // No row is blank throughout, since such rows are passed over.
                return column == 0 ? "r" + text : text
            }
        }
    }

    private func unguarded(_ cell: String) -> String {
        let bytes = Array(cell.utf8)
        guard bytes.count > 1, bytes[0] == 0x27, Array("=+-@\t\r".utf8).contains(bytes[1]) else { return cell }
        return String(decoding: bytes.dropFirst(), as: UTF8.self)
    }

    @Test(arguments: [0x2C, 0x3B, 0x09] as [UInt8]) func readsWhatPythonWrites(_ separator: UInt8) throws {
        var numbers = SeededGenerator(seed: UInt64(separator))
        let tables = (0..<300).map { _ in table(&numbers) }
        let script = """
            import sys, csv, json, io
            out = []
            for i, t in enumerate(json.load(open(sys.argv[1], encoding='utf-8'))):
                f = io.StringIO()
                csv.writer(f, delimiter=chr(\(separator)), quoting=[csv.QUOTE_MINIMAL, csv.QUOTE_ALL][i % 2],
                    lineterminator=['\\r\\n', '\\n'][i % 2]).writerows(t)
                out.append(f.getvalue())
            json.dump(out, open(sys.argv[2], 'w', encoding='utf-8'))
            """
        let written = try JSON.strings(Python.run(script, JSON.bytes(tables)))
        #expect(written.count == tables.count)
        for (text, table) in zip(written, tables) {
            #expect(try rows(ByteSource(text), separator: separator) == table)
            #expect(try rows(.dripping(Array(text.utf8), by: 5), separator: separator) == table)
        }
    }

    /// Lines that nobody's writer wrote: what is no open quote must be read as Python reads it.
    @Test func readsHostileLinesAsPythonDoes() throws {
        var numbers = SeededGenerator(seed: 21)
        let pieces = ["\"", "\"", ",", "a", " ", "é", "'", ";", "\t"]
        let lines = (0..<3000).map { _ in
            (0..<Int.random(in: 1...12, using: &numbers)).map { _ in pieces.randomElement(using: &numbers) ?? "" }
                .joined()
        }
        let script = """
            import sys, csv, json, io
            lines = json.load(open(sys.argv[1], encoding='utf-8'))
            json.dump([[[c.strip(' \\t') for c in r] for r in csv.reader(io.StringIO(t, newline=''))] for t in lines],
                open(sys.argv[2], 'w'))
            """
        let read = try JSON.tables(Python.run(script, JSON.bytes(lines)))
        var (agreed, rejected) = (0, 0)
        for (line, expected) in zip(lines, read) {
            // Python takes a quote behind a blank for a character; here it opens a cell.
            if ("," + line).contains(#/,[ \t]+"/#) { continue }
            let reader = try CSVReader(ByteSource(line), separator: 0x2C)
            switch try reader.next() {
            case .row:
                #expect([reader.cells.map { $0.trimmingBlanks() }] == expected, "\(line)")
                agreed += 1
            case .rejected:
                // A quote is left over, which Python takes as closed by the end, or text stands behind one.
                #expect(line.utf8.count { $0 == 0x22 } > 0)
                rejected += 1
            case nil: #expect(expected.joined().allSatisfy { $0.isBlank })
            }
        }
        #expect(agreed > 1000 && rejected > 100)
    }

    @Test func pythonReadsWhatWeWrite() throws {
        var numbers = SeededGenerator(seed: 99)
        let tables = (0..<300).map { _ in table(&numbers) }
        let texts = tables.map { table in String(decoding: table.flatMap { CSVWriter.line($0) }, as: UTF8.self) }
        let script = """
            import sys, csv, json, io
            texts = json.load(open(sys.argv[1], encoding='utf-8'))
            json.dump([list(csv.reader(io.StringIO(t, newline=''))) for t in texts], open(sys.argv[2], 'w'))
            """
        let read = try JSON.tables(Python.run(script, JSON.bytes(texts)))
        #expect(read.count == tables.count)
        for (found, table) in zip(read, tables) {
            let guarded = table.map { row in
                row.map { ["=", "+", "-", "@", "\t", "\r", "\r\n"].contains($0.prefix(1)) ? "'" + $0 : $0 }
            }
            #expect(found == guarded)
        }
        // And we read it back as it was, blanks at the edges aside, and an apostrophe that looks like our own.
        for (text, table) in zip(texts, tables) {
            let reader = try CSVReader(ByteSource(text), separator: 0x2C)
            for row in table {
                _ = try reader.next()
                #expect(row.indices.map { reader[$0] } == row.map { unguarded($0).trimmingBlanks() })
            }
        }
    }
}
