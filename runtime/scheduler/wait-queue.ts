/**
 * A fair queue of requests that wait for the same thing: first come, first served, and O(1) removal from the middle for
 * requests that are withdrawn. The links live in the requests themselves.
 */
export interface WaitNode {
  queue: WaitQueue<WaitNode> | null;
  previous: WaitNode | null;
  next: WaitNode | null;
}

/** Takes the node out of the queue that it is in, if any. */
export function leaveQueue(node: WaitNode): void {
  node.queue?.remove(node);
}

export class WaitQueue<T extends WaitNode> {
  #first: WaitNode | null = null;
  #last: WaitNode | null = null;

  get isEmpty(): boolean {
    return this.#first === null;
  }

  /** Appends a node that is in no queue. */
  push(node: T): void {
    node.queue = this as unknown as WaitQueue<WaitNode>;
    node.previous = this.#last;
    node.next = null;
    if (this.#last === null) this.#first = node;
    else this.#last.next = node;
    this.#last = node;
  }

  /** Takes the first node off, or answers null. */
  shift(): T | null {
    const node = this.#first;
    if (node !== null) this.remove(node as T);
    return node as T | null;
  }

  /** Takes a node out; does nothing if it is not in this queue. */
  remove(node: T): void {
    if (node.queue !== (this as unknown as WaitQueue<WaitNode>)) return;
    if (node.previous === null) this.#first = node.next;
    else node.previous.next = node.next;
    if (node.next === null) this.#last = node.previous;
    else node.next.previous = node.previous;
    node.queue = null;
    node.previous = null;
    node.next = null;
  }
}
