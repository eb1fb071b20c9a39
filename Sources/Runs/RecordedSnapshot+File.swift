public import Foundation
public import Storage
import VAE

extension RecordedSnapshot {
    /// Reads a recorded snapshot.
    ///
    /// - Parameter record: of the run that it is of.
    /// - Throws: `FileError`, of kind `damaged` naming the tensor that is wrong.
    public init(contentsOf url: URL, of record: RunRecord) throws(FileError) {
        let file = try TypedSafetensors(contentsOf: url)
        let read = RecordedTensors(file: file, record: record, url: url)
        step = try read.step()
        posterior = try read.posterior()
        plane = try read.plane("plane", sides: 64, over: nil)
        fine = try read.plane("fine", sides: 256, over: plane)
        further = try read.furtherPlanes(beside: plane ?? fine)
        traversals = try read.traversals()
        reconstructions = try read.reconstructions()
        samples = try read.codes("samples", axes: 1)?.cells
        channels = try read.channels()
        guard posterior != nil || (channels != nil && record.recorded?.isSpatial ?? false) else {
            throw read.wrong("there is no tensor posterior.means")
        }
    }
}

/// Takes a snapshot's tensors out of its file, and checks them.
struct RecordedTensors {
    let file: TypedSafetensors
    let record: RunRecord
    let url: URL

    /// More codes than any group of them has.
    private static let mostCodes = 1 << 20

    private var imageShape: [Int] { record.configuration.architecture.imageShape }
    private var latentDim: Int { record.configuration.architecture.latentDim }

    func wrong(_ reason: String) -> FileError { FileError(.damaged, at: url.path, reason) }

    func step() throws(FileError) -> Int {
        guard let text = file.metadata["step"], let step = Int(text), (0...1 << 40).contains(step) else {
            throw wrong("metadata step is missing or no count")
        }
        return step
    }

    /// A tensor of finite floats of a shape, in which -1 stands for any extent; `nil` where there is none.
    func floats(_ name: String, _ shape: [Int]) throws(FileError) -> (shape: [Int], values: [Float])? {
        guard let tensor = file[name] else { return nil }
        guard case .floats(let values) = tensor.values else { throw wrong("tensor \(name) is not F32") }
        try check(name, tensor.shape, shape)
        guard values.allSatisfy(\.isFinite) else {
            throw wrong("tensor \(name) holds a number that is not finite")
        }
        return (tensor.shape, values)
    }

    private func check(_ name: String, _ found: [Int], _ shape: [Int]) throws(FileError) {
        guard found.count == shape.count,
            zip(found, shape).allSatisfy({ $0 == $1 || ($1 == -1 && (1...Self.mostCodes).contains($0)) })
        else {
            let words = shape.map { $0 == -1 ? "any" : String($0) }.joined(separator: ", ")
            throw wrong("tensor \(name) has the shape \(found), not [\(words)]")
        }
    }

    /// Decoded images whose leading axes are `shape`; `nil` where there are none.
    func images(_ name: String, _ shape: [Int]) throws(FileError) -> RecordedImages? {
        guard let tensor = file[name] else { return nil }
        try check(name, tensor.shape, shape + [imageShape[1], imageShape[2], imageShape[0]])
        switch tensor.values {
        case .integers: throw wrong("tensor \(name) is neither F32 nor U8")
        case .bytes: break
        case .floats(let values):
            // What rounding may add.
            guard values.allSatisfy({ $0 >= -1e-3 && $0 <= 1.001 }) else {
                throw wrong("tensor \(name) holds a number that is not in 0...1")
            }
        }
        return RecordedImages(imageSize: imageShape.reduce(1, *), values: tensor.values)
    }

    /// A list of positions below `limit`.
    private func positions(_ name: String, below limit: Int) throws(FileError) -> [Int]? {
        guard let tensor = file[name] else { return nil }
        guard case .integers(let values) = tensor.values else { throw wrong("tensor \(name) is not I32") }
        try check(name, tensor.shape, [-1])
        guard values.allSatisfy({ (0..<limit).contains(Int($0)) }) else {
            throw wrong("tensor \(name) holds a number that is not in 0..<\(limit)")
        }
        return values.map(Int.init)
    }

    func posterior() throws(FileError) -> Posterior? {
        guard
            let means = try floats("posterior.means", [record.dataset.testCount, latentDim])
        else { return nil }
        let logVariances = try floats("posterior.log_variances", means.shape)?.values ?? []
        guard logVariances.allSatisfy({ abs($0) <= 1000 }), means.values.allSatisfy({ abs($0) <= 1e12 })
        else { throw wrong("the posteriors hold a number that no model gives") }
        let isPlain = record.configuration.model == .autoencoder
        return Posterior(
            latentDim: latentDim, means: means.values, logVariances: isPlain ? [] : logVariances)
    }

