import Mailroom
import Testing

@Suite struct ParameterizedFieldTests {
    static let cases: [(why: String, field: String, parameters: [String: String])] = [
        ("quotes and none", #"text/plain; Charset=utf-8; name="a; b""#, ["charset": "utf-8", "name": "a; b"]),
        ("escapes", #"x; name="a\"b\\c""#, ["name": #"a"b\c"#]),
        ("an extended one", "x; filename*=UTF-8'fr'r%C3%A9sum%c3%a9.txt", ["filename": "résumé.txt"]),
        ("another charset", "x; filename*=iso-8859-1''%E9t%E9", ["filename": "été"]),
        ("sections", "x; name*0=\"un \"; name*1=deux; name*2=trois", ["name": "un deuxtrois"]),
        ("extended sections, out of order", "x; name*1*=%A9; name*0*=utf-8''%C3; name*2=%C3", ["name": "é%C3"]),
        ("a section is missing", "x; name*0=a; name*2=c", ["name": "a"]),
        ("the first is missing", "x; name*1=b", [:]),
        ("the extended one wins", "x; name=plain; name*=utf-8''ext", ["name": "ext"]),
        ("the first one wins", "x; name=a; name=b", ["name": "a"]),
        ("an encoded word", "x; name=\"=?utf-8?Q?=C3=A9?=\"", ["name": "é"]),
        ("but not in a boundary", "x; boundary=\"=?utf-8?Q?=C3=A9?=\"", ["boundary": "=?utf-8?Q?=C3=A9?="]),
        ("blanks in a value", "x; name=my file.txt ; a = b", ["name": "my file.txt", "a": "b"]),
        ("a quote that does not close", "x; name=\"abc; d=e", ["name": "abc; d=e"]),
        ("a name without a value", "x; flowed; a=b; ; =c;", ["a": "b"]),
        ("no percent", "x; name*=utf-8''100%", ["name": "100%"]),
        ("no quotes in an extended one", "x; name*=abc", ["name": "abc"]),
        ("numbers out of range", "x; name*99999999999999999999=a; name*-1=b; name*x=c", [:]),
    ]

    @Test(arguments: cases.indices) func parametersAreRead(_ index: Int) {
        let (why, field, parameters) = ParameterizedFieldTests.cases[index]
        #expect(ParameterizedField(parsing: field).parameters == parameters, "\(why)")
    }
}
