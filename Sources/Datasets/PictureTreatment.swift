public import Pictures

/// What is done to the pictures of a folder beside their scaling.
public struct PictureTreatment: Sendable, Equatable, Codable {
    /// What is seen where they are transparent, as "#rrggbb".
    public var background: String
    /// Whether they are kept as red, green and blue, or as one number a pixel.
    public var isColoured: Bool
    /// Whether dark is ink; else light is. Colours stay as they are.
    public var isInverted: Bool
    /// What was found in the folder that a person should know, a line each: what was left out, and why.
    public var remarks: [String]

    /// - Parameters:
    ///   - background: what is seen where pictures are transparent.
    ///   - remarks: what a person should know of the folder.
    package init(background: OpaqueColour, isColoured: Bool, isInverted: Bool, remarks: [String] = []) {
        self.background = background.text
        self.isColoured = isColoured
        self.isInverted = isInverted
        self.remarks = remarks
    }

    /// The background as a colour; white where it is none.
    var ground: OpaqueColour { OpaqueColour(background) ?? .white }

    var isValid: Bool { OpaqueColour(background) != nil && remarks.count <= 16 }

    /// What is done, a line each.
    var notes: [String] {
        let kind =
            if isColoured {
                "pictures in colour: red, green and blue are kept"
            } else if isInverted {
                "grey pictures with light borders: dark is taken for ink"
            } else {
                "grey pictures with dark borders: light is taken for ink"
            }
        return [kind] + remarks
    }
}
