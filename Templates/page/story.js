"use strict";
// "Step through it": one image at a time on the plane of a half-trained network. Each begins where the first one lives,
// and goes down the gradient of its own loss as the reader asks for steps.
import { numeral } from "./latent.js";
import { PosteriorDescent } from "./descent.js";
import { evenScale } from "./scales.js";
import { layerMakers } from "./layers.js";
import { PlaneView } from "./plane.js";
import { element, showImage, whenWhole, isStill } from "./views.js";
import { showTerms } from "./inspect.js";

/** The plane with the posterior in red and a draw from it in green, over a pale landscape. */
class StoryView extends PlaneView {
  /** @param {Layer} layer */
  drawLayer(layer) {
    super.drawLayer(layer);
    this.context.fillStyle = "rgb(255 255 255 / .5)";
    this.context.fillRect(0, 0, this.size, this.height);
  }

  drawCross() {}

  /** A dot with a name beside it. */
  /** @type {(x: number, y: number, text: string, colour: string) => void} */
  drawName(x, y, text, colour) {
    const { context } = this, isRight = this.px(x) < this.size * 0.7;
    this.drawDot(x, y, colour, 5);
    context.font = "600 13px " + getComputedStyle(this.canvas).fontFamily;
    context.textAlign = isRight ? "left" : "right";
    context.textBaseline = "bottom";
    context.lineWidth = 4;
    context.lineJoin = "round";
    context.strokeStyle = "rgb(255 255 255 / .9)";
    context.fillStyle = "#1c1f24";
    const [left, base] = [this.px(x) + (isRight ? 8 : -8), this.py(y) - 4];
    context.strokeText(text, left, base);
    context.fillText(text, left, base);
  }
}

export class Story {
  /** The classes that are shown, their images and their names. */
  /** @type {number[]} */
  labels;
  /** @type {number[]} */
  typical;
  /** @type {string[]} */
  names;
  /** The place among them of the one that goes its way. */
  chosen = 0;
  /** The snapshot asked for last, and the one on show. */
  /** @type {number | undefined} */
  wanted;
  /** @type {Moment | undefined} */
  snapshot;
  /** What of the plane is shown. */
  /** @type {PlaneEdges} */
  area;
  /** @type {Layer | null} */
  layer = null;
  job = 0;
  /** The image's way, the loss where the encoder puts it, and the draw that is shown. */
  /** @type {PosteriorDescent | undefined} */
  walker;
  own = 0;
  drawn = 0;
  /** Stands for the steps under way. */
  /** @type {object | null} */
  walking = null;

  /** @param {Model} model @param {HTMLElement} root */
  constructor(model, root) {
    this.model = model;
    this.images = document.getElementById("story-images");
    this.start = document.getElementById("story-start");
    this.moment = document.getElementById("story-moment");
    this.input = document.getElementById("story-input");
    this.sample = document.getElementById("story-sample");
    this.terms = document.getElementById("story-terms");
    this.status = document.getElementById("story-status");
    this.curve = document.getElementById("story-curve");
    this.problem = document.getElementById("story-problem");
    this.body = document.getElementById("story-body");
    this.step = document.getElementById("story-step");
    this.steps = document.getElementById("story-steps");
    this.draw = document.getElementById("story-draw");
    this.reset = document.getElementById("story-reset");
    this.root = root;
    this.root.hidden = false;
    this.view = new StoryView(document.getElementById("story-plane"), model);
    const near = new IntersectionObserver(entries => {
      if (!entries.at(-1).isIntersecting) return;
      near.disconnect();
      this.open().catch(error => {
        this.problem.textContent = `The network in this page could not be stepped through: ${error.message}.`;
        this.problem.hidden = false;
        this.body.hidden = true;
      });
    }, { rootMargin: "600px" });
    near.observe(this.root);
  }

