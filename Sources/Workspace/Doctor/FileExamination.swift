import Foundation
import Vocabulary

/// The files that hold people or secrets: who may read them.
struct FileExamination {
    let configuration: Configuration

    func run(_ checkup: inout Checkup) {
        let name = Phrase(fr: "droits des fichiers", en: "permissions")
        let files =
            [configuration.path, configuration.keyFile]
            + ["", "-wal", "-shm"].map { configuration.ledger + $0 } + configuration.secretFiles
        let modes = files.compactMap { path in FileModes.of(path).map { (path, $0) } }
        let open = modes.filter { !FileModes.isPrivate($0.1) }
        guard !open.isEmpty else {
            checkup.add(
                Check(
                    "permissions", name, .ok,
                    Phrase { language in
                        let count = Wording.plural(
                            modes.count, Phrase(fr: "fichier lisible", en: "file that"),
                            Phrase(fr: "fichiers lisibles", en: "files that"), language)
                        return Phrase(fr: "\(count) par vous seul", en: "\(count) you alone can read")[language]
                    }))
            return
        }
        for (path, mode) in open {
            let file = URL(fileURLWithPath: path).lastPathComponent
            checkup.add(
                Check(
                    "permissions", name, .fail,
                    Phrase(
                        fr: "`\(file)` est ouvert à d’autres (\(FileModes.octal(mode)))",
                        en: "others can get at `\(file)` (\(FileModes.octal(mode)))"),
                    remedy: Phrase(fr: "chmod 600 \(ShortPath.of(path))", en: "chmod 600 \(ShortPath.of(path))")))
        }
    }
}
