/// Checks of a page by the rules of WCAG 2.2 that a program can check.
///
/// Each has its counterpart in axe-core: names of controls, images, fields and frames; one main landmark and one first
/// heading; headings in order; unique ids and landmarks; references that lead somewhere; contrast of text; targets of
/// 24 pixels.
enum AccessibilityRules {
    /// Script that returns what is wrong, in words.
    static let script = """
        const problems = [], all = selector => [...document.querySelectorAll(selector)];
        const shown = element => element.checkVisibility({ visibilityProperty: true }) && element.getClientRects().length > 0;
        const say = (rule, element) => problems.push(rule + ": " + (element.id ? "#" + element.id : element.outerHTML.slice(0, 90)));
        const named = element => {
          const by = element.getAttribute("aria-labelledby");
          const text = by ? by.split(" ").map(id => document.getElementById(id)?.textContent ?? "").join(" ")
            : element.getAttribute("aria-label") || [...(element.labels ?? [])].map(label => label.textContent).join(" ") || element.textContent;
          return text.trim() !== "";
        };
        for (const element of all("button, a[href], summary, input, select, [role=tab], [role=img], [role=application], nav, dialog").filter(shown)) {
          if (!named(element)) say("no name", element);
        }
        for (const image of all("img")) if (!image.alt) say("no alternative text", image);
        const ids = all("[id]").map(element => element.id);
        for (const id of ids) if (ids.indexOf(id) !== ids.lastIndexOf(id)) problems.push("id twice: " + id);
        for (const attribute of ["aria-labelledby", "aria-describedby", "aria-controls", "for"]) {
          for (const element of all("[" + attribute + "]")) {
            for (const id of element.getAttribute(attribute).split(" ")) if (!document.getElementById(id)) say(attribute + " leads nowhere", element);
          }
        }
        if (all("main").length !== 1) problems.push("not one main landmark");
        if (all("h1").length !== 1) problems.push("not one first heading");
        const landmarks = all("nav, main, section[aria-labelledby], [role=region]").map(landmark => {
          const by = landmark.getAttribute("aria-labelledby");
          return landmark.getAttribute("aria-label") ?? document.getElementById(by)?.textContent ?? landmark.tagName;
        });
        for (const name of landmarks) if (landmarks.indexOf(name) !== landmarks.lastIndexOf(name)) problems.push("landmark twice: " + name);
        let level = 0;
        for (const heading of all("h1, h2, h3, h4").filter(shown)) {
          const next = Number(heading.tagName[1]);
          if (next > level + 1) say("heading skips a level", heading);
          level = next;
        }
        for (const list of all("[role=tablist]")) {
          if ([...list.querySelectorAll("[role=tab]")].filter(tab => tab.tabIndex === 0 && tab.getAttribute("aria-selected") === "true").length !== 1) say("not one chosen tab", list);
        }
        for (const element of all("button, select, summary, input:not([type=range])").filter(shown)) {
          const box = element.getBoundingClientRect();
          if (box.width < 24 || box.height < 24) say("target below 24 pixels", element);
        }
        const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
        const channels = colour => {
          canvas.clearRect(0, 0, 1, 1);
          canvas.fillStyle = colour;
          canvas.fillRect(0, 0, 1, 1);
          const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data;
          return [r, g, b, a / 255];
        };
        const luminance = ([r, g, b]) => [r, g, b].map(value => value / 255)
          .map(value => value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4)
          .reduce((sum, value, i) => sum + value * [0.2126, 0.7152, 0.0722][i], 0);
        const over = (top, below) => below.map((value, i) => top[i] * top[3] + value * (1 - top[3]));
        const ground = element => {
          const layers = [];
          for (let at = element; at; at = at.parentElement) layers.unshift(channels(getComputedStyle(at).backgroundColor));
          return layers.reduce((below, layer) => over(layer, below), [255, 255, 255]);
        };
        for (const element of all("body *").filter(shown)) {
          if (![...element.childNodes].some(node => node.nodeType === 3 && node.textContent.trim()) || element.closest("svg, noscript, script")) continue;
          const style = getComputedStyle(element), size = parseFloat(style.fontSize), isLarge = size >= 24 || size >= 18.66 && style.fontWeight >= 700;
          if (element.disabled || element.clientWidth < 2) continue;
          const back = ground(element), front = over(channels(style.color), back);
          const [light, dark] = [luminance(front), luminance(back)].sort((a, b) => b - a), contrast = (light + 0.05) / (dark + 0.05);
          if (contrast < (isLarge ? 3 : 4.5)) say("contrast of " + contrast.toFixed(2), element);
        }
        return problems;
        """
}
