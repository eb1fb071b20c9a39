/// The texts of the report page, built into the program.
public enum Templates {
    /// The text of the file `name`, for example "page.mustache"; nil where there is none.
    public static func text(named name: String) -> String? {
        switch name {
        case "page.mustache": String(decoding: PackageResources.page_mustache, as: UTF8.self)
        default: nil
        }
    }
}
