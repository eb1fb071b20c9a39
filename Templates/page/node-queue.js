"use strict";
// The nodes of a grid that a search for the shortest way is still to visit.

/** Nodes by their lengths, the least first: a heap, in which a node whose length fell stands again. */
export class NodeQueue {
  /** @param {Float64Array} lengths */
  constructor(lengths) {
    this.lengths = lengths;
    /** @type {number[]} */
    this.nodes = [];
    /** @type {number[]} */
    this.keys = [];
  }

  get size() { return this.nodes.length; }

  /** @type {(node: number) => void} */
  push(node) {
    const { nodes, keys } = this, key = this.lengths[node];
    let at = nodes.length;
    while (at > 0) {
      const parent = at - 1 >> 1;
      if (keys[parent] <= key) break;
      nodes[at] = nodes[parent];
      keys[at] = keys[parent];
      at = parent;
    }
    nodes[at] = node;
    keys[at] = key;
  }

  pop() {
    const { nodes, keys } = this, top = nodes[0], node = Number(nodes.pop()), key = Number(keys.pop());
    let at = 0;
    for (let child = 1; child < nodes.length; child = 2 * at + 1) {
      if (child + 1 < nodes.length && keys[child + 1] < keys[child]) child++;
      if (keys[child] >= key) break;
      nodes[at] = nodes[child];
      keys[at] = keys[child];
      at = child;
    }
    if (nodes.length) { nodes[at] = node; keys[at] = key; }
    return top;
  }
}
