public import Figures

extension ReportPage {
    /// The file formats that a page can hold.
    public enum MediaType: String, Sendable {
        case png = "image/png"
        case jpeg = "image/jpeg"
        case gif = "image/gif"
        case svg = "image/svg+xml"

        /// The file name's ending, without the dot.
        var fileExtension: String {
            switch self {
            case .png: "png"
            case .jpeg: "jpg"
            case .gif: "gif"
            case .svg: "svg"
            }
        }
    }

    /// The bytes of a picture file.
    public struct Picture: Sendable {
        /// The file as it would be on disk.
        public var bytes: [UInt8]
        /// The file's format.
        public var mediaType: MediaType
        /// Pixels across and down, so that the page keeps the place free.
        public var width: Int, height: Int

        /// Wraps the bytes of a finished file.
        package init(bytes: [UInt8], mediaType: MediaType, width: Int, height: Int) {
            self.bytes = bytes
            self.mediaType = mediaType
            self.width = width
            self.height = height
        }
    }

    /// A still picture with its words.
    public struct Figure: Sendable {
        /// The catalogue's name, which is the file's name without its ending and decides the section:
        /// `latent-grid`, `posterior`, `sampling-...`, `interpolation-...`, `training-curves`,
        /// `reconstructions` and so on. Figures of other names stand under "More pictures".
        public var name: String
        /// A few words above the picture.
        public var title: String
        /// What the picture shows, with the finding and the numbers, for those who do not see it.
        public var alternativeText: String
        /// The prose below the picture.
        public var caption: String
        /// The picture.
        public var picture: Picture
        /// The same as an SVG document, as ``DrawingPack`` keeps it, to be shown where scripts run, and for saving;
        /// nil where there is none.
        public var drawing: [UInt8]?
        /// The ends of the path that it shows, as a person names them; nil where it shows none.
        public var pathEnds: PathEnds?
        /// Its numbers; nil where there are none.
        public var table: DataTable?

        /// Joins a picture with its words.
        package init(name: String, title: String, alternativeText: String, caption: String, picture: Picture)
        {
            self.name = name
            self.title = title
            self.alternativeText = alternativeText
            self.caption = caption
            self.picture = picture
        }
    }

    /// The ends of a path, as a person names them.
    public struct PathEnds: Sendable {
        /// Where it begins and where it ends.
        public var from: String, to: String
    }

    /// A moving picture with its words.
    public struct Animation: Sendable {
        /// The catalogue's name: `training`, `posterior`, `interpolation-...`, `sampling-...`, `geometry-...`.
        public var name: String
        /// A few words above the animation.
        public var title: String
        /// What the animation shows, with the finding and the numbers.
        public var alternativeText: String
        /// The prose below the animation.
        public var caption: String
        /// The GIF file, or a sheet of all frames.
        public var picture: Picture
        /// What each frame shows, for example "epoch 1, batch 75"; empty, or one for each frame.
        public var frameLabels: [String]
        /// Where `picture` is a sheet of frames, how they lie on it; nil for a GIF file.
        public var sheet: FrameSheet?

        /// Joins a GIF with its words.
        package init(
            name: String, title: String, alternativeText: String, caption: String, picture: Picture,
            frameLabels: [String] = [], sheet: FrameSheet? = nil
        ) {
            self.name = name
            self.title = title
            self.alternativeText = alternativeText
            self.caption = caption
            self.picture = picture
            self.frameLabels = frameLabels
            self.sheet = sheet
        }
    }
}
