extension FeatureTable {
    /// The kinds of features of handwritten digits.
    ///
    /// A digit belongs to the first rule that fits. Measured on MNIST's test images, four in five 0s are closed
    /// loops, nine in ten 5s have several open loops, three in four 4s and 7s are angular: see the tests.
    public static let digits = FeatureTable(
        kinds: [
            "closed loop", "loop joined to a line", "several open or closed loops", "angular",
            "plain vertical line", "slanted, partly open",
        ],
        rules: [
            // A long stroke as thick as the whole shape is a line.
            Rule(
                "plain vertical line",
                [
                    .straightness: .atLeast(0.6), .elongation: .atLeast(0.5), .loops: .exactly(0),
                    .slant: .within(-15, 15),
                ]),
            Rule(
                "slanted, partly open",
                [.straightness: .atLeast(0.6), .elongation: .atLeast(0.5), .loops: .exactly(0)]),

            // What ink encloses: an 8 twice, a 0 over most of its length, a 6 or a 9 over a part of it.
            Rule("several open or closed loops", [.loops: .atLeast(2)]),
            Rule("closed loop", [.loops: .exactly(1), .loopLength: .atLeast(0.45)]),
            Rule(
                "closed loop",
                [
                    .loops: .exactly(1), .loopLength: .atLeast(0.3), .loopHeight: .within(0.38, 0.62),
                    .bays: .atMost(1),
                ]),
            Rule("several open or closed loops", [.loops: .exactly(1), .bays: .atLeast(2)]),
            Rule("loop joined to a line", [.loops: .exactly(1)]),

            // An open 4: a gap above, and no more than a stem below.
            Rule("angular", [.baysTop: .exactly(1), .baysRight: .exactly(0), .widthBottom: .atMost(0.4)]),
            // A 2, a 3 or a 5.
            Rule("several open or closed loops", [.bays: .atLeast(2)]),
            Rule("angular", [.baysTop: .exactly(1), .widthBottom: .atMost(0.4)]),
            // A 7: straight edges, and nothing that opens to the right or above.
            Rule(
                "angular",
                [
                    .straightness: .atMost(0.6), .baysTop: .exactly(0), .baysRight: .exactly(0),
                    .straightOutline: .atLeast(0.25),
                ]),
            // Any other stroke. What is as thick as it is long, as before much is learned, has no name.
            Rule("slanted, partly open", [.straightness: .atMost(0.6)]),
        ])

    /// The kinds of features of clothes, shoes and bags seen from the front or the side.
    public static let clothing = FeatureTable(
        kinds: [
            "two legs", "sleeves at the sides", "wide above, narrower below", "narrow column",
            "flat, on a sole", "high at one end", "handle or opening", "filled block", "broken outline",
        ],
        rules: [
            // Shoes are wider than they are high; a boot's shaft stands at one end.
            Rule("flat, on a sole", [.aspect: .atLeast(1.6), .rise: .atMost(0.6)]),
            Rule("high at one end", [.aspect: .atLeast(0.95), .rise: .atLeast(0.3)]),

            Rule("two legs", [.aspect: .atMost(0.6), .baysBottom: .exactly(1), .gapBelow: .atLeast(0.35)]),
            Rule("narrow column", [.aspect: .atMost(0.6)]),

            // Bags: a hole, or a deep gap above, in something wide.
            Rule(
                "handle or opening",
                [.aspect: .atLeast(0.6), .loopArea: .atLeast(0.02), .loopHeight: .atMost(0.45)]),
            Rule(
                "handle or opening",
                [.aspect: .atLeast(0.8), .baysTop: .exactly(1), .gapAbove: .atLeast(0.2)]),

            // Shirts: sleeves hang apart from the body, or end above its hem.
            Rule("sleeves at the sides", [.baysBottom: .within(1, 3), .gapBelow: .atLeast(0.12)]),
            Rule("wide above, narrower below", [.aspect: .atMost(1.1), .taper: .atLeast(0.06)]),

            Rule("filled block", [.fill: .atLeast(0.55)]),
            Rule("broken outline"),
        ])

    /// The kinds of features of any shapes, for data that nothing is known of.
    public static let anyShapes = FeatureTable(
        kinds: [
            "upright line", "slanted or level line", "one hole", "several holes", "one open bay",
            "several open bays", "several pieces", "compact shape",
        ],
        rules: [
            Rule("several pieces", [.pieces: .atLeast(2)]),
            Rule("several holes", [.loops: .atLeast(2)]),
            Rule("one hole", [.loops: .exactly(1)]),
            Rule(
                "upright line",
                [.elongation: .atLeast(0.6), .straightness: .atLeast(0.6), .slant: .within(-15, 15)]),
            Rule("slanted or level line", [.elongation: .atLeast(0.6), .straightness: .atLeast(0.6)]),
            Rule("several open bays", [.bays: .atLeast(2)]),
            Rule("one open bay", [.bays: .exactly(1)]),
            Rule("compact shape"),
        ])
}
