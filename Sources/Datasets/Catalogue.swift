public import Foundation

/// A file of a known data set, as its makers published it.
public struct PublishedFile: Sendable, Equatable {
    public let name: String
    /// The file's length, gzipped.
    public let bytes: Int
    /// SHA-256 of the gzipped file, in hexadecimal.
    public let sha256: String

    package init(name: String, bytes: Int, sha256: String) {
        self.name = name
        self.bytes = bytes
        self.sha256 = sha256
    }
}

/// A data set that the program knows by name and can fetch.
public struct PublishedDataset: Sendable {
    public let name: String
    public let title: String
    public let classNames: [String]
    public let licence: String
    /// Folders of the four files, tried in order.
    public let mirrors: [URL]
    /// The four files in the order of `IDXPart`.
    public let files: [PublishedFile]

    package init(
        name: String, title: String, classNames: [String], licence: String, mirrors: [URL],
        files: [PublishedFile]
    ) {
        self.name = name
        self.title = title
        self.classNames = classNames
        self.licence = licence
        self.mirrors = mirrors
        self.files = files
    }
}

/// The data sets known by name.
public enum Catalogue {
    /// Every data set that can be fetched.
    public static let published: [PublishedDataset] = [mnist, fashionMNIST, kmnist]

    /// The data set called `name`; `nil` where the catalogue has none.
    public static func published(named name: String) -> PublishedDataset? {
        published.first { $0.name == name }
    }

    static let mnist = PublishedDataset(
        name: "mnist", title: "MNIST", classNames: (0..<10).map(String.init),
        licence: "CC BY-SA 3.0, Yann LeCun and Corinna Cortes, derived from NIST's data",
        mirrors: mirrors(
            "storage.googleapis.com/cvdf-datasets/mnist/", "ossci-datasets.s3.amazonaws.com/mnist/",
            "raw.githubusercontent.com/fgnt/mnist/master/"),
        files: files(
            (9_912_422, "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609"),
            (28_881, "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c"),
            (1_648_877, "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6"),
            (4_542, "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6")))

    static let fashionMNIST = PublishedDataset(
        name: "fashion-mnist", title: "Fashion-MNIST",
        classNames: [
            "T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag",
            "Ankle boot",
        ],
        licence: "MIT, Zalando SE",
        mirrors: mirrors(
            "storage.googleapis.com/tensorflow/tf-keras-datasets/",
            "raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion/"),
        files: files(
            (26_421_880, "3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84"),
            (29_515, "a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845"),
            (4_422_102, "346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073"),
            (5_148, "67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5")))

    static let kmnist = PublishedDataset(
        name: "kmnist", title: "Kuzushiji-MNIST",
        classNames: ["o", "ki", "su", "tsu", "na", "ha", "ma", "ya", "re", "wo"],
        licence: "CC BY-SA 4.0, Center for Open Data in the Humanities",
        mirrors: mirrors(
            "codh.rois.ac.jp/kmnist/dataset/kmnist/",
            "storage.googleapis.com/s4tf-hosted-binaries/datasets/KMNIST/"),
        files: files(
            (18_165_135, "51467d22d8cc72929e2a028a0428f2086b092bb31cfb79c69cc0a90ce135fde4"),
            (29_497, "e38f9ebcd0f3ebcdec7fc8eabdcdaef93bb0df8ea12bee65224341c8183d8e17"),
            (3_041_136, "edd7a857845ad6bb1d0ba43fe7e794d164fe2dce499a1694695a792adfac43c5"),
            (5_120, "20bb9a0ef54c7db3efc55a92eef5582c109615df22683c380526788f98e42a1c")))

    private static func mirrors(_ addresses: String...) -> [URL] {
        addresses.compactMap { URL(string: "https://" + $0) }
    }

    private static func files(_ sums: (bytes: Int, sha256: String)...) -> [PublishedFile] {
        zip(IDXPart.allCases, sums).map { part, sum in
            PublishedFile(name: part.name + ".gz", bytes: sum.bytes, sha256: sum.sha256)
        }
    }
}
