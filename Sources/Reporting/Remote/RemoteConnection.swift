import Foundation
import Runs
public import Storage
import Synchronization
import VAE

/// A model that runs in another program, asked by messages over its standard input and output: each a length of 8 bytes
/// and a safetensors file. The first failure is the answer to all that follows.
public final class RemoteConnection: Sendable {
    /// What the other side said of itself.
    struct Greeting: Sendable, Equatable {
        let latentDim: Int
        /// [channels, rows, columns].
        let imageShape: [Int]
        let likelihood: String, name: String
        let differentiates: Bool
        /// What its likelihood learned; `nil` where it does not say.
        let likelihoodParameters: [Float]?
    }

    private struct State {
        let process: RemoteProcess
        var count = 0
        /// The step that the other side was last greeted with.
        var step: Int?
        var greeting: Greeting?
        var failure: FileError?
    }

    private let command: String
    private let timeout: Double
    private let state: Mutex<State>

    /// Images or codes in a message at the most.
    static let batch = 256

    /// Starts a command.
    ///
    /// - Parameter timeout: seconds in which it must answer each message.
    /// - Throws: `FileError` of kind `unavailable`.
    public init(command: String, timeout: Double) throws(FileError) {
        self.command = command
        self.timeout = timeout
        state = Mutex(State(process: try RemoteProcess(command)))
    }

    /// What ended the connection; `nil` while it is whole.
    public var failure: FileError? { state.withLock { $0.failure } }

    /// Says goodbye.
    public func close() {
        state.withLock { state in
            if state.failure == nil {
                _ = try? Self.exchange("bye", [:], [], state: &state, command, timeout, largest: 1 << 20)
            }
            state.process.closeInput()
        }
    }

    /// Greets the other side at a step, unless it stands there.
    ///
    /// - Throws: `FileError`; ``Refusal`` where it has no such step.
    func greeting(atStep step: Int) throws -> Greeting {
        try state.withLock { try Self.greet(&$0, step, command, timeout) }
    }

    private static func greet(
        _ state: inout State, _ step: Int, _ command: String, _ timeout: Double
    ) throws -> Greeting {
        if state.step == step, state.failure == nil, let greeting = state.greeting { return greeting }
        let answer = try exchange(
            "hello", ["step": "\(step)"], [], state: &state, command, timeout, largest: 1 << 20)
        let data = answer.metadata
        func fail(_ reason: String) -> FileError {
            let error = FileError(.damaged, at: command, "the model's hello has \(reason)")
            state.failure = error
            return error
        }
        guard let dimensions = data["latent_dim"].flatMap({ Int($0) }), (1...1 << 20).contains(dimensions)
        else { throw fail("no latent_dim") }
        let shape = data["image_shape"].flatMap {
            try? JSONDecoder().decode([Int].self, from: Data($0.utf8))
        }
        guard let shape, shape.count == 3, shape.allSatisfy({ (1...512).contains($0) }) else {
            throw fail("no image_shape [channels, rows, columns]")
        }
        let learned = data["likelihood_parameters"].flatMap {
            try? JSONDecoder().decode([Float].self, from: Data($0.utf8))
        }
        let greeting = Greeting(
            latentDim: dimensions, imageShape: shape, likelihood: data["likelihood"] ?? "",
            name: data["name"] ?? "", differentiates: data["differentiates"] == "true",
            likelihoodParameters: learned)
        state.greeting = greeting
        state.step = step
        return greeting
    }

    /// Asks the model of a step.
    ///
    /// - Parameter largest: the bytes of numbers that the answer may have.
    /// - Throws: `FileError` of kind `unavailable` where the other side is gone, `damaged` where it answers nonsense;
    ///   ``Refusal`` where it says that it cannot.
    func ask(
        _ request: String, atStep step: Int, _ tensors: [(name: String, tensor: TypedTensor)], largest: Int
    ) throws -> TypedSafetensors {
        try state.withLock { state in
            _ = try Self.greet(&state, step, command, timeout)
            return try Self.exchange(
                request, [:], tensors, state: &state, command, timeout, largest: largest)
        }
    }

    private static func exchange(
        _ request: String, _ metadata: [String: String],
        _ tensors: [(name: String, tensor: TypedTensor)], state: inout State, _ command: String,
        _ timeout: Double, largest: Int
    ) throws -> TypedSafetensors {
        if let failure = state.failure { throw failure }
        state.count += 1
        let own = ["protocol": "1", "request": request, "id": "\(state.count)"]
        let message = try TypedSafetensors(
            tensors: tensors, metadata: metadata.merging(own) { _, new in new }
        ).encoded()
        do throws(FileError) {
            let deadline = Date(timeIntervalSinceNow: timeout)
            let size = withUnsafeBytes(of: UInt64(message.count).littleEndian, Array.init)
            try state.process.write(size + message, before: deadline)
            let answer = try read(from: state.process, before: deadline, command, largest: largest)
            guard answer.metadata["id"] == "\(state.count)" else {
                throw FileError(
                    .damaged, at: command, "the model's answer to \(request) is of another message")
            }
            if let refusal = answer.metadata["error"] { throw FileError(.missing, at: command, refusal) }
            guard answer.metadata["answer"] == request else {
                throw FileError(.damaged, at: command, "the model's answer is not one to \(request)")
            }
            return answer
        } catch {
            if error.kind == .missing {
                throw Refusal(command: command, request: request, reason: error.reason)
            }
            state.failure = error
            state.process.end()
            throw error
        }
    }

    private static func read(
        from process: RemoteProcess, before deadline: Date, _ command: String, largest: Int
    ) throws(FileError) -> TypedSafetensors {
        let length = try process.read(8, before: deadline).reversed().reduce(UInt64(0)) {
            $0 << 8 | UInt64($1)
        }
        // The header beside the numbers.
        guard length >= 8, length <= UInt64(largest) + 1 << 20 else {
            throw FileError(
                .damaged, at: command,
                "the model answers with \(length) bytes, which is no message; it must print nothing else")
        }
        return try TypedSafetensors(
            try process.read(Int(length), before: deadline), at: command, types: ["F32"])
    }

    /// The error of an answer that does not fit, which ends the connection.
    func fail(_ reason: String) -> FileError {
        state.withLock { state in
            let error = state.failure ?? FileError(.damaged, at: command, reason)
            state.failure = error
            state.process.end()
            return error
        }
    }
}

/// What the other side says that it cannot do.
public struct Refusal: Error, CustomStringConvertible, Equatable {
    let command: String, request: String, reason: String

    public var description: String {
        let line = reason.split(whereSeparator: \.isNewline).first.map(String.init) ?? "no reason given"
        return "\(command): the model cannot \(request): \(String(line.prefix(300)))"
    }
}