  /** Chooses images and a plane, and shows the first. */
  async open() {
    const { model } = this, { snapshots } = model;
    if (!model.count) await model.openImages();
    const last = await model.open(snapshots.length - 1);
    const typical = model.classes.map((_, label) => model.typical(last, label));
    const wanted = model.exemplars.filter(label => typical[label] >= 0);
    const present = typical.flatMap((image, label) => image >= 0 ? [label] : []);
    this.labels = wanted.length > 1 ? wanted : present.slice(0, 3);
    if (this.labels.length < 2) throw new RangeError("it takes images of two classes");
    this.typical = this.labels.map(label => typical[label]);
    this.moment.append(...snapshots.map(({ moment }, i) => new Option(moment, String(i))));
    this.names = this.labels.map(label => model.className(label));
    this.start.options[0].textContent = `where the ${this.names[0]} lives`;
    this.images.append(...this.names.map((name, i) => {
      const button = element("button", { type: "button" }, name);
      button.addEventListener("click", () => this.choose(i));
      return button;
    }));
    for (const canvas of [this.input, this.sample]) canvas.width = canvas.height = model.imageSide;
    this.start.addEventListener("change", () => this.choose(this.chosen));
    this.moment.addEventListener("change", () => this.go(Number(this.moment.value)));
    this.step.addEventListener("click", () => this.walk(1));
    this.steps.addEventListener("click", () => this.walk(10));
    this.draw.addEventListener("click", () => this.drawAnother());
    this.reset.addEventListener("click", () => this.choose(this.chosen));
    await this.go(await this.tellingMoment());
    new ResizeObserver(() => this.resize()).observe(/** @type {HTMLElement} */ (this.view.canvas.parentElement));
    this.root.dataset.ready = "true";
  }

  /** An image's descent at a moment: from where the encoder puts it, or from where it puts the first. */
  /** @type {(moment: Moment, image: number, isOwn: boolean) => PosteriorDescent} */
  descent(moment, image, isOwn) {
    const { model } = this, from = isOwn ? image : this.typical[0];
    const posterior = { mean: model.mean(moment, from), logVariance: model.logVariance(moment, from) };
    return new PosteriorDescent(moment.network, model.image(image), posterior, model.axes);
  }

  /** By how much of its own loss an image costs more where the first lives; negative if less. */
  /** @type {(moment: Moment, i: number) => number} */
  excess(moment, i) {
    const own = this.descent(moment, this.typical[i], true).losses[0].total;
    return (this.descent(moment, this.typical[i], false).losses[0].total - own) / Math.abs(own);
  }

  /**
   * The first embedded moment at which the second image is plainly out of place where the first lives, and the third,
   * where there is one, much less so; without such, the one at which the second is most.
   */
  async tellingMoment() {
    const { snapshots } = this.model;
    let best = snapshots.length - 1, most = -Infinity;
    for (let i = Math.min(1, snapshots.length - 1); i < snapshots.length; i++) {
      const moment = await this.model.open(i), second = this.excess(moment, 1);
      if (second > 0.3 && (this.labels.length < 3 || this.excess(moment, 2) < second / 2)) return i;
      if (second > most) [best, most] = [i, second];
      await new Promise(done => setTimeout(done));
    }
    return best;
  }

  /** Goes to the plane of an embedded snapshot. */
  /** @type {(index: number) => Promise<void>} */
  async go(index) {
    const wanted = this.wanted = index, snapshot = await this.model.open(index);
    if (this.wanted !== wanted) return;
    this.moment.value = String(index);
    this.snapshot = snapshot;
    const { model } = this, means = this.typical.map(image => model.mean(snapshot, image));
    const [xs, ys] = [means.map(mean => model.x(mean)), means.map(mean => model.y(mean))];
    this.frame(xs, ys);
    this.choose(this.chosen);
  }

