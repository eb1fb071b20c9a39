// swift-tools-version: 6.1

import PackageDescription

let package = Package(
    name: "gif-benchmark",
    platforms: [.macOS(.v15)],
    dependencies: [.package(name: "vae-viz", path: "../../..")],
    targets: [
        .executableTarget(
            name: "gif-encode",
            dependencies: [.product(name: "vae-viz-animation", package: "vae-viz")],
            swiftSettings: [.swiftLanguageMode(.v6)])
    ]
)
