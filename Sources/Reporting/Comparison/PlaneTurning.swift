import Datasets
import Figures
import Foundation
import LatentSpace
import Runs
import VAE

/// Turns the planes of runs onto that of the first, where that brings what is the same in both measurably nearer.
enum PlaneTurning {
    /// The runs with their turns, measured at their last snapshots, and what is to be said of them.
    ///
    /// - Throws: `FileError` where a snapshot cannot be read.
    static func turned(_ runs: [ComparedRun]) throws -> [ComparedRun] {
        guard let first = runs.first else { return [] }
        return try [first] + runs.dropFirst().map { try turned($0, onto: first) }
    }

    private static func turned(_ run: ComparedRun, onto first: ComparedRun) throws -> ComparedRun {
        var run = run
        // A run without a plane says so in its place.
        guard let plane = run.plane else { return run }
        guard !run.record.isRecorded else {
            run.turnWords =
                "Not turned: it is only recorded, so that its images cannot be drawn again at turned codes."
            return run
        }
        guard let target = first.plane else {
            run.turnWords = "Not turned: \(first.letter) has no plane."
            return run
        }
        guard !plane.isLine, !target.isLine else {
            run.turnWords =
                "Not turned: \(plane.isLine ? "its plane" : "that of \(first.letter)") is a line."
            return run
        }
        guard let (points, targets, partners) = try partners(run, first) else {
            run.turnWords =
                "Not turned: neither its test images nor its classes are those of \(first.letter)."
            return run
        }
        let match = PlaneMatch(of: points, onto: targets)
        if let match, match.isNearer { run.turn = match.turn }
        run.turnWords = words(match, of: partners, letter: first.letter)
        return run
    }

    /// What lies in both planes, in the same order, and what it is; `nil` where there is no such thing.
    ///
    /// Test images that both have; of other data with classes of the same names, the classes' means.
    private static func partners(
        _ run: ComparedRun, _ first: ComparedRun
    ) throws -> (points: [SIMD2<Double>], targets: [SIMD2<Double>], name: String)? {
        let both = [run, first]
        if run.images == first.images {
            let shared = both.map(\.record.dataset.testCount).min() ?? 0
            let points = try both.map { $0.points(of: 0..<shared, in: try $0.viewer.lastView()) }
            return (points[0], points[1], "codes")
        }
        guard run.record.dataset.classNames == first.record.dataset.classNames else { return nil }
        let means = try both.map { run in
            ClassStatistics(
                points: run.points(
                    of: run.viewer.data.testLabels.indices, in: try run.viewer.lastView()),
                labels: run.viewer.data.testLabels, classCount: run.viewer.classes.count
            ).means
        }
        let pairs = zip(means[0], means[1]).compactMap { mine, its in
            mine.flatMap { m in its.map { (m, $0) } }
        }
        return pairs.count > 1 ? (pairs.map { $0.0 }, pairs.map { $0.1 }, "class means") : nil
    }

    static func words(_ match: PlaneMatch?, of partners: String, letter: String) -> String {
        guard let match else { return "Not turned: its \(partners) are all the same, or those of \(letter)." }
        func text(_ value: Double) -> String { Numerals.fixed(value, decimals: 2) }
        let place = "standard deviations of the prior from those of \(letter) on average"
        guard match.isNearer else {
            return
                "Not turned: its \(partners) lie \(text(match.before)) \(place), and no turn brings them measurably "
                + "nearer (the best: \(text(match.after)))."
        }
        let degrees = Int((match.turn.angle * 180 / .pi).rounded())
        let direction =
            abs(degrees) == 180 || degrees == 0 ? "" : degrees > 0 ? " to the left" : " to the right"
        let turned = "turned by \(abs(degrees))°\(direction)"
        let action =
            match.turn.isMirrored ? degrees == 0 ? "mirrored" : "mirrored and \(turned)" : turned
        return
            "\(action.prefix(1).uppercased() + action.dropFirst()): its \(partners) then lie \(text(match.after)) "
            + "\(place), \(text(match.before)) before."
    }
}
