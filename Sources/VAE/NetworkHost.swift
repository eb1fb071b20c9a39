import Synchronization

/// One network that computes for the models of many steps, for one of them at a time, on all its threads.
public final class NetworkHost: Sendable {
    /// Tells models apart. The host keeps that of its guest, so that no later model can be taken for it, as it could by
    /// an address alone.
    final class Identity: Sendable {}

    private struct Guest {
        let network: Network
        var model: Identity
    }

    private let architecture: Architecture, threads: Int
    private let guest = Mutex<Guest?>(nil)

    /// Prepares a host; its network is made when it is first asked.
    public init(architecture: Architecture, threads: Int) {
        self.architecture = architecture
        self.threads = threads
    }

    /// What `question` gets from the network with the parameters of a model.
    ///
    /// - Throws: what `parameters` and `question` throw; `VAEError` where they are another architecture's.
    func run<Answer: Sendable>(
        for model: Identity, _ parameters: () throws -> Parameters,
        _ question: (Network) throws -> Answer
    ) throws -> Answer {
        try guest.withLock { guest in
            if guest?.model !== model {
                if let network = guest?.network {
                    try network.load(try parameters())
                    guest?.model = model
                } else {
                    let network = try Network(
                        architecture: architecture, parameters: try parameters(), threads: threads)
                    guest = Guest(network: network, model: model)
                }
            }
            guard let network = guest?.network else { throw VAEError.unusableParameters("there are none") }
            return try question(network)
        }
    }
}
