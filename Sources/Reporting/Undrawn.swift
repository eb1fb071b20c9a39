import Foundation
import Runs
import Storage

/// A picture that could not be drawn, and why.
public struct Undrawn: Sendable {
    /// Its name, with `animation` before that of an animation.
    public let picture: String
    let error: any Error

    /// Whether something is broken; else the run merely lacks what the picture would show, such as two classes with
    /// codes of their own, or the file of a drawing that was moved.
    var isFailure: Bool {
        switch error {
        case is GalleryError, is PathEndError, is NotRecorded, is RecordingLack, is Refusal: false
        case let error as FileError: error.kind != .missing
        default: true
        }
    }
}

extension [Undrawn] {
    /// A line for each reason, with the pictures that are missing because of it.
    func lines(in run: RunFolder) -> [String] {
        var reasons: [String] = []
        var pictures: [String: [String]] = [:]
        for undrawn in self {
            let reason = "\(undrawn.error)".replacing(run.url.path + "/", with: "")
            if pictures[reason] == nil { reasons.append(reason) }
            if !(pictures[reason] ?? []).contains(undrawn.picture) {
                pictures[reason, default: []].append(undrawn.picture)
            }
        }
        return reasons.map { "Not drawn: \((pictures[$0] ?? []).joined(separator: ", ")). \($0)." }
    }

    /// The first error of writing pictures, such as a full disk, which is no matter of one of them.
    func writeError(in run: RunFolder) -> FileError? {
        lazy.compactMap { $0.error as? FileError }.first { error in
            [.cannotCreate, .inputOutput].contains(error.kind)
                && [run.figures, run.animations].contains { error.location.hasPrefix($0.path) }
        }
    }

    /// Those of which something is broken, as an error; `nil` where there are none.
    public var failure: UndrawnPictures? {
        var names: [String] = []
        for undrawn in self where undrawn.isFailure && !names.contains(undrawn.picture) {
            names.append(undrawn.picture)
        }
        return names.isEmpty ? nil : UndrawnPictures(names: names)
    }
}

/// Pictures of a report that could not be drawn, although all others were.
public struct UndrawnPictures: Error, CustomStringConvertible, Equatable {
    let names: [String]

    public var description: String {
        "could not draw \(names.joined(separator: ", ")); the report has the rest, and says why"
    }
}
