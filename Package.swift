// swift-tools-version: 6.1

import PackageDescription

/// The settings of every Swift target.
let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

/// A library module of this package, in `Sources/NAME`.
func module(
    _ name: String, _ dependencies: [Target.Dependency] = [], resources: [Resource]? = nil
) -> Target {
    .target(name: name, dependencies: dependencies, resources: resources, swiftSettings: settings)
}

/// The tests of one module, in `Tests/NAMETests`.
func tests(of name: String, _ dependencies: [Target.Dependency] = [], exclude: [String] = []) -> Target {
    .testTarget(
        name: "\(name)Tests", dependencies: [.byName(name: name)] + dependencies, exclude: exclude,
        swiftSettings: settings)
}

let package = Package(
    name: "vae-viz",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "vae-viz", targets: ["vae-viz"]),
        // For the packages in Benchmarks/.
        .library(
            name: "vae-viz-modules",
            targets: ["Datasets", "Likelihoods", "VAE", "Drawing", "Figures", "Animation"]),
        .library(name: "vae-viz-animation", targets: ["Drawing", "Animation"]),
        // For the package in Tests/Fuzzing.
        .library(
            name: "vae-viz-readers",
            targets: [
                "Randomness", "Storage", "Pictures", "Datasets", "VAE", "PictureInput", "Runs", "Reporting",
            ]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.5.0"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.0"),
    ],
    targets: [
        // The C libraries, each imported by exactly one Swift module, but for CGIF: Pictures reads by it, and Animation
        // writes. CCairo is Cairo with Pango.
        .systemLibrary(
            name: "CCairo", pkgConfig: "pangocairo",
            providers: [.apt(["libcairo2-dev", "libpango1.0-dev"]), .brew(["cairo", "pango"])]),
        .systemLibrary(
            name: "CPNG", pkgConfig: "libpng", providers: [.apt(["libpng-dev"]), .brew(["libpng"])]),
        .systemLibrary(
            name: "CTurboJPEG", pkgConfig: "libturbojpeg",
            providers: [.apt(["libturbojpeg0-dev"]), .brew(["jpeg-turbo"])]),
        .systemLibrary(
            name: "CWebP", pkgConfig: "libwebpdemux",
            providers: [.apt(["libwebp-dev"]), .brew(["webp"])]),
        .systemLibrary(
            name: "CGIF", pkgConfig: "libgif", providers: [.apt(["libgif-dev"]), .brew(["giflib"])]),
        .systemLibrary(
            name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]),
        .systemLibrary(
            name: "CDeflate", pkgConfig: "libdeflate",
            providers: [.apt(["libdeflate-dev"]), .brew(["libdeflate"])]),
        .systemLibrary(
            name: "CNettle", pkgConfig: "nettle", providers: [.apt(["nettle-dev"]), .brew(["nettle"])]),
        .systemLibrary(name: "CMalloc"),
        .target(name: "COneDNN", linkerSettings: [.linkedLibrary("dnnl")]),
        // Loops in the processor's newest vector instructions, which Swift may not assume.
        .target(name: "CKernels"),
        // What a sanitizer needs in every program; empty in all other builds.
        .target(name: "CSanitizers"),

        // One way: data sets, model and trainer, latent space, drawing, figures, animation, reporting.
        module("Randomness"),
        module("Storage", ["CZlib", "CDeflate", "CNettle", "CSanitizers"]),
        module("Pictures", ["CPNG", "CTurboJPEG", "CWebP", "CGIF"]),
        module("Datasets", ["Randomness", "Storage", "Pictures", "CKernels"]),
        module("Likelihoods"),
        module("VAE", ["Randomness", "Datasets", "Likelihoods", "COneDNN", "CKernels"]),
        module("LatentSpace", ["Storage", "Likelihoods"]),
        module("PictureInput", ["Pictures"]),
        module("CurveLesson", ["Randomness"]),
        module("Drawing", ["Storage", "CCairo"]),
        module("Figures", ["LatentSpace", "CurveLesson", "Drawing"]),
        module("Animation", ["Storage", "Drawing", "CGIF"]),
        module("Runs", ["Randomness", "Storage", "Datasets", "Likelihoods", "VAE"]),
        // The page's texts are put into the program as it is built.
        .executableTarget(name: "embed-texts", swiftSettings: settings),
        .plugin(
            name: "EmbedTexts", capability: .buildTool(), dependencies: ["embed-texts"],
            path: "Sources/EmbedTexts"),
        .target(
            name: "Templates", path: "Templates", exclude: ["page"], swiftSettings: settings,
            plugins: ["EmbedTexts"]),
        module(
            "Reporting",
            [
                "Storage", "Randomness", "Pictures", "Datasets", "Likelihoods", "VAE", "LatentSpace",
                "PictureInput", "CurveLesson",
                "Drawing", "Figures",
                "Animation", "Runs", "Templates",
                .product(name: "Mustache", package: "swift-mustache"),
            ], resources: [.embedInCode("Judgement/references.json")]),
        .executableTarget(
            name: "vae-viz",
            dependencies: [
                "Storage", "Pictures", "Datasets", "Likelihoods", "VAE", "Drawing", "Figures", "Animation",
                "Runs", "Reporting",
                "CMalloc",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ], resources: [.embedInCode("VERSION")],
            swiftSettings: settings),

        .target(
            name: "TestSupport", dependencies: ["Datasets", "Pictures", "PictureInput", "Randomness"],
            path: "Tests/TestSupport", swiftSettings: settings),
        tests(of: "Randomness"),
        tests(of: "Storage", ["TestSupport"]),
        tests(of: "Pictures", ["TestSupport"]),
        tests(
            of: "Datasets",
            ["Likelihoods", "Storage", "Randomness", "Pictures", "TestSupport"]),
        tests(of: "Likelihoods"),
        tests(
            of: "VAE", ["Likelihoods", "Datasets", "Randomness", "Runs", "Storage", "TestSupport"],
            exclude: ["Goldens"]),
        tests(
            of: "LatentSpace", ["Likelihoods", "Randomness", "Datasets", "TestSupport"], exclude: ["Goldens"]),
        tests(of: "PictureInput", ["Pictures", "Datasets", "Randomness", "TestSupport"]),
        tests(of: "CurveLesson", ["Randomness"]),
        tests(of: "Drawing"),
        tests(
            of: "Figures", ["Storage", "Drawing", "LatentSpace", "CurveLesson", "Randomness"],
            exclude: ["Goldens"]),
        tests(of: "Animation", ["Drawing", "Storage"]),
        tests(
            of: "Reporting",
            [
                "Templates", "Storage", "Randomness", "Datasets", "Likelihoods", "VAE", "Runs", "LatentSpace",
                "Figures", "Drawing", "Pictures", "PictureInput", "TestSupport",
            ], exclude: ["Scripts"]),
        .testTarget(
            name: "CommandTests",
            dependencies: [
                "vae-viz", "Datasets", "Likelihoods", "Randomness", "Runs", "Storage", "VAE", "TestSupport",
            ], exclude: ["Models"],
            swiftSettings: settings),
        .testTarget(
            name: "FuzzingTests",
            dependencies: [
                "Randomness", "Storage", "Pictures", "Datasets", "VAE", "PictureInput", "Runs", "Reporting",
            ],
            path: "Tests/Fuzzing", exclude: ["Driver", "Found", "Package.swift", "run"],
            sources: ["Targets", "Replay"], swiftSettings: settings),
        .testTarget(
            name: "BrowserTests",
            dependencies: [
                "Reporting", "Runs", "Likelihoods", "VAE", "Datasets", "Randomness", "Pictures",
                "PictureInput", "TestSupport",
            ],
            swiftSettings: settings),
        tests(of: "Runs", ["Storage", "Datasets", "VAE", "Randomness", "TestSupport"]),
    ]
)
