import Foundation
import PictureInput
import Runs
import Storage
import VAE

@testable import Reporting

// What a report is put together from, and the pictures that people draw.
extension FuzzTarget {
    static let stepPiece = FuzzTarget(
        name: "step-piece",
        seeds: {
            let place = try Workplace()
            try FileManager.default.createDirectory(at: place.run.page, withIntermediateDirectories: true)
            try StepPiece(
                key: "key",
                posterior: Posterior(latentDim: 2, means: [1, 2, 3, 4], logVariances: [-1, -2, 0, 1]),
                frame: PlaneFrame(bytes: Data(0..<6), width: 3, height: 2, channels: 1)
            ).save(in: place.run, step: 75)
            return [try place.content(StepPiece.file(in: place.run, step: 75))]
        },
        read: { bytes, place in
            try place.write(checked(bytes), to: "page/step-75.piece")
            guard let piece = StepPiece(of: place.run, step: 75) else { throw Refused() }
            precondition(
                piece.frame.bytes.count == piece.frame.width * piece.frame.height * piece.frame.channels)
            _ = (piece.means, piece.logVariances)
        })

    static let explorerSample = FuzzTarget(
        name: "explorer-sample",
        seeds: {
            let place = try Workplace()
            let file = ExplorerSample.file(in: place.run)
            try place.write([], to: "page/sample.piece")
            try PieceFile.save(
                ExplorerSample(
                    indices: [0, 1], labels: [3, 4], pixels: Data([1, 2]), horizontal: 0, vertical: 1,
                    origin: [0, 0]), to: file)
            return [try place.content(file)]
        },
        read: { bytes, place in
            try place.write(checked(bytes), to: "page/sample.piece")
            guard let sample = ExplorerSample.read(from: place.run) else { throw Refused() }
            _ = sample.plane
        })

    static let planeLayer = FuzzTarget(
        name: "plane-layer",
        seeds: {
            let layer = PlaneLayer(
                name: "x", title: "X", kind: .categorical, rows: 1, columns: 3, window: [-1, 1, -1, 1],
                values: [0, nil, 1],
                legend: [
                    PlaneLayer.Entry(label: "one", colour: "#112233"),
                    PlaneLayer.Entry(label: "two", colour: "#445566"),
                ], step: 75)
            return [Array(try JSONEncoder().encode(layer))]
        },
        read: { bytes, place in
            try place.write(bytes, to: "page/x.layer.json")
            let layers = PlaneLayer.all(in: place.run)
            guard let layer = layers.first else { throw Refused() }
            precondition(layer.values.count == layer.rows * layer.columns)
        })

    static let exhibit = FuzzTarget(
        name: "exhibit",
        seeds: {
            let figure = Exhibit(
                kind: .figure, name: "x", title: "X", alternativeText: "An x.", caption: "This is x.",
                step: 75,
                width: 100, height: 50)
            var path = figure
            path.ends = Exhibit.Ends(from: "8", to: "code:1,2", methods: [.linear, .slerp], steps: 12)
            path.frameLabels = ["before training", "epoch 1"]
            return try [figure, path].map { Array(try JSONEncoder().encode($0)) }
        },
        read: { bytes, place in
            try place.write([], to: "figures/x.png")
            try place.write(bytes, to: "figures/x.json")
            guard let exhibit = Exhibit.all(in: place.run).first else { throw Refused() }
            precondition(exhibit.name == "x")
        })

    /// A piece with a right checksum, which hides what is behind it from a fuzzer that only changes bytes.
    private static func checked(_ piece: [UInt8]) -> [UInt8] {
        let body = Array(piece.dropFirst(4))
        return withUnsafeBytes(of: Checksum.crc32(body).littleEndian, Array.init) + body
    }

    /// The page's first template, the others being blank, and a page made with it.
    static let template = FuzzTarget(
        name: "template",
        seeds: {
            [
                "<p>{{title}}</p>{{#warnings}}<b>{{.}}</b>{{/warnings}}{{^figures}}none{{/figures}}",
                "{{! words }}{{{title}}}{{&dataSet}}{{> files}}{{#state}}{{runName}}{{/state}}",
                "{{=<% %>=}}<% title %><%={{ }}=%>{{title}}", "{{<section}}{{$body}}x{{/body}}{{/section}}",
            ].map { Array($0.utf8) }
        },
        read: { bytes, place in
            let folder = place.url.appendingPathComponent("templates", isDirectory: true)
            if !FileManager.default.fileExists(atPath: folder.path) {
                for name in TemplateSet.builtIn.names { try place.write([0x20], to: "templates/\(name)") }
            }
            try place.write(bytes, to: "templates/page.mustache")
            let templates = try TemplateSet(overridingFrom: folder)
            var page = ReportPage(title: "Title", dataSet: "Data", runName: "run-1", state: .finished)
            page.warnings = ["A warning."]
            _ = try page.html(templates: templates)
        })

    static let drawing = FuzzTarget(
        name: "drawing", seeds: pictures,
        read: { bytes, _ in
            let normalizer = InkNormalizer(side: 28, strokeWidths: 1.5...3.5)
            let picture = try PictureInput(drawingIn: PNGChunks.mended(bytes), normalizer: normalizer)
            precondition(picture.ink.count == 28 * 28)
        })

    static let wholePicture = FuzzTarget(
        name: "whole-picture", seeds: pictures,
        read: { bytes, _ in
            let picture = try PictureInput(wholeOf: PNGChunks.mended(bytes), side: 28)
            precondition(picture.ink.count == 28 * 28)
        })

    /// A small drawing as the program writes pictures, and as a photo.
    @Sendable private static func pictures() throws -> [[UInt8]] {
        var ink = [UInt8](repeating: 0, count: 24 * 24)
        for row in 4..<20 { for column in 10..<14 { ink[row * 24 + column] = 1 } }
        let palette = try PNGChunks.indexed(width: 24, height: 24, indices: ink)
        guard let photo = Data(base64Encoded: SmallPhoto.base64) else { throw Refused() }
        return [palette, Array(photo)]
    }
}

extension Workplace {
    func content(_ file: URL) throws -> [UInt8] { Array(try Data(contentsOf: file)) }
}
