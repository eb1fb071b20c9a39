// swift-tools-version: 6.1

import PackageDescription

// The driver of libFuzzer around the readers in Targets/, which the tests of the main package replay too.
let package = Package(
    name: "vae-viz-fuzzing",
    platforms: [.macOS(.v15)],
    dependencies: [.package(name: "vae-viz", path: "../..")],
    targets: [
        .executableTarget(
            name: "fuzz",
            dependencies: [.product(name: "vae-viz-readers", package: "vae-viz")],
            path: ".", exclude: ["Found", "Replay", "run"], sources: ["Targets", "Driver"],
            swiftSettings: [
                .swiftLanguageMode(.v6),
                .enableUpcomingFeature("ExistentialAny"),
                .enableUpcomingFeature("InternalImportsByDefault"),
                .enableUpcomingFeature("MemberImportVisibility"),
            ], linkerSettings: [.linkedLibrary("stdc++")])
    ]
)
