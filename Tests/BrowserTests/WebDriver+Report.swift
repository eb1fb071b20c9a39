extension WebDriver {
    /// A browser with a report in which the explorer answers.
    static func opening(_ address: String, _ arguments: [String] = []) async throws -> WebDriver {
        let browser = try await WebDriver(arguments)
        try await browser.open(address)
        try await browser.waitForExplorer()
        return browser
    }

    /// Waits until the explorer answers.
    func waitForExplorer() async throws {
        try await wait("document.getElementById('explorer')?.dataset.ready")
    }

    /// Does what the script says and gives nothing.
    func perform(_ script: String, _ arguments: [String] = []) async throws {
        let _: Bool = try await run(script + "\nreturn true;", arguments)
    }

    /// Where a point of the plane is in the window.
    func place(_ x: Double, _ y: Double) async throws -> (x: Double, y: Double) {
        let place: [Double] = try await run(
            """
            const box = explorer.view.canvas.getBoundingClientRect();
            return [box.left + explorer.view.px(\(x)), box.top + explorer.view.py(\(y))];
            """)
        return (place[0], place[1])
    }

    /// Brings an element into sight.
    func show(_ element: String) async throws {
        try await perform(
            "document.getElementById('\(element)').scrollIntoView({ behavior: 'instant', block: 'center' });")
    }

    /// The middle of an element in the window.
    func middle(of element: String) async throws -> (x: Double, y: Double) {
        let place: [Double] = try await run(
            """
            const box = document.getElementById('\(element)').getBoundingClientRect();
            return [box.left + box.width / 2, box.top + box.height / 2];
            """)
        return (place[0], place[1])
    }
}
