/** What does a choice of two cost? Two channels of which one has a value; the other receiver must withdraw. */

import { Effect, Queue } from "effect";
import csp from "js-csp";
import { Channel, select } from "./kit/native.mjs";
import { loadFunctions } from "./kit/program.mjs";

const SOURCE = `
fn choose(n) {
    async {
        let (tx_a, rx_a) = channel(1);
        let (tx_b, rx_b) = channel(1);
        let mut sum = 0;
        for i in 0..n {
            if i % 2 == 0 { tx_a.send(i); } else { tx_b.send(i); }
            sum += select {
                Some(v) = rx_a.recv() => v,
                Some(v) = rx_b.recv() => v * 2,
            };
        }
        sum
    }
}
`;
const CHOICES = 20_000;

export async function createRows() {
  const { choose: chooseIon } = await loadFunctions(SOURCE);
  let expected = 0;
  for (let i = 0; i < CHOICES; i++) expected += i % 2 === 0 ? i : i * 2;
  return [
    {
      name: "select of two, 20k",
      ion: () => chooseIon(CHOICES),
      js: () => choose(CHOICES),
      peers: {
        "Effect 4": () => Effect.runPromise(chooseInEffect(CHOICES)),
        "js-csp": () => chooseInCsp(CHOICES),
      },
      expected,
      operations: CHOICES,
      isAsync: true,
      must: { times: 1, of: "Effect 4" },
      goal: { times: 0.5, of: "js-csp" },
    },
  ];
}

async function choose(n) {
  const channels = [new Channel(1), new Channel(1)];
  let sum = 0;
  for (let i = 0; i < n; i++) {
    await channels[i % 2].send(i);
    const [index, value] = await select(channels);
    sum += index === 0 ? value : value * 2;
  }
  return sum;
}

const chooseInEffect = Effect.fnUntraced(function* (n) {
  const a = yield* Queue.bounded(1);
  const b = yield* Queue.bounded(1);
  const takeA = Queue.take(a);
  const takeB = Effect.map(Queue.take(b), (value) => value * 2);
  let sum = 0;
  for (let i = 0; i < n; i++) {
    yield* Queue.offer(i % 2 === 0 ? a : b, i);
    sum += yield* Effect.raceFirst(takeA, takeB);
  }
  return sum;
});

function chooseInCsp(n) {
  return new Promise((resolve) => {
    csp.go(function* () {
      const channels = [csp.chan(1), csp.chan(1)];
      let sum = 0;
      for (let i = 0; i < n; i++) {
        yield csp.put(channels[i % 2], i);
        const { value, channel } = yield csp.alts(channels);
        sum += channel === channels[0] ? value : value * 2;
      }
      resolve(sum);
    });
  });
}
