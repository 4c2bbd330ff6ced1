/// Months by their English, French and German names, whatever the machine's locale.
enum MonthNames {
    /// The number of a month by its name or abbreviation, folded (``HeaderName``: lower case, no accents).
    static func number(_ folded: String) -> Int? { table[folded] }

    /// The days of the week, folded alike. French "mar." is missing: it is a month, too.
    static let weekdays = Set(
        """
        monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun \
        lundi mardi mercredi jeudi vendredi samedi dimanche lun mer jeu ven sam dim \
        montag dienstag mittwoch donnerstag freitag samstag sonntag mo di mi do fr sa so
        """.split(separator: " ").map(String.init))

    private static let table: [String: Int] = {
        let names = [
            "jan january janv janvier januar jaenner janner jän jaen",
            "feb febr february fev fevr fevrier februar feber",
            "mar march mars maerz marz mrz maer",
            "apr april avr avril",
            "may mai",
            "jun june juin juni",
            "jul july juil juillet juli",
            "aug august aout",
            "sep sept september septembre",
            "oct october octobre okt oktober",
            "nov november novembre",
            "dec december decembre dez dezember",
        ]
        var table: [String: Int] = [:]
        for (index, month) in names.enumerated() {
            for name in month.split(separator: " ") { table[String(name)] = index + 1 }
        }
        return table
    }()
}
