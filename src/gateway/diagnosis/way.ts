import { lookup } from 'node:dns/promises';
import { isIP, type Socket } from 'node:net';
import type { PeerCertificate, TLSSocket } from 'node:tls';
import { stopwatch } from '../../core/clock.ts';
import { ForgeError, toForgeError } from '../../core/errors.ts';
import type { Trust, TrustStore } from '../network/trusted-certificates.ts';
import { openProxy, openTcp, openTls, openTunnel, stepTimeoutMs } from '../network/connect.ts';
import { codeOf, connectError, faultOf, faultOfCode } from '../network/fault.ts';
import { chooseRoute, hostOf, portOf, type Route } from '../network/route.ts';
import type { NetworkSettings } from '../network/network-settings-type.ts';
import { unlessAborted } from '../network/unless-aborted.ts';
import type { SkipReason, Step, StepFacts, StepName, TakenStep } from './step.ts';

export interface WayOptions {
  readonly url: URL;
  readonly settings: NetworkSettings;
  readonly trusted: TrustStore;
  readonly signal: AbortSignal;
}

/**
 * Tests the route to the gateway step by step, in the order of a request: proxy, name, connection, certificate. Throws
 * `cancelled`.
 */
export async function* testWay({
  url,
  settings,
  trusted,
  signal,
}: WayOptions): AsyncGenerator<Step, boolean, undefined> {
  const host = hostOf(url);
  const port = portOf(url);
  const open: Socket[] = [];
  const keep = async (opening: Promise<Socket>): Promise<Socket> => {
    // A connection that is established after the user cancelled is closed too.
    opening.then((socket) => (signal.aborted ? socket.destroy() : open.push(socket))).catch(() => undefined);
    return opening;
  };
  const take = takeStep(signal);

  try {
    let route: Route | undefined;
    let socket: Socket | undefined;
    const proxyStep = await take('proxy', async () => {
      route = chooseRoute(url, settings);
      const { proxy, source } = route;
      if (proxy)
        socket = await keep(
          openTunnel(
            await keep(openProxy(proxy, () => trusted.complete(settings), settings.strictProxyCertificate)),
            proxy,
            host,
            port,
          ),
        );
      return {
        address: proxy && `${proxy.host}:${proxy.port}`,
        hasCredentials: proxy?.authorization !== undefined,
        source,
      };
    });
    yield proxyStep;
    if (proxyStep.outcome === 'failed') {
      yield* skipped(['dns', 'connection', 'certificate'], 'afterFailure');
      return false;
    }

    if (socket !== undefined) {
      yield* skipped(['dns'], 'proxyResolves');
    } else if (isIP(host) !== 0) {
      yield* skipped(['dns'], 'isAddress');
    } else {
      const step = await take('dns', async () => ({ addresses: await addressesOf(host) }));
      yield step;
      if (step.outcome === 'failed') {
        yield* skipped(['connection', 'certificate'], 'afterFailure');
        return false;
      }
    }

    const connectionStep = await take('connection', async () => {
      socket ??= await keep(openTcp(host, port));
      return {};
    });
    yield connectionStep;
    if (connectionStep.outcome === 'failed' || socket === undefined) {
      yield* skipped(['certificate'], 'afterFailure');
      return false;
    }

    if (url.protocol !== 'https:') {
      yield* skipped(['certificate'], 'withoutTls');
      return true;
    }
    const step = await certificateStep(host, socket, trusted.complete(settings), signal);
    yield step;
    return step.outcome === 'passed';
  } finally {
    for (const socket of open) socket.destroy();
  }
}

/** Makes a TLS handshake without verification, to describe a certificate that is not trusted; nothing is sent. */
async function certificateStep(
  host: string,
  socket: Socket,
  trusting: Promise<Trust>,
  signal: AbortSignal,
): Promise<TakenStep<'certificate'>> {
  let facts: StepFacts['certificate'] | undefined;
  const step = await takeStep(signal)('certificate', async () => {
    const trust = await trusting;
    const secure = await openTls(socket, { host, trust, isStrict: false });
    facts = certificateFacts(secure, trust);
    const refusal = secure.authorizationError as unknown;
    if (!secure.authorized) throw refusalOf(host, refusal);
    secure.destroy();
    return facts;
  });
  return step.outcome === 'failed' && facts ? { ...step, facts } : step;
}

function refusalOf(host: string, refusal: unknown): Error {
  // For most reasons, Node provides only the code.
  const code = codeOf(refusal) || String(refusal);
  return connectError(faultOfCode(Object.assign(new Error(code), { code })), `${host}, ${code}`, code);
}

function certificateFacts(socket: TLSSocket, { bundled, system, extra, problems }: Trust): StepFacts['certificate'] {
  const certificate = socket.getPeerCertificate();
  return {
    issuer: nameOf(certificate.issuer),
    subject: nameOf(certificate.subject),
    from: new Date(certificate.valid_from),
    until: new Date(certificate.valid_to),
    protocol: socket.getProtocol() ?? '',
    trusted: { bundled, system, extra },
    problems,
  };
}

/** The names by which people know an issuer. */
function nameOf(name: PeerCertificate['subject'] | undefined): string {
  const parts = [name?.CN, name?.O].flatMap((part) => part ?? []);
  return [...new Set(parts)].join(', ').slice(0, 200);
}

async function addressesOf(host: string): Promise<string[]> {
  try {
    const found = await unlessAborted(lookup(host, { all: true }), AbortSignal.timeout(stepTimeoutMs));
    return found.map(({ address }) => address);
  } catch (error) {
    throw connectError('dns', `${host}${codeOf(error) === '' ? '' : `, ${codeOf(error)}`}`, codeOf(error));
  }
}

function* skipped(names: readonly StepName[], why: SkipReason): Generator<Step, void, undefined> {
  for (const step of names) yield { step, outcome: 'skipped', why };
}

/** Returns a function that runs a step, times it, and converts errors to its result. Only `cancelled` is thrown. */
export function takeStep(signal: AbortSignal) {
  return async <Name extends StepName>(step: Name, run: () => Promise<StepFacts[Name]>): Promise<TakenStep<Name>> => {
    const ms = stopwatch();
    try {
      const facts = await unlessAborted(run(), signal);
      return { step, outcome: 'passed', facts, ms: ms() };
    } catch (thrown) {
      if (signal.aborted) throw new ForgeError('cancelled', 'Cancelled', { cause: thrown });
      const fault = faultOf(thrown);
      const error =
        fault && thrown instanceof Error
          ? new ForgeError('offline', thrown.message, { fault, cause: thrown })
          : toForgeError(thrown);
      return { step, outcome: 'failed', error, ms: ms() };
    }
  };
}
