/** What does a message cost: when each one changes the task, when a buffer spares that, and with many senders? */
import { Effect, Fiber, Queue } from "effect";
import { createQueue, run, spawn } from "effection";
import { Channel, nursery } from "./kit/native.mjs";
import { loadFunctions } from "./kit/program.mjs";

const SOURCE = `
fn echo(rx, tx, n) {
    for _ in 0..n { tx.send(rx.recv().unwrap()); }
}
fn ping_pong(n) {
    async {
        let (there, there_end) = channel(1);
        let (back, back_end) = channel(1);
        spawn echo(there_end, back, n);
        let mut sum = 0;
        for i in 0..n {
            there.send(i);
            sum += back_end.recv().unwrap();
        }
        sum
    }
}
fn produce(tx, n) {
    for i in 0..n { tx.send(i); }
}
fn consume(rx, n) {
    let mut sum = 0;
    for _ in 0..n { sum += rx.recv().unwrap(); }
    sum
}
fn pipe(n, capacity) {
    async {
        let (tx, rx) = channel(capacity);
        spawn produce(tx, n);
        consume(rx, n)
    }
}
fn fan_in(producers, n, capacity) {
    async {
        let (tx, rx) = channel(capacity);
        for _ in 0..producers { spawn produce(tx, n / producers); }
        consume(rx, n)
    }
}
`;
const ROUND_TRIPS = 100_000;
const MESSAGES = 200_000;
const CAPACITY = 64;
const PRODUCERS = 100;

export async function createRows() {
  const ion = await loadFunctions(SOURCE);
  const share = MESSAGES / PRODUCERS;
  return [
    {
      name: "ping-pong over channel(1), 100k",
      ion: () => ion.ping_pong(ROUND_TRIPS),
      js: () => pingPong(ROUND_TRIPS),
      peers: {
        "Effect 4": () => Effect.runPromise(pingPongInEffect(ROUND_TRIPS)),
        "Effection, unbounded": () => run(() => pingPongInEffection(ROUND_TRIPS)),
      },
      expected: sumBelow(ROUND_TRIPS),
      operations: ROUND_TRIPS,
      isAsync: true,
      must: 1,
      goal: 0.5,
    },
    {
      name: "producer and consumer over channel(64), 200k",
      ion: () => ion.pipe(MESSAGES, CAPACITY),
      js: () => pipe(MESSAGES, CAPACITY),
      peers: { "Effect 4": () => Effect.runPromise(pipeInEffect(MESSAGES, CAPACITY)) },
      expected: sumBelow(MESSAGES),
      operations: MESSAGES,
      isAsync: true,
      must: 0.6,
      goal: 0.25,
    },
    {
      name: "100 producers into one channel(64), 200k",
      ion: () => ion.fan_in(PRODUCERS, MESSAGES, CAPACITY),
      js: () => fanIn(PRODUCERS, MESSAGES, CAPACITY),
      peers: { "Effect 4": () => Effect.runPromise(fanInInEffect(PRODUCERS, MESSAGES, CAPACITY)) },
      expected: sumBelow(share) * PRODUCERS,
      operations: MESSAGES,
      isAsync: true,
      must: 0.6,
      goal: 0.25,
    },
  ];
}

function sumBelow(n) {
  return (n * (n - 1)) / 2;
}

async function echo(from, to, n) {
  for (let i = 0; i < n; i++) await to.send(await from.receive());
}

function pingPong(n) {
  return nursery(async (scope) => {
    const there = new Channel(1);
    const back = new Channel(1);
    scope.spawn(echo, there, back, n);
    let sum = 0;
    for (let i = 0; i < n; i++) {
      await there.send(i);
      sum += await back.receive();
    }
    return sum;
  });
}

async function produce(channel, n) {
  for (let i = 0; i < n; i++) await channel.send(i);
}

async function consume(channel, n) {
  let sum = 0;
  for (let i = 0; i < n; i++) sum += await channel.receive();
  return sum;
}

function pipe(n, capacity) {
  return nursery((scope) => {
    const channel = new Channel(capacity);
    scope.spawn(produce, channel, n);
    return consume(channel, n);
  });
}

function fanIn(producers, n, capacity) {
  return nursery((scope) => {
    const channel = new Channel(capacity);
    for (let i = 0; i < producers; i++) scope.spawn(produce, channel, n / producers);
    return consume(channel, n);
  });
}

const pingPongInEffect = Effect.fnUntraced(function* (n) {
  const there = yield* Queue.bounded(1);
  const back = yield* Queue.bounded(1);
  const echoing = yield* Effect.forkChild(echoInEffect(there, back, n));
  let sum = 0;
  for (let i = 0; i < n; i++) {
    yield* Queue.offer(there, i);
    sum += yield* Queue.take(back);
  }
  yield* Fiber.join(echoing);
  return sum;
});

const echoInEffect = Effect.fnUntraced(function* (from, to, n) {
  for (let i = 0; i < n; i++) yield* Queue.offer(to, yield* Queue.take(from));
});

const produceInEffect = Effect.fnUntraced(function* (queue, n) {
  for (let i = 0; i < n; i++) yield* Queue.offer(queue, i);
});

const consumeInEffect = Effect.fnUntraced(function* (queue, n) {
  let sum = 0;
  for (let i = 0; i < n; i++) sum += yield* Queue.take(queue);
  return sum;
});

const pipeInEffect = Effect.fnUntraced(function* (n, capacity) {
  const queue = yield* Queue.bounded(capacity);
  yield* Effect.forkChild(produceInEffect(queue, n));
  return yield* consumeInEffect(queue, n);
});

const fanInInEffect = Effect.fnUntraced(function* (producers, n, capacity) {
  const queue = yield* Queue.bounded(capacity);
  for (let i = 0; i < producers; i++) yield* Effect.forkChild(produceInEffect(queue, n / producers));
  return yield* consumeInEffect(queue, n);
});

/** Effection has no bounded channel; its queue never makes the sender wait. */
function* pingPongInEffection(n) {
  const there = createQueue();
  const back = createQueue();
  yield* spawn(function* () {
    for (let i = 0; i < n; i++) back.add((yield* there.next()).value);
  });
  let sum = 0;
  for (let i = 0; i < n; i++) {
    there.add(i);
    sum += (yield* back.next()).value;
  }
  return sum;
}