  /** Shows a square of the plane that holds some points with room about them. */
  /** @type {(xs: number[], ys: number[]) => void} */
  frame(xs, ys) {
    const middle = (/** @type {number[]} */ values) => (Math.min(...values) + Math.max(...values)) / 2;
    const reach = (/** @type {number[]} */ values) => (Math.max(...values) - Math.min(...values)) / 2;
    const half = Math.max(1.2, 1.8 * Math.max(reach(xs), reach(ys))), [x, y] = [middle(xs), middle(ys)];
    this.area = { left: x - half, right: x + half, bottom: y - half, top: y + half };
    this.paint();
  }

  /** Paints the landscape of the plane. */
  paint() {
    const { view, model, area } = this;
    view.fit();
    view.setScale(evenScale, area);
    view.home = area;
    const up = (area.right - area.left) / 2 * view.height / view.size;
    view.window = model.vertical === undefined ? { ...area, bottom: -up, top: up } : { ...area };
    const job = ++this.job;
    this.layer = null;
    if (model.vertical === undefined || !view.size || !this.snapshot) return this.show();
    this.layer = layerMakers.decoded(model, this.snapshot, { ...view.window, scale: view.scale },
      Math.min(14, view.cells), () => this.show(), () => this.job === job);
  }

  resize() {
    if (this.view.fit()) this.paint();
    this.show();
  }

  /** Begins with an image. */
  /** @type {(i: number) => void} */
  choose(i) {
    this.chosen = i;
    this.walking = null;
    // The first plane is on its way, and begins with what is chosen.
    if (!this.snapshot) return;
    const image = this.typical[i], isOwn = this.start.value === "own";
    this.own = this.descent(this.snapshot, image, true).losses[0].total;
    const walker = this.walker = this.descent(this.snapshot, image, isOwn);
    this.drawn = 0;
    [...this.images.children].forEach((button, at) => button.setAttribute("aria-pressed", at === i));
    showImage(this.input, this.model.image(image));
    this.input.setAttribute("aria-label", "Test image of class " + this.names[i]);
    const { total } = walker.losses[0], more = total - this.own, share = more / Math.abs(this.own);
    const verdict = share < 0.05 ? "a low loss" : share < 0.3 ? "a fairly low loss" : "a high loss";
    const nats = numeral(total, 1) + " nats", name = this.names[i];
    if (isOwn || i === 0) this.say(`The ${name}, where the encoder puts it: ${nats}, which counts as low for it.`);
    else {
      const compared = Math.abs(more) < 0.05 ? "as much as" : numeral(Math.abs(more), 1) + (more < 0 ? " fewer than" : " more than");
      this.say(`The ${name}, put where the ${this.names[0]} lives: ${verdict}, ${nats}, ${compared} where the encoder puts it.`);
    }
    this.show();
  }

  /** Takes steps, a picture each, until another thing is asked for or it rests. */
  /** @type {(count: number) => Promise<void>} */
  async walk(count) {
    const walking = this.walking = {}, { walker } = this;
    if (!walker) return;
    const from = walker.losses.at(-1).total, began = walker.losses.length;
    let goesOn = true;
    for (let i = 0; i < count && goesOn; i++) {
      goesOn = walker.step();
      this.follow();
      if (count > 1) await new Promise(done => setTimeout(done, isStill() ? 0 : 60));
      if (this.walking !== walking || this.walker !== walker) return;
    }
    const taken = walker.losses.length - began, now = walker.losses.at(-1).total;
    const fell = taken ? `the loss fell from ${numeral(from, 1)} to ${numeral(now, 1)} nats; the mean is at ${this.model.words(walker.posterior.mean)}.` : "";
    const until = walker.losses.length - 1, name = taken > 1 ? `Steps ${began} to ${until}` : `Step ${until}`;
    this.say((taken ? `${name}: ${fell}` : "") + (goesOn ? ""
      : ` No step lowers the loss any more: after ${until} it has come to rest, ${numeral(walker.losses[0].total - now, 1)} nats below its start.`));
  }

