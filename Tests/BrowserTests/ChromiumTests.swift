import Testing

/// Everything that is tried in Chromium, one test after another: each has a browser of its own.
@Suite(.serialized, .enabled(if: Browsers.hasChromium, Browsers.chromiumAbsence))
enum ChromiumTests {}
