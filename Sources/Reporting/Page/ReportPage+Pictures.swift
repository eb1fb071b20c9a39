extension ReportPage {
    /// The file formats that a page can hold.
    public enum MediaType: String, Sendable {
        case png = "image/png"
        case gif = "image/gif"
        case svg = "image/svg+xml"

        /// The file name's ending, without the dot.
        var fileExtension: String {
            switch self {
            case .png: "png"
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
        public init(bytes: [UInt8], mediaType: MediaType, width: Int, height: Int) {
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

        /// Joins a picture with its words.
        public init(name: String, title: String, alternativeText: String, caption: String, picture: Picture) {
            self.name = name
            self.title = title
            self.alternativeText = alternativeText
            self.caption = caption
            self.picture = picture
        }
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
        /// The GIF file.
        public var picture: Picture
        /// The picture for print and for readers who asked for less motion, usually the last frame; nil where
        /// there is none.
        public var still: Picture?
        /// What each frame shows, for example "epoch 1, batch 75"; empty, or one for each frame.
        public var frameLabels: [String]

        /// Joins a GIF with its words.
        public init(
            name: String, title: String, alternativeText: String, caption: String, picture: Picture,
            still: Picture? = nil, frameLabels: [String] = []
        ) {
            self.name = name
            self.title = title
            self.alternativeText = alternativeText
            self.caption = caption
            self.picture = picture
            self.still = still
            self.frameLabels = frameLabels
        }
    }
}
