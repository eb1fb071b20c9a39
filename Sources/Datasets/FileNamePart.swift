/// Texts of people as parts of file names.
public enum FileNamePart {
    /// The most characters of a part, so that a name of several stays a file's name on every system.
    public static let mostCharacters = 40

    /// Lower-case Latin letters and digits, with `-` for what is neither; empty where there are none.
    public static func slug(_ text: some StringProtocol) -> String {
        text.lowercased().split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }.joined(separator: "-")
    }

    /// The part itself where it is short enough; else its beginning and a number made of all of it (FNV-1a,
    /// 64 bits), so that two that differ in their ends stay two.
    public static func shortened(_ part: String) -> String {
        guard part.count > mostCharacters else { return part }
        let hash = part.utf8.reduce(0xcbf2_9ce4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
        let digits = String(hash, radix: 36)
        return part.prefix(mostCharacters - digits.count - 1) + "_" + digits
    }
}