    /// Codes with their images, behind `axes` axes; `nil` where there are none.
    func codes(_ group: String, axes: Int) throws(FileError) -> (shape: [Int], cells: RecordedCodes)? {
        let any = Array(repeating: -1, count: axes)
        let codes = try floats("\(group).codes", any + [latentDim])
        guard let codes else {
            guard file["\(group).images"] == nil else {
                throw wrong("there is \(group).images, but no \(group).codes")
            }
            return nil
        }
        let shape = Array(codes.shape.prefix(axes))
        guard let images = try images("\(group).images", shape) else {
            throw wrong("there is \(group).codes, but no \(group).images")
        }
        guard codes.values.allSatisfy({ abs($0) <= 1e12 }) else {
            throw wrong("tensor \(group).codes holds a number that no model has")
        }
        return (shape, RecordedCodes(codes: codes.values, images: images, latentDim: latentDim))
    }

    func plane(_ group: String, sides most: Int, over plane: RecordedPlane?) throws(FileError)
        -> RecordedPlane?
    {
        guard let (shape, cells) = try codes(group, axes: 2) else { return nil }
        guard shape.allSatisfy({ $0 <= most }),
            let found = RecordedPlane(
                cells, rows: shape[0], columns: shape[1],
                dimensions: plane.map { ($0.horizontal, $0.vertical) })
        else {
            throw wrong(
                "\(group).codes are no grid of up to \(most) x \(most): over two dimensions, ascending to the right and "
                    + "descending downward, all others the same everywhere"
                    + (plane == nil ? "" : "; the two that plane.codes are over"))
        }
        return found
    }

    /// Planes over other pairs of dimensions than the plane that figures show.
    func furtherPlanes(beside plane: RecordedPlane?) throws(FileError) -> [RecordedPlane] {
        guard let (shape, cells) = try codes("further", axes: 3) else { return [] }
        let (count, rows, columns) = (shape[0], shape[1], shape[2])
        guard count <= 32, rows <= 64, columns <= 64 else {
            throw wrong("further.codes are more than 32 planes, or larger than 64 x 64")
        }
        var pairs = Set(plane.map { [Set([$0.horizontal, $0.vertical].compactMap(\.self))] } ?? [])
        var planes: [RecordedPlane] = []
        for place in 0..<count {
            let size = rows * columns
            guard
                let found = RecordedPlane(
                    cells.part(place * size..<(place + 1) * size), rows: rows, columns: columns),
                let vertical = found.vertical, pairs.insert([found.horizontal, vertical]).inserted
            else {
                throw wrong(
                    "further.codes hold, at \(place), no grid over two dimensions as plane.codes are, or one over two "
                        + "that have a plane already")
            }
            planes.append(found)
        }
        return planes
    }

    func traversals() throws(FileError) -> RecordedSnapshot.Traversals? {
        guard let (shape, cells) = try codes("traversals", axes: 2) else { return nil }
        guard let dimensions = try positions("traversals.dimensions", below: latentDim),
            dimensions.count == shape[0], Set(dimensions).count == dimensions.count
        else { throw wrong("traversals.dimensions does not name the dimension of each row") }
        return RecordedSnapshot.Traversals(dimensions: dimensions, steps: shape[1], cells: cells)
    }

    func reconstructions() throws(FileError) -> RecordedSnapshot.Reconstructions? {
        guard
            let indices = try positions("reconstructions.indices", below: record.dataset.testCount)
        else { return nil }
        guard let images = try images("reconstructions.images", [indices.count]) else {
            throw wrong("there is reconstructions.indices, but no reconstructions.images")
        }
        return RecordedSnapshot.Reconstructions(indices: indices, images: images)
    }

    func channels() throws(FileError) -> RecordedSnapshot.Channels? {
        guard let count = record.recorded?.latentShape?[0],
            let mean = try floats("channels.mean", [count])
        else { return nil }
        guard let deviation = try floats("channels.standard_deviation", [count]),
            deviation.values.allSatisfy({ $0 >= 0 })
        else { throw wrong("channels.standard_deviation is missing or negative") }
        let edges = try floats("channels.edges", [-1])?.values ?? []
        let histogram =
            edges.isEmpty ? [] : try floats("channels.histogram", [count, edges.count - 1])?.values ?? []
        let isAscending = zip(edges, edges.dropFirst()).allSatisfy { $0 < $1 }
        guard isAscending, edges.isEmpty == histogram.isEmpty, edges.count <= 10_000,
            histogram.allSatisfy({ $0 >= 0 })
        else { throw wrong("channels.histogram and channels.edges do not fit") }
        let factor = file.metadata["scale_factor"].flatMap { Double($0) }
        return RecordedSnapshot.Channels(
            mean: mean.values, standardDeviation: deviation.values, histogram: histogram, edges: edges,
            scaleFactor: factor.flatMap { $0.isFinite && $0 > 0 ? $0 : nil })
    }
}
