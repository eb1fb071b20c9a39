import Testing

@testable import Reporting

@Suite struct ScriptModuleTests {
    @Test func aModuleIsAScopeOfItsOwn() {
        let module = """
            // Areas.
            import { side } from "./sides.js";

            const half = 0.5;

            /** The area of a triangle. */
            /** @type {(base: number) => number} */
            export async function area(base) { return half * base * side; }

            export class Shape {
              /** @param {number} base */
              constructor(base) { this.base = /** @type {number} */ (base); }
            }
            """
        #expect(
            ScriptModule(module).script == """
                const { area, Shape } = (() => {
                // Areas.

                const half = 0.5;

                /** The area of a triangle. */
                async function area(base) { return half * base * side; }

                class Shape {
                  constructor(base) { this.base = /** @type {number} */ (base); }
                }
                return { area, Shape };
                })();
                """)
        #expect(ScriptModule("import { a } from \"./a.js\";\na();").script == "(() => {\na();\n})();")
    }

    @Test func anotherTextStaysAsItIs() {
        let text = "/** @type {number} */\nconst important = 1; // export nothing"
        #expect(ScriptModule(text).script == text)
    }

    /// No module of the page is left outside, and no two share a name.
    @Test func allScriptsOfThePageAreModules() {
        let lines = TemplateSet.builtIn.script.split(separator: "\n")
        #expect(!lines.contains { $0.hasPrefix("import ") || $0.hasPrefix("export ") })
        #expect(lines.filter { $0.hasSuffix(" } = (() => {") || $0 == "(() => {" }.count > 40)
        let names = lines.filter { $0.hasPrefix("const { ") && $0.hasSuffix(" } = (() => {") }.flatMap {
            $0.dropFirst("const { ".count).prefix { $0 != "}" }.split(whereSeparator: { ", ".contains($0) })
        }
        #expect(names.count > 90 && Set(names).count == names.count)
    }
}
