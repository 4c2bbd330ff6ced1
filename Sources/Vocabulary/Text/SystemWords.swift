/// What the system, its database or its network says of a fault, in the words of both languages.
///
/// These speak English, whatever language the program does (strerror(3) where no locale was set, SQLite, libcurl). What is not
/// known here stays in their words.
package enum SystemWords {
    private static let french = [
        // errno(3); where two systems differ, both.
        "No such file or directory": "aucun fichier ou dossier de ce nom",
        "Permission denied": "accès refusé",
        "Operation not permitted": "opération non permise",
        "File exists": "il existe déjà",
        "Not a directory": "un dossier du chemin n’en est pas un",
        "Is a directory": "c’est un dossier",
        "Read-only file system": "système de fichiers en lecture seule",
        "No space left on device": "plus de place sur le disque",
        "Disk quota exceeded": "quota de disque dépassé",
        "Disc quota exceeded": "quota de disque dépassé",
        "File too large": "fichier trop grand",
        "Input/output error": "erreur d’entrée-sortie",
        "Too many levels of symbolic links": "lien symbolique, ou trop de liens de suite",
        "File name too long": "nom de fichier trop long",
        "Too many open files": "trop de fichiers ouverts",
        "Too many open files in system": "trop de fichiers ouverts sur cette machine",
        "No such device or address": "aucun appareil de ce nom",
        "Cannot allocate memory": "mémoire insuffisante",
        "Device or resource busy": "occupé par un autre programme",
        "Broken pipe": "plus personne ne lit",
        "Connection refused": "connexion refusée",
        "Connection reset by peer": "connexion coupée par le serveur",
        "Connection timed out": "pas de réponse à temps",
        "Operation timed out": "pas de réponse à temps",
        "Network is unreachable": "réseau injoignable",
        "Network is down": "réseau coupé",
        "No route to host": "aucun chemin vers ce serveur",
        "Cannot assign requested address": "adresse qui n’est pas de cette machine",
        "Can't assign requested address": "adresse qui n’est pas de cette machine",
        // SQLite's, where a disk or a folder refuses.
        "database or disk is full": "plus de place sur le disque",
        "disk I/O error": "erreur de lecture ou d’écriture du disque",
        "attempt to write a readonly database": "accessible en lecture seule",
        "unable to open database file": "le fichier ne peut être ouvert",
        // libcurl's, where no connection comes about.
        "Couldn't connect to server": "connexion impossible",
        "Couldn't resolve host name": "nom de serveur introuvable",
        "Timeout was reached": "pas de réponse à temps",
    ]

    /// What libcurl begins with, with the server's name or a duration behind it.
    private static let beginnings = [
        ("Could not resolve host: ", "nom de serveur introuvable : "), ("Failed to connect to ", "pas de connexion à "),
        ("Connection timed out after ", "pas de réponse après "),
    ]

    /// A text that is such words, or ends with them behind a colon (`new: Permission denied`). How soon a connection failed is left
    /// out, which helps nobody.
    package static func phrase(_ said: String) -> Phrase {
        let text = withoutDuration(said)
        if let known = french[text] { return Phrase(fr: known, en: text) }
        var said = text
        if let colon = text.lastIndex(of: ":"), let known = french[text[text.index(after: colon)...].trimmingBlanks()] {
            said = text[...colon] + " " + known
        }
        for (english, french) in beginnings where said.hasPrefix(english) {
            said = french + said.dropFirst(english.count)
        }
        return Phrase(fr: said, en: text)
    }

    /// `Failed to connect to ::1 port 9 after 2 ms: …`
    private static func withoutDuration(_ text: String) -> String {
        guard text.hasPrefix("Failed to connect to "), let begin = text.firstRange(of: " after "),
            let end = text[begin.upperBound...].firstRange(of: " ms"),
            text[begin.upperBound..<end.lowerBound].allSatisfy(\.isNumber)
        else { return text }
        return String(text[..<begin.lowerBound] + text[end.upperBound...])
    }
}
