public import Foundation
import Pictures
public import Storage

/// Where data sets come from: generated, found in a folder, or fetched into the user's cache.
public struct DatasetLibrary: Sendable {
    /// What loading does for long enough to be worth showing.
    public enum Activity: Sendable, Equatable {
        /// The built-in digits are being generated.
        case generating
        /// A file is being fetched.
        case downloading(DownloadProgress)
        /// Files of a folder are being looked at, whether they are pictures.
        case lookingAtPictures(done: Int, count: Int)
        /// Picture files are being decoded.
        case readingPictures(done: Int, count: Int)
    }

    /// A folder that holds `NAME/` folders of IDX files; `nil` where the user named none.
    public let dataDirectory: URL?
    /// The folder that fetched and generated data sets are kept in.
    public let cache: URL
    /// The most bytes of a part's images that are kept in memory; of more, all are in a file.
    package var memoryLimit = ByteStore.usualLimit

    public init(dataDirectory: URL? = nil, cache: URL = Self.userCache()) {
        self.dataDirectory = dataDirectory
        self.cache = cache
    }

    /// The user's cache folder for this program, as the XDG Base Directory Specification places it.
    public static func userCache(environment: [String: String] = ProcessInfo.processInfo.environment) -> URL {
        // The specification ignores a relative path.
        if let root = environment["XDG_CACHE_HOME"], root.hasPrefix("/") {
            return URL(fileURLWithPath: root, isDirectory: true).appendingPathComponent("vae-viz")
        }
        // $HOME comes first; the user data base, which Foundation asks, may know another place.
        let home =
            environment["HOME"].flatMap { $0.hasPrefix("/") ? URL(fileURLWithPath: $0) : nil }
        return (home ?? FileManager.default.homeDirectoryForCurrentUser)
            .appendingPathComponent(".cache/vae-viz")
    }

    /// Loads a data set by name (`digits`, `mnist`, ...) or from files in one of ``DatasetFormats``, and prepares it.
    ///
    /// - Parameters:
    ///   - preparation: what was found fitting before; `nil` finds it.
    ///   - wishes: what a person asks for, where nothing was found before.
    ///   - activity: told of what takes long.
    /// - Throws: `FileError`, of kind `missing` where no data set is called so.
    public func load(
        _ name: String, preparation: DatasetPreparation? = nil, wishes: DatasetWishes = DatasetWishes(),
        activity: @escaping @Sendable (Activity) -> Void = { _ in }
    ) throws(FileError) -> Dataset {
        if name == Sprites.name {
            return try sprites(side: preparation.map(\.scaling?.side) ?? wishes.side)
        }
        if let known = try loadKnown(name, activity) {
            return try known.scaled(
                to: preparation.map(\.scaling) ?? wishes.scaling(for: known.train))
        }
        var request = DatasetRequest()
        (request.wishes, request.preparation, request.activity) = (wishes, preparation, activity)
        request.memoryLimit = memoryLimit
        let place = URL(fileURLWithPath: name)
        guard FileManager.default.fileExists(atPath: place.path) else {
            let known = Self.builtIn + Catalogue.published.map(\.name)
            throw FileError(
                .missing, at: name,
                "no such data set, folder or file; there are \(known.joined(separator: ", ")), or name a folder"
            )
        }
        let base = place.standardizedFileURL.lastPathComponent
        let slug = FileNamePart.shortened(FileNamePart.slug(base))
        let found = try DatasetFormats.read(place, request).completed(
            by: preparation.map(DatasetWishes.init) ?? wishes, at: place)
        return try Dataset(
            found, at: place, name: slug.isEmpty ? "data" : slug, title: base, request: request)
    }

    /// What the program makes itself.
    private static let builtIn = [Digits.name, Sprites.name]

    /// The generated sprites at a size, which is recorded as a scaling that leaves nothing to do.
    private func sprites(side: Int?) throws(FileError) -> Dataset {
        let side = side ?? Sprites.usualSide
        let dataset = try Dataset(
            name: Sprites.name, title: Sprites.title, classNames: Sprites.classNames,
            train: Sprites.training(side: side).images, test: Sprites.test(side: side).images)
        guard side != Sprites.usualSide else { return dataset }
        return try dataset.scaled(
            to: ImageScaling(side: side, fit: .crop, smallest: [side, side], largest: [side, side]))
    }

