/** `Some`, `Ok` and `Err` as the host sees them: plain holders of converted values (embedding 2.5, D17). */

export class Some<T = unknown> {
  readonly value: T;

  constructor(value: T) {
    this.value = value;
  }
}

export class Ok<T = unknown> {
  readonly ok = true;
  readonly value: T;

  constructor(value: T) {
    this.value = value;
  }
}

export class Err<E = unknown> {
  readonly ok = false;
  readonly error: E;

  constructor(error: E) {
    this.error = error;
  }
}
