// What the program writes into a page for its scripts; the program's encoder is tested against these types.

export {};

declare global {
  /** A layer of a network, with its name in the archive; shapes are [channel, row, column] or [number]. */
  interface LayerStage {
    kind: "dense" | "convolution" | "transposedConvolution";
    name: string;
    input: number[];
    output: number[];
    kernel: number;
    stride: number;
    /** Zeros above and left. */
    low: number;
    isRectified: boolean;
    stages?: undefined;
  }

  /** Layers whose result is added to their input. */
  interface ResidualStage {
    stages: Stage[];
    isRectified: boolean;
  }

  type Stage = LayerStage | ResidualStage;

  type LikelihoodName = "bernoulli" | "gaussian" | "continuous-bernoulli" | "discretized-logistic";

  /** A network by its steps. */
  interface NetworkData {
    latentDim: number;
    likelihood: LikelihoodName;
    encoder: Stage[];
    decoder: Stage[];
  }

  /** A number that JSON may have no words for. */
  type Measure = number | "nan" | "inf" | "-inf";

  /** Left, right, bottom, top. */
  type Edges = [number, number, number, number];

  interface ClassData {
    name: string;
    colour: string;
    /** The corners of its mark, of a circle none. */
    corners: [number, number][];
    /** The mark as CSS writes it. */
    outline: string;
  }

  interface SnapshotData {
    step: number;
    moment: string;
    elbo: Measure;
    reconstruction: Measure;
    kl: Measure;
  }

  interface LayerData {
    name: string;
    title: string;
    kind: "categorical" | "continuous";
    rows: number;
    columns: number;
    window: Edges;
    /** [row, column], the top row first. */
    values: (number | null)[];
    legend: { label: string; colour: string }[];
    step: number;
  }

  interface LandmarksData {
    step: number;
    /** The classes of its ends, and lengths. */
    path?: { ends: [number, number]; straight: Measure; geodesic: Measure };
    window?: Edges;
  }

  interface DimensionData {
    /** Counted from 0. */
    dimension: number;
    /** Its KL divergence in nats; of a plain autoencoder the variance of its codes. */
    activity: Measure;
    /** Whether means vary along it by more than 0.01. */
    isActive: boolean;
  }

  /** The element "explorer-data". */
  interface PageData extends NetworkData {
    isVariational: boolean;
    imageSide: number;
    channels: number;
    noun: string;
    horizontal: number;
    vertical?: number;
    origin: number[];
    /** Of more than two dimensions, the most active first. */
    dimensions?: DimensionData[];
    window: Edges;
    classes: ClassData[];
    snapshots: SnapshotData[];
    layers: LayerData[];
    landmarks?: LandmarksData;
    /** Whether there is an archive of where each frame of the training puts the sample. */
    hasFilm: boolean;
    exemplars: number[];
    ramps: { sequential: string[]; diverging: string[] };
  }

  /** The element "recorded-data": the grids of recorded planes. */
  interface RecordedData {
    planes: RecordedGrid[];
    /** Names of the dimensions that any of the planes goes along; in their order are the points. */
    axes: string[];
    side: number;
    channels: number;
    colours: string[];
  }

  /** A recorded plane: values across, ascending, and down, descending. */
  interface RecordedGrid {
    columns: number[];
    rows: number[];
    /** Places in `axes`. */
    across: number;
    up: number;
    interpolated: boolean;
    /** What is shown where the pointer is. */
    words: string;
  }

  /** The element "metrics-data": lists of one length. */
  interface MetricsData {
    step: number[];
    epoch: (number | null)[];
    batch: (number | null)[];
    train: (number | null)[];
    test: (number | null)[];
    reconstruction: (number | null)[];
    kl: (number | null)[];
    seconds: (number | null)[];
  }

  /** An archive's description of one of its arrays. */
  interface ArchiveEntry {
    name: string;
    type: "u8" | "f16" | "i16";
    shape: number[];
    scale: number;
  }

  interface StoredArray<Values = Float32Array> {
    values: Values;
    shape: number[];
  }

  /** A network's parameters by their names. */
  type Weights = Record<string, StoredArray>;

  /** What the archives hold, by the ids of their elements. */
  interface Archives {
    "archive-images": { images: StoredArray<Uint8Array>; labels: StoredArray<Uint8Array> };
    "archive-landmarks": {
      images: StoredArray<Uint8Array>;
      labels: StoredArray<Uint8Array>;
      geodesic?: StoredArray;
      metric?: StoredArray;
    };
    "archive-codes": { points: StoredArray };
    "archive-recorded": { images: StoredArray<Uint8Array>; points: StoredArray; labels: StoredArray<Uint8Array> };
    [snapshot: `archive-${number}`]: Weights & { means: StoredArray };
  }

  /** What the page of a comparison holds for its script. */
  interface ComparedMoments {
    /** What the moments are called, and where they lie on the curves' axis. */
    labels: string[];
    positions: number[];
    runs: ComparedRunData[];
  }

  interface ComparedRunData {
    letter: string;
    /** The run's frame at each moment, and what is said of each frame. */
    frames: number[];
    captions: string[];
    /** How frames lie on their sheet. */
    width: number;
    height: number;
    columns: number;
    /** Base64: x and y of each frame and image, 16 bits each; the images' classes, a byte each. */
    points: string;
    labels: string;
    colours: string[];
    marks: [number, number][][];
    /** The greatest value of the codes' axes. */
    reach: number;
    isLine: boolean;
  }

  /** A run's data beside its elements. */
  interface ComparedView extends ComparedRunData {
    places: Uint16Array;
    labelBytes: Uint8Array;
    words: HTMLElement;
    sheet: HTMLImageElement;
    plane: HTMLCanvasElement;
    codes: HTMLCanvasElement;
  }
}
