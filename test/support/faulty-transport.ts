import { ForgeError } from '../../src/core/errors.ts';
import type { HttpAnswer } from '../../src/gateway/reply.ts';
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

/** What happens to changes besides: they are carried out, and the reply says something else, or nothing. */
const changeMishaps = [
  'errorAtPathAfter',
  'errorAtPath',
  'unknownTypeAfter',
  'deniedBesideResult',
  'nullAfter',
  'failedPayloadAfter',
  'http400After',
  'http408After',
  'http425After',
  'http499After',
  'http302After',
  'denied',
  'outdated',
] as const;
export const mishapsOfChanges = [...mishaps, ...changeMishaps, ...changeMishaps] as const;

/** What happens to the list of installations besides: the reply lacks it. */
export const mishapsOfFacts = [...mishaps, 'nullList', 'nullList'] as const;
export type Mishap = (typeof mishapsOfChanges)[number] | (typeof mishapsOfFacts)[number];

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
          case 'nullList':
            return answer(200, withNull(await carryOut(body), ['ecosystem', 'appInstallationsByApp']));
          default:
            return changed(mishap, () => carryOut(body));
        }
      },
    },
  };
}

const answer = (status: number, body: string) => ({ status, body, header: () => undefined });
const problem = (errorType?: string, message = 'Something broke') => ({
  message,
  path: ['changed'],
  extensions: { ...(errorType !== undefined && { errorType }) },
});

/** The reply to a change that went wrong in one of the ways of `changeMishaps`. */
async function changed(mishap: (typeof changeMishaps)[number], carryOut: () => Promise<string>): Promise<HttpAnswer> {
  const nothing = (error: object) => answer(200, JSON.stringify({ data: null, errors: [error] }));
  if (mishap === 'errorAtPath') return nothing(problem());
  if (mishap === 'denied') return nothing(problem('PERMISSION_DENIED'));
  if (mishap === 'outdated') return nothing(problem(undefined, 'Your client version is outdated'));
  const reply = await carryOut();
  const { data } = JSON.parse(reply) as { data: Record<string, unknown> };
  const field = Object.keys(data)[0] ?? '';
  const replied = (result: unknown, error?: object) =>
    answer(200, JSON.stringify({ data: { [field]: result }, ...(error && { errors: [error] }) }));
  switch (mishap) {
    case 'errorAtPathAfter':
      return replied(null, problem());
    case 'unknownTypeAfter':
      return replied(null, problem('MISHAP'));
    case 'deniedBesideResult':
      return replied(data[field], problem('PERMISSION_DENIED'));
    case 'nullAfter':
      return replied(null);
    case 'failedPayloadAfter':
      return replied({ success: false, errors: [{ message: 'Timed out', extensions: { statusCode: 504 } }] });
    default:
      return answer(Number(/\d+/.exec(mishap)?.[0]), JSON.stringify({ errors: [{ message: 'Not now' }] }));
  }
}

function withNull(reply: string, path: readonly [string, string]): string {
  const body = JSON.parse(reply) as { data: Record<string, Record<string, unknown> | null> };
  const [outer, inner] = path;
  return JSON.stringify({ ...body, data: { ...body.data, [outer]: { ...body.data[outer], [inner]: null } } });
}
