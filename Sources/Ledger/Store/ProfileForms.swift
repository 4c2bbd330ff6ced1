internal import GRDB
internal import Vocabulary

/// Profiles as they are written since all addresses of a page on LinkedIn are one, over those that earlier versions kept.
enum ProfileForms {
    static func write(_ db: Database) throws {
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT id, profile FROM contact
                WHERE profile LIKE '%linkedin.com%' AND profile NOT GLOB 'https://www.linkedin.com/in/[a-z0-9-]*[a-z0-9]'
                    OR profile LIKE 'https://www.linkedin.com/in/%/%' OR instr(profile, '%') > 0
                """)
        for row in rows {
            let known: String = try row.cell(1)
            guard let form = ProfileURL(known)?.rawValue, !form.isSpelled(known) else { continue }
            // Where both forms have a contact, each keeps its own.
            try db.execute(
                sql: "UPDATE OR IGNORE contact SET profile = ? WHERE id = ?",
                arguments: [form, try row.cell(0) as Int64])
        }
    }
}

extension ProfileURL {
    /// What a fingerprint of the profile may have been made from: its form, and those of earlier versions.
    var everPrinted: [String] { [rawValue] + formerForms }
}
