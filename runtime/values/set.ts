/**
 * Sets: members in order of insertion, unique by `==` (stdlib 1.4), immutable to everybody who holds one, written in
 * place underneath (slot-table.ts).
 */
import { equals } from "./equality.ts";
import { memberKey, mixHash } from "./hash.ts";
import type { REMOVED } from "./slot-index.ts";
import { SlotTable } from "./slot-table.ts";
import { type Composition, HeapValue, type PendingPairs, samePart, type Value } from "./value.ts";

type Members = SlotTable<unknown, Value>;

export class IonSet extends HeapValue {
  readonly #members: Members;

  private constructor(members: Members) {
    super();
    this.#members = members;
  }

  /** Keeps the first of equal elements (stdlib 1.4). */
  static from(values: Iterable<Value>): IonSet {
    let members: Members = SlotTable.of<unknown, Value>([], []);
    for (const value of values) members = addMember(members, value);
    return new IonSet(members);
  }

  override get typeName(): string {
    return "set";
  }

  override displayText(): string {
    return "set{…}";
  }

  override composition(): Composition {
    return { open: "set{", parts: this.toArray(), labels: null, close: "}" };
  }

  /** Same members; the order is ignored (3.4). */
  override sameAs(other: Value, pending: PendingPairs): boolean {
    if (!(other instanceof IonSet) || other.size !== this.size) return false;
    for (const value of this.toArray()) {
      if (!other.#pairWith(value, pending)) return false;
    }
    return true;
  }

  /** By the size alone: sets are rarely members of sets. */
  override hash(): number {
    return mixHash(9, this.size);
  }

  get size(): number {
    return this.#members.size;
  }

  has(value: Value): boolean {
    return findMember(this.#members, memberKey(value), value) >= 0;
  }

  /** A set with `value` appended unless present; amortised O(1). */
  add(value: Value): IonSet {
    const members = addMember(this.#members, value);
    return members === this.#members ? this : new IonSet(members);
  }

  /** A set without `value`; amortised O(1) in a loop. */
  remove(value: Value): IonSet {
    const slot = findMember(this.#members, memberKey(value), value);
    return slot < 0 ? this : new IonSet(this.#members.removed(slot));
  }

  /** A fresh array of the elements in order. */
  toArray(): Value[] {
    return this.#members.items();
  }

  /** Number of slots; for `memberAt`. */
  get end(): number {
    return this.#members.end;
  }

  /** The member at `slot` in 0..end, or REMOVED: walks the set in order whatever happens to its other versions. */
  memberAt(slot: number): Value | typeof REMOVED {
    return this.#members.itemAt(slot);
  }

  /**
   * Finds the only member that may equal `value` and leaves the comparison to `pending`, so that sets within sets need
   * no stack. Where several members share the hash of `value` they are compared at once.
   */
  #pairWith(value: Value, pending: PendingPairs): boolean {
    const candidates: Value[] = [];
    this.#members.find(memberKey(value), (member) => {
      candidates.push(member);
      return false;
    });
    if (candidates.length > 1) return candidates.some((member) => equals(member, value));
    return candidates.length === 1 && samePart(candidates[0], value, pending);
  }
}

function addMember(members: Members, value: Value): Members {
  const key = memberKey(value);
  return findMember(members, key, value) < 0 ? members.appended(key, value) : members;
}

/** The slot of the member that equals `value`, or -1; `key` is the key of `value`. */
function findMember(members: Members, key: unknown, value: Value): number {
  return members.find(key, isExactKey(value) ? null : (member) => equals(member, value));
}

/** True for values whose key is shared only by values that they equal. */
function isExactKey(value: Value): boolean {
  return typeof value === "string" || typeof value === "boolean" || value === undefined || Number.isSafeInteger(value);
}