  /** Shows where a step led, and more of the plane where it led out of sight. */
  follow() {
    const { model, area, walker } = this;
    if (!walker) return;
    const { mean } = walker.posterior, [x, y] = [model.x(mean), model.y(mean)];
    if (x < area.left || x > area.right || model.vertical !== undefined && (y < area.bottom || y > area.top)) {
      this.frame([x, area.left, area.right], [y, area.bottom, area.top]);
    }
    this.show();
  }

  drawAnother() {
    const { walker } = this;
    if (!walker) return;
    this.drawn = (this.drawn + 1) % walker.noise.length;
    this.show();
    this.say(`Sample ${this.drawn + 1} of ${walker.noise.length} costs ${numeral(walker.miss(walker.code(this.drawn)), 1)} nats to draw.`);
  }

  /** @type {(text: string) => void} */
  say(text) { this.status.textContent = text.trim(); }

  /** Draws everything. */
  show() {
    const { model, view, walker, snapshot } = this;
    if (!walker || !snapshot) return;
    const code = walker.code(this.drawn), { reconstruction, kl, total } = walker.losses.at(-1);
    showImage(this.sample, snapshot.network.decode(code));
    this.sample.setAttribute("aria-label", `What a sample for the ${this.names[this.chosen]} is decoded to`);
    showTerms(this.terms, [["loss", numeral(total, 1), "nats"], ["reconstruction", numeral(reconstruction, 1), "nats"],
      ["KL divergence", numeral(kl, 2), "nats"], ["steps", String(walker.losses.length - 1), ""]]);
    this.showCurve(walker.losses.map(loss => loss.total));
    if (!view.size) return;
    /** @type {(one: ArrayLike<number>) => Point} */
    const place = one => [model.x(one), model.y(one)];
    const { posterior } = walker;
    view.canvas.setAttribute("aria-label", `The plane ${snapshot.moment}: the mean is at ${model.words(posterior.mean)}`);
    view.draw({
      layer: this.layer, points: null, code: place(posterior.mean),
      ellipse: { ...posterior, colour: "#c4001a" },
      overlay: () => {
        this.typical.forEach((image, i) => {
          view.drawName(...place(model.mean(snapshot, image)), this.names[i], model.classColour(this.labels[i]));
        });
        if (walker.means.length > 1) view.drawLine(walker.means.map(place), "#c4001a", [5, 4]);
        view.drawDot(...place(code), "#00875a", 6);
        view.drawDot(...place(posterior.mean), "#c4001a", 6);
      },
    });
  }

  /** The loss over the steps as a line; its scale ends at the loss that the image has where the encoder puts it. */
  /** @type {(losses: number[]) => void} */
  showCurve(losses) {
    const low = Math.min(this.own, ...losses), high = Math.max(...losses, low + 1), count = Math.max(10, losses.length - 1);
    const y = (/** @type {number} */ loss) => (4 + (high - loss) / (high - low) * 62).toFixed(1);
    this.curve.querySelector(".line").setAttribute("d", losses.map((loss, i) => (i ? "L" : "M") + (6 + i / count * 228).toFixed(1) + " " + y(loss)).join(""));
    const own = this.curve.querySelector(".own");
    own.setAttribute("y1", y(this.own));
    own.setAttribute("y2", y(this.own));
    const dot = this.curve.querySelector("circle");
    dot.setAttribute("cx", 6 + (losses.length - 1) / count * 228);
    dot.setAttribute("cy", y(losses.at(-1)));
    this.curve.setAttribute("aria-label", `The loss over ${losses.length - 1} steps: from ${numeral(losses[0], 1)} to ${numeral(losses.at(-1), 1)} nats; ${numeral(this.own, 1)} where the encoder puts the image.`);
  }
}

whenWhole(() => {
  const root = document.getElementById("story");
  if (window.explorer?.model && root) window.story = new Story(window.explorer.model, root);
});
