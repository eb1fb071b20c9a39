// What the page's markup holds for its scripts: elements by their ids, and by what else finds them.

export {};

declare global {
  /** Elements that are there wherever a script asks for them, and those that may be missing. */
  interface PageElements {
    "animation-training": HTMLElement;
    "chart": HTMLElement | null;
    "code": HTMLElement;
    "code-state": HTMLElement;
    "codes": HTMLButtonElement;
    "decoded": HTMLCanvasElement;
    "dimensions": HTMLElement | null;
    "draw-output": HTMLCanvasElement;
    "draw-prior": HTMLButtonElement;
    "draw-samples": HTMLElement;
    "draw-terms": HTMLElement;
    "drawing-lines": HTMLElement | null;
    "edit-amount": HTMLElement;
    "edit-from": HTMLSelectElement;
    "edit-input": HTMLCanvasElement;
    "edit-output": HTMLCanvasElement;
    "edit-strip": HTMLElement;
    "edit-t": HTMLInputElement;
    "edit-to": HTMLSelectElement;
    "explore": HTMLElement;
    "explorer": HTMLElement;
    "explorer-data": HTMLElement | null;
    "explorer-problem": HTMLElement;
    "lab": HTMLElement;
    "lab-beta": HTMLInputElement;
    "lab-beta-value": HTMLElement;
    "lab-body": HTMLElement;
    "lab-bound": HTMLElement;
    "lab-codes": HTMLCanvasElement;
    "lab-curve": HTMLElement;
    "lab-facts": HTMLElement;
    "lab-key": HTMLElement;
    "lab-noise": HTMLInputElement;
    "lab-plane": HTMLCanvasElement;
    "lab-problem": HTMLElement;
    "lab-rate": HTMLSelectElement;
    "lab-readout": HTMLElement;
    "lab-reset": HTMLButtonElement;
    "lab-run": HTMLButtonElement;
    "lab-seed": HTMLInputElement;
    "lab-status": HTMLElement;
    "lab-step": HTMLButtonElement;
    "lab-terms": HTMLElement;
    "lab-unit": HTMLElement;
    "latent-plane": HTMLCanvasElement;
    "layer": HTMLSelectElement;
    "layer-key": HTMLElement;
    "legend": HTMLElement;
    "look-hint": HTMLElement;
    "look-input": HTMLCanvasElement;
    "look-output": HTMLCanvasElement;
    "look-terms": HTMLElement;
    "look-title": HTMLElement;
    "metrics-data": HTMLElement | null;
    "moment": HTMLInputElement;
    "moment-marks": HTMLDataListElement;
    "moment-name": HTMLElement;
    "moment-play": HTMLButtonElement;
    "moments-data": HTMLElement | null;
    "pad": HTMLCanvasElement;
    "pad-clear": HTMLButtonElement;
    "pad-colour": HTMLInputElement | null;
    "pad-colours": HTMLElement | null;
    "pad-example": HTMLButtonElement;
    "pad-file": HTMLInputElement;
    "pad-fill": HTMLButtonElement | null;
    "panel-draw": HTMLElement;
    "path-at": HTMLInputElement;
    "path-curve": HTMLElement;
    "path-curve-length": HTMLElement;
    "path-from": HTMLSelectElement;
    "path-line": HTMLElement;
    "path-line-length": HTMLElement;
    "path-play": HTMLButtonElement;
    "path-to": HTMLSelectElement;
    "path-which": HTMLSelectElement;
    "plane-status": HTMLElement;
    "recorded-choice": HTMLElement | null;
    "recorded-code": HTMLElement;
    "recorded-codes": HTMLButtonElement;
    "recorded-data": HTMLElement | null;
    "recorded-decoded": HTMLCanvasElement;
    "recorded-now": HTMLElement;
    "recorded-options": HTMLElement;
    "recorded-plane": HTMLCanvasElement;
    "recorded-status": HTMLElement;
    "recorded-which": HTMLSelectElement | null;
    "recorded-words": HTMLElement;
    "story": HTMLElement | null;
    "story-body": HTMLElement;
    "story-curve": SVGSVGElement;
    "story-draw": HTMLButtonElement;
    "story-images": HTMLElement;
    "story-input": HTMLCanvasElement;
    "story-moment": HTMLSelectElement;
    "story-plane": HTMLCanvasElement;
    "story-problem": HTMLElement;
    "story-reset": HTMLButtonElement;
    "story-sample": HTMLCanvasElement;
    "story-start": HTMLSelectElement;
    "story-status": HTMLElement;
    "story-step": HTMLButtonElement;
    "story-steps": HTMLButtonElement;
    "story-terms": HTMLElement;
  }

  /** Elements within others. */
  interface PageParts {
    ".back": HTMLElement;
    ".chart-scale": HTMLElement;
    ".codes canvas": HTMLCanvasElement;
    ".command code": HTMLElement | null;
    ".copy": HTMLElement | null;
    ".decoded canvas": HTMLCanvasElement;
    ".figure-head": HTMLElement;
    ".forth": HTMLElement;
    ".frame-labels": HTMLElement | null;
    ".frames": HTMLImageElement;
    ".lightbox": HTMLDialogElement;
    ".lightbox-title": HTMLElement;
    ".line": SVGElement;
    ".moments": HTMLElement | null;
    ".now": HTMLElement;
    ".own": SVGElement;
    ".paper": HTMLElement;
    ".play": HTMLElement;
    ".plot": HTMLElement;
    ".readout": HTMLElement;
    ".stage": HTMLElement;
    ".stage img": HTMLImageElement | null;
    ".still": HTMLImageElement | null;
    ".theme": HTMLElement;
    ".theme-name": HTMLElement;
    ":scope > details": HTMLDetailsElement | null;
    circle: SVGCircleElement;
    figcaption: HTMLElement;
    h4: HTMLElement;
    i: HTMLElement;
    img: HTMLImageElement;
    input: HTMLInputElement;
    output: HTMLElement;
  }

  /** Elements of which there may be any number. */
  interface PageLists {
    "#legend button[data-label]": HTMLElement;
    ".contents a": HTMLAnchorElement;
    ".frames img": HTMLImageElement;
    ".plot[data-end]": HTMLElement;
    ".save": HTMLButtonElement;
    ".slide": HTMLElement;
    ".without": HTMLElement;
    "[data-range]": HTMLElement;
    "[data-zoom]": HTMLElement;
    "[role=tab]": HTMLElement;
    "article[data-run]": HTMLElement;
    "details:not([open])": HTMLDetailsElement;
    figure: HTMLElement;
    "figure.animation": HTMLElement;
    "figure[data-drawing]": HTMLElement;
    "figure[data-ends]": HTMLElement;
  }

  interface Document {
    getElementById<Id extends keyof PageElements>(id: Id): PageElements[Id];
    querySelector<Part extends keyof PageParts>(part: Part): PageParts[Part];
    querySelectorAll<Part extends keyof PageLists>(parts: Part): NodeListOf<PageLists[Part]>;
  }

  interface Element {
    textContent: string;
    setAttribute(name: string, value: number | boolean): void;
    querySelector<Part extends keyof PageParts>(part: Part): PageParts[Part];
    querySelectorAll<Part extends keyof PageLists>(parts: Part): NodeListOf<PageLists[Part]>;
  }

  type Canvas2D = CanvasRenderingContext2D;

  // What the browsers have and the compiler's libraries do not know yet.

  interface CanvasPath {
    roundRect(x: number, y: number, width: number, height: number, radius: number): void;
  }
  class DecompressionStream {
    constructor(format: "gzip");
    readonly readable: ReadableStream<Uint8Array>;
    readonly writable: WritableStream<Uint8Array>;
  }
  interface Array<T> {
    findLastIndex(is: (value: T, index: number) => unknown): number;
    // As with an index: who asks knows that there are as many.
    at(index: -1): T;
    at(index: -2): T;
  }

  interface HTMLElement {
    /** A player's film, for the tests. */
    frames?: Frames;
  }

  /** What the markup says of elements that have it. */
  interface DOMStringMap {
    end: string;
    ends: string;
    file: string;
    held: string;
    name: string;
    zoom: string;
  }

  interface DocumentEventMap {
    /** A film was moved by hand. */
    moment: CustomEvent<{ index: number; labels: string[] }>;
  }
}
