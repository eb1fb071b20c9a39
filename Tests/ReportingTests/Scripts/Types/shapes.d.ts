// Names for the scripts' own values: their classes, and plain objects that go from one file to another.

declare global {
  type Address = import("../../../../Templates/page/address.js").Address;
  type Controls = import("../../../../Templates/page/controls.js").Controls;
  type DimensionTool = import("../../../../Templates/page/dimensions.js").DimensionTool;
  type DrawTool = import("../../../../Templates/page/draw.js").DrawTool;
  type EditTool = import("../../../../Templates/page/edit.js").EditTool;
  type Explorer = import("../../../../Templates/page/explorer.js").Explorer;
  type Film = import("../../../../Templates/page/film.js").Film;
  type GreyField = import("../../../../Templates/page/grey-field.js").GreyField;
  type Heap = import("../../../../Templates/page/kernel.js").Heap;
  type Lab = import("../../../../Templates/page/lab.js").Lab;
  type LabTrainer = import("../../../../Templates/page/lab-trainer.js").LabTrainer;
  type Layer = import("../../../../Templates/page/layers.js").Layer;
  type LearnedParameters = import("../../../../Templates/page/lab-layers.js").LearnedParameters;
  type LearningDense = import("../../../../Templates/page/lab-layers.js").LearningDense;
  type LookTool = import("../../../../Templates/page/inspect.js").LookTool;
  type MetricField = import("../../../../Templates/page/metric-field.js").MetricField;
  type Model = import("../../../../Templates/page/model.js").Model;
  type Network = import("../../../../Templates/page/network.js").Network;
  type Pad = import("../../../../Templates/page/pad.js").Pad;
  type PathTool = import("../../../../Templates/page/paths.js").PathTool;
  type PlaneView = import("../../../../Templates/page/plane.js").PlaneView;
  type PosteriorDescent = import("../../../../Templates/page/descent.js").PosteriorDescent;
  type Story = import("../../../../Templates/page/story.js").Story;
  type Timeline = import("../../../../Templates/page/timeline.js").Timeline;

  interface Window {
    explorer?: Explorer;
    lab?: Lab;
    story?: Story;
  }

  /** What can be read as numbers in an order. */
  type Numbers = ArrayLike<number> & Iterable<number>;
  type Point = [x: number, y: number];
  /** xx, xy, yy. */
  type Tensor = [number, number, number];
  /** A colour's channels from 0 to 255. */
  type Colour = number[];

  /** A window on a plane. */
  interface PlaneEdges { left: number; right: number; bottom: number; top: number }
  /** How an axis is laid out: places of values, and values of places. */
  interface AxisScale { place(value: number): number; value(place: number): number; isEven: boolean }
  /** A window on a plane whose axes have a scale. */
  type ScaledWindow = PlaneEdges & { scale: AxisScale };

  // Networks.

  interface Likelihood {
    makeMeans(outputs: Float32Array): Float32Array;
    logDensity(values: Numbers, outputs: Numbers): number;
    meanEntropy(means: Numbers): number;
    coordinates(means: Numbers): Float32Array;
  }
  interface NetworkStep { run(input: Float32Array): Float32Array }
  interface Posterior<Values extends Numbers = Float32Array> { mean: Values; logVariance: Values }
  interface Terms { reconstruction: number; kl: number }
  interface Loss extends Terms { total: number }
  interface Explanation extends Posterior, Terms { decoded: Float32Array }

  // The model.

  /** A snapshot before its network is open. */
  interface NamedMoment extends SnapshotData { index: number }
  /** A snapshot whose network is open. */
  interface Moment extends NamedMoment {
    network: Network;
    means: Float32Array;
    logVariances: Float32Array;
    /** Posteriors of the images behind the sample. */
    encoded?: Posterior[];
  }
  interface Landmarks extends LandmarksData {
    codes?: Float32Array[];
    metric?: MetricField;
  }
  interface Line { codes: Float32Array[] }
  interface MeasuredWay extends Line { length: Measure }
  interface Way extends Line { length: number }
  interface Ways<W = Way> { line: W; curve: W }

  // The plane.

  type Legend = { entries: { label: string; colour: string }[] }
    | { entries?: undefined; colours: string[]; low: string; high: string };
  type LayerMaker = (model: Model, moment: Moment, window: ScaledWindow, cells: number, painted: () => void,
    isCurrent: () => boolean) => Layer;
  interface PointsOnPlane {
    points: ArrayLike<number>;
    labels: ArrayLike<number>;
    hidden: Set<number>;
    layer: Layer | null;
    image: number;
  }
  interface PlaneScene {
    layer: Layer | null;
    points: Float32Array | null;
    labels?: Uint8Array;
    hidden?: Set<number>;
    image?: number;
    ellipse: Posterior<Numbers> & { colour: string } | null;
    code: Point;
    overlay: ((view: PlaneView) => void) | null;
    loupe?: HTMLCanvasElement | null;
  }
  /** Drags an end that was grabbed. */
  type Grip = (x: number, y: number) => void;
  interface PlaneAnswers {
    point(x: number, y: number): void;
    pin(x: number, y: number): void;
    leave(): void;
    moved(): void;
    key(key: string, isFar: boolean): boolean;
    grab(px: number, py: number): Grip | null;
  }

  // The explorer.

  type Change = "code" | "mode" | "hidden" | "codes" | "snapshot" | "frame" | "layer" | "window" | "path" | "edit";
  type Mode = "look" | "path" | "edit" | "dimensions" | "draw";
  interface Tool {
    showsImage: boolean;
    update(): void;
    overlay?(view: PlaneView): void;
    pinned?(): void;
    grab?(px: number, py: number): Grip | null;
    key?(key: string): boolean;
  }
  interface Tools { look: LookTool; path: PathTool; edit: EditTool; dimensions?: DimensionTool; draw: DrawTool }
  /** A row of a list of terms: its name, its value and the unit. */
  type Term = [name: string, value: string, unit?: string];

  /** A curve of the chart. */
  interface Series { key: "train" | "test" | "reconstruction" | "kl"; name: string; panel: number }

  // Animations.

  interface Frames {
    count: number;
    width: number;
    height: number;
    /** Shades of a film without colours. */
    greys?: number;
    delay(index: number): number;
    paint(index: number, context: CanvasRenderingContext2D): void;
  }
  interface GIFFrame {
    left: number; top: number; width: number; height: number;
    delay: number;
    transparent: number;
    /** Where its codes begin. */
    data: number;
  }
  interface GIF { width: number; height: number; palette: Uint32Array; frames: GIFFrame[]; bytes: Uint8Array }

  // Drawings.

  /** Zeros and ones, or what else is true of some pixels. */
  type Mask = Uint8Array;
  interface PixelPicture {
    width: number; height: number;
    rgba: Uint8Array;
    originalWidth: number; originalHeight: number;
  }
  interface Extent { top: number; bottom: number; left: number; right: number }
  interface Region extends Extent { pixels: Int32Array }
  interface FoundInk { coverage: Float64Array; columns: number; rows: number }
  /** Ink cut out of a picture: a rectangle of a field of `width` columns. */
  interface InkBox { ink: Numbers; width: number; x: number; y: number; across: number; down: number }
  interface CutInk extends InkBox { growth: number }
  interface SampledBox { columns: number; rows: number; values: Float64Array }
  /** The least and the greatest that is usual. */
  type StrokeWidths = [number, number];
  interface Drawing { ink: CutInk; pixels: Uint8Array; finding: string }

  // The network that learns in the page.

  /** Widths of the hidden layers about those of images and codes. */
  interface LabDescription { pixels: number; encoder: number[]; latentDim: number; decoder: number[] }
  interface DenseShape { inputs: number; outputs: number; isRectified: boolean }
  interface Learned { values: Float32Array; gradient: Float32Array }
  interface LearningSettings { beta: number; learningRate: number }
  interface LabStart { images: Float32Array; description: LabDescription; seed: number; isVariational: boolean }
  interface LabQuestion extends LearningSettings { milliseconds?: number; cells: number }
  interface LabView {
    steps: number;
    cells: number;
    window: PlaneEdges;
    means: Float32Array;
    logVariances: Float32Array;
    heldOut: Terms;
    /** Of the batches since the last view. */
    train: Terms | null;
    plane: Float32Array;
    seconds: number;
    imagesPerSecond: number;
  }
  /** Where a worker hears and answers. */
  interface LabPort {
    onmessage: ((event: { data: { start: LabStart | null; ask: LabQuestion } }) => void) | null;
    postMessage(view: LabView, transfer: Transferable[]): void;
  }
  /** A point of the curve. */
  interface LabRow { steps: number; test: number; train: number | null }
}

export {};
