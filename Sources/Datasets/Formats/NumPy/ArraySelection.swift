import Storage

/// Which arrays are the images of which part, and which their labels.
struct ArraySelection {
    struct Half {
        var images: String
        var labels: String?
    }

    var train: Half, test: Half?
    /// What should be known of the choice, a line each.
    var notes: [String] = []

    /// Chooses by names; where they say nothing, by shapes. `nil` for a folder whose arrays are something else.
    ///
    /// - Throws: `FileError` of kind `damaged` where there are no images, or two arrays could be the same.
    init?(_ store: ArrayStore, at place: String) throws(FileError) {
        if store.isSingle {
            train = Half(images: store.names[0])
            return
        }
        let parts: [ArrayName.Part] = [.train, .whole, .validation, .test]
        var found: [ArrayName.Part: Half] = [:]
        for part in parts {
            guard let images = try Self.chosen(.images, of: part, in: store, at: place) else { continue }
            found[part] = Half(
                images: images, labels: try Self.chosen(.labels, of: part, in: store, at: place))
        }
        if found.isEmpty {
            guard let half = try Self.byShape(in: store, at: place) else { return nil }
            found[.whole] = half
        }
        guard let first = parts.first(where: { found[$0] != nil }), var train = found[first] else {
            return nil
        }
        if found.count == 1, train.labels == nil {
            train.labels = try Self.chosen(.labels, of: .whole, in: store, at: place)
        }
        self.train = train
        // Images without labels are no use beside others that have some.
        let isLabelled = train.labels != nil
        let second = ([.test, .validation] as [ArrayName.Part]).first { part in
            part != first && found[part].map { ($0.labels != nil) == isLabelled } ?? false
        }
        test = second.flatMap { found[$0] }
        if let test, second == .validation {
            notes.append("no test images: those of \(test.images) are taken for that")
        }
        let unused = parts.filter { $0 != first && $0 != second }.compactMap { found[$0]?.images }
        if !unused.isEmpty { notes.append("not used: \(unused.joined(separator: ", "))") }
    }

    /// The array with the plainest name for something; of images the first that has a shape of images.
    private static func chosen(
        _ kind: ArrayName.Kind, of part: ArrayName.Part, in store: ArrayStore, at place: String
    ) throws(FileError) -> String? {
        var named: [(name: String, rank: Int)] = []
        for name in store.names {
            guard let words = ArrayName(name), words.kind == kind, words.part == part else { continue }
            named.append((name, words.rank))
        }
        named.sort { ($0.rank, $0.name) < ($1.rank, $1.name) }
        guard let first = named.first else { return nil }
        if named.count > 1, named[1].rank == first.rank {
            throw FileError(
                .damaged, at: place,
                "\(first.name) and \(named[1].name) could be the same; leave one of them, or rename it")
        }
        guard kind == .images else { return first.name }
        for (name, _) in named {
            if let header = try? store.header(of: name), ArrayImages(header) != nil { return name }
        }
        return first.name
    }

    /// The only array that has a shape of images, and the only one of one number an image.
    private static func byShape(in store: ArrayStore, at place: String) throws(FileError) -> Half? {
        var headers: [(name: String, header: NPYHeader)] = []
        for name in store.names {
            if let header = try? store.header(of: name) { headers.append((name, header)) }
        }
        let images = headers.filter { ArrayImages($0.header) != nil }
        guard let first = images.first, images.count == 1 else {
            if store.isFolder, images.isEmpty { return nil }
            let list = headers.prefix(8).map { "\($0.name) \($0.header.form)" }.joined(separator: ", ")
            // What cannot be read at all says why.
            if headers.isEmpty, let name = store.names.first { _ = try store.header(of: name) }
            throw FileError(
                .damaged, at: place,
                (images.isEmpty ? "no array of images" : "several arrays could be the images")
                    + " among \(list)\(headers.count > 8 ? ", ..." : ""); name them x_train and y_train, x_test and y_test, or "
                    + "images and labels")
        }
        let labels = headers.filter { $0.header.shape == [first.header.shape[0]] }
        return Half(images: first.name, labels: labels.count == 1 ? labels[0].name : nil)
    }
}
