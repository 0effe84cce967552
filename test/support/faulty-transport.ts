import { ForgeError } from '../../src/core/errors.ts';
import type { Transport } from '../../src/gateway/transport.ts';
import { createExecutor, describeRequest as describeRequest } from '../../src/sandbox/execute-graphql.ts';
import type { Account, World } from '../../src/sandbox/world/world.ts';

/** What happens to a request. `late`: it times out, but is executed some requests later. */
export const mishaps = [
  'none',
  'dropBefore',
  'dropAfter',
  'timeout',
  'late',
  'http500',
  'http503After',
  'http401',
  'http429',
  'tooMany',
  'garbage',
  'malformedAfter',
  'cut',
] as const;
export type Mishap = (typeof mishaps)[number];

/** A request that was executed. */
export interface Executed {
  readonly operation: string;
  readonly variables: unknown;
}

/** An in-process gateway: the sandbox's world, over a connection that fails on schedule. */
export interface FaultyLine {
  readonly transport: Transport;
  /** Operations in the order they were sent, and those that were executed. */
  readonly sent: readonly Executed[];
  readonly executed: readonly Executed[];
}

/** What happens to the requests of each operation, in order; later ones succeed. */
export type Schedule = Readonly<Record<string, readonly Mishap[]>>;

/** Connects one account to a world. `before` is called with each request's number. */
export function faultyLine(
  world: World,
  account: Account,
  schedule: Schedule,
  before: (request: number) => void,
): FaultyLine {
  const execute = createExecutor(world);
  const sent: Executed[] = [];
  const executed: Executed[] = [];
  const held: { at: number; run: () => Promise<unknown> }[] = [];

  const inTurn = (operation: string) => sent.filter((request) => request.operation === operation).length;

  async function carryOut(body: string): Promise<string> {
    executed.push(describeRequest(body));
    return (await execute(account, body, [], `request ${executed.length}`)).body;
  }
  const reset = () =>
    new ForgeError('offline', 'reset (ECONNRESET)', {
      cause: Object.assign(new Error('reset'), { code: 'ECONNRESET' }),
    });
  const timeout = () => new ForgeError('timeout', 'no answer', { cause: new Error('timeout') });
  const answer = (status: number, body: string) => ({ status, body, header: () => undefined });

  return {
    sent,
    executed,
    transport: {
      close: () => Promise.resolve(),
      async post({ body, signal }) {
        const number = sent.length;
        before(number);
        const request = describeRequest(body);
        const mishap = schedule[request.operation]?.[inTurn(request.operation)] ?? 'none';
        sent.push(request);
        for (const late of held.splice(0)) {
          if (late.at <= number) await late.run();
          else held.push(late);
        }
        if (signal.aborted) throw new ForgeError('cancelled', 'Cancelled', { cause: new Error('aborted') });
        switch (mishap) {
          case 'none':
            return answer(200, await carryOut(body));
          case 'dropBefore':
            throw reset();
          case 'dropAfter':
            await carryOut(body);
            throw reset();
          case 'timeout':
            throw timeout();
          case 'late':
            held.push({ at: number + 2, run: () => carryOut(body) });
            throw timeout();
          case 'http500':
            return answer(500, '{"code":500}');
          case 'http503After':
            await carryOut(body);
            return answer(503, '');
          case 'http401':
            return answer(401, '{"code":401}');
          case 'http429':
            return answer(429, '');
          case 'tooMany':
            return answer(
              200,
              JSON.stringify({
                data: null,
                errors: [{ message: 'Slow down', extensions: { errorType: 'TOO_MANY_REQUESTS' } }],
              }),
            );
          case 'garbage':
            return answer(200, '<html>Sign in to the network</html>');
          case 'malformedAfter':
            return answer(200, `${await carryOut(body)},,`);
          case 'cut':
            await carryOut(body);
            throw reset();
        }
      },
    },
  };
}