    /// A data set that has a name; `nil` where none has this one.
    private func loadKnown(
        _ name: String, _ activity: @escaping @Sendable (Activity) -> Void
    ) throws(FileError) -> Dataset? {
        if name == Digits.name { return try loadDigits(activity) }
        return if let published = Catalogue.published(named: name) {
            try load(published, activity)
        } else {
            nil
        }
    }

    /// What `load` takes for the same data wherever the program is started: a known name as it is, the whole path
    /// of a folder.
    public static func lasting(_ name: String) -> String {
        isKnown(name) ? name : URL(fileURLWithPath: name, isDirectory: true).standardizedFileURL.path
    }

    /// Whether the program knows a data set of this name, so that it is no path.
    public static func isKnown(_ name: String) -> Bool {
        builtIn.contains(name) || Catalogue.published(named: name) != nil
    }

    /// Fetches a published data set into the cache, unless it is there and whole.
    ///
    /// - Returns: the folder of its files.
    public func fetch(
        _ dataset: PublishedDataset, activity: @escaping @Sendable (Activity) -> Void = { _ in }
    ) throws(FileError) -> URL {
        let folder = cacheFolder(dataset.name)
        AtomicFile.removeLeftovers(in: folder)
        try Download.fetch(dataset, into: folder) { activity(.downloading($0)) }
        return folder
    }

    /// Where the data set's files are now; `nil` where there are none.
    public func folder(of name: String) -> URL? {
        let places = [dataDirectory.map { Self.folder(of: name, in: $0) }, cacheFolder(name)]
        return places.compactMap { $0 }.first { IDXFolder($0).isComplete }
    }

    /// The folder of a known data set among others: the one of its name, or of its name as torchvision writes it,
    /// as in `FashionMNIST`.
    private static func folder(of name: String, in directory: URL) -> URL {
        let letters = name.filter { $0 != "-" }
        let others = (try? FileManager.default.contentsOfDirectory(atPath: directory.path)) ?? []
        let found = others.contains(name) ? name : others.sorted().first { $0.lowercased() == letters }
        return directory.appendingPathComponent(found ?? name)
    }

    private func load(
        _ dataset: PublishedDataset, _ activity: @escaping @Sendable (Activity) -> Void
    ) throws(FileError) -> Dataset {
        let folder =
            if let dataDirectory {
                Self.folder(of: dataset.name, in: dataDirectory)
            } else if let cached = self.folder(of: dataset.name) {
                cached
            } else {
                try fetch(dataset, activity: activity)
            }
        return try IDXFolder(folder).load(
            name: dataset.name, title: dataset.title, classNames: dataset.classNames)
    }

    /// The generated digits, from the cache where they are; a cache that cannot be written is done without.
    private func loadDigits(_ activity: (Activity) -> Void) throws(FileError) -> Dataset {
        let folder = IDXFolder(cacheFolder("\(Digits.name)-\(Digits.version)"))
        if folder.isComplete,
            let cached = try? folder.load(
                name: Digits.name, title: Digits.title, classNames: Digits.classNames)
        {
            return cached
        }
        activity(.generating)
        AtomicFile.removeLeftovers(in: folder.url)
        let dataset = try Dataset(
            name: Digits.name, title: Digits.title, classNames: Digits.classNames,
            train: Digits.training(), test: Digits.test())
        try? folder.save(dataset, effort: .quick)
        return dataset
    }

    private func cacheFolder(_ name: String) -> URL { cache.appendingPathComponent(name) }
}

extension Sprites {
    /// The name by which the command knows the data set.
    public static let name = "sprites"
    /// The name for people.
    public static let title = "Sprites"
}

extension Digits {
    /// The name by which the command knows the built-in data set.
    public static let name = "digits"
    /// The name for people.
    public static let title = "Digits"
}
