/** The two ends of a channel as Ion values (concurrency K-2 to K-13, stdlib 4.12). Every copy is the same end. */
import { runtimeError, typeError } from "../errors.ts";
import type { Outcome } from "../machine/machine.ts";
import { ObjectValue } from "../machine/object.ts";
import { Tuple } from "../values/tuple.ts";
import type { Value } from "../values/value.ts";
import { isInt, requireMilliseconds } from "./arguments.ts";
import { Channel } from "./channel.ts";
import { canStart, operate, operateWithoutWaiting } from "./park.ts";
import { runningTask } from "./task.ts";

/** The builtin `channel(n)` (K-1): `(tx, rx)`. Never waits. */
export function channel(args: readonly Value[]): Outcome {
  const { dialect } = runningTask().loop;
  const { defaultCapacity } = dialect;
  const capacity = args.length === 0 && defaultCapacity !== null ? defaultCapacity : args[0];
  if (!isInt(capacity)) throw runtimeError(dialect.capacityNotInt);
  return operateWithoutWaiting(() => {
    const shared = new Channel(Number(capacity), dialect);
    return new Tuple([new Sender(shared), new Receiver(shared)]);
  });
}

abstract class ChannelEnd extends ObjectValue {
  readonly channel: Channel;

  constructor(channel: Channel) {
    super();
    this.channel = channel;
  }

  override sameAs(other: Value): boolean {
    return this === other && this.channel.dialect.hasIdentity;
  }
}

export class Sender extends ChannelEnd {
  override get typeName(): string {
    return this.channel.dialect.senderType;
  }

  override displayText(): string {
    return this.channel.dialect.senderText;
  }

  override invoke(name: string, args: readonly Value[]): Outcome {
    if (name === "send") return this.#send(args);
    if (name !== "close") throw unknownMethod(this, name);
    this.channel.closeSender();
    return undefined;
  }

  #send(args: readonly Value[]): Outcome {
    if (args.length === 0) throw runtimeError("send requires a value");
    const value = args[0];
    const task = runningTask();
    if (canStart(task)) return this.channel.send(task, value);
    return operate(() => this.channel.send(task, value));
  }
}

export class Receiver extends ChannelEnd {
  override get typeName(): string {
    return this.channel.dialect.receiverType;
  }

  override displayText(): string {
    return this.channel.dialect.receiverText;
  }

  override invoke(name: string, args: readonly Value[]): Outcome {
    switch (name) {
      case "recv":
        return this.#receive(null);
      case "recv_timeout":
        if (args.length === 0) throw runtimeError(this.channel.dialect.noReceiveTimeout);
        return this.#receive(requireMilliseconds(args[0], name, "recv_timeout requires int (ms)"));
      case "try_recv":
        return this.channel.tryReceive();
      case "close":
        return operateWithoutWaiting(() => {
          this.channel.closeReceiver();
          return undefined;
        });
      default:
        throw unknownMethod(this, name);
    }
  }

  #receive(milliseconds: number | null): Outcome {
    const task = runningTask();
    if (canStart(task)) return this.channel.receive(task, milliseconds);
    return operate(() => this.channel.receive(task, milliseconds));
  }
}

function unknownMethod(end: ChannelEnd, name: string) {
  return typeError(`no method '${name}' on ${end.typeName}`, "unknown-method");
}
