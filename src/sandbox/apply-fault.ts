import { corruptReply } from './corrupt-reply.ts';
import { type Exchange, failure, send } from './exchange.ts';
import type { Reply } from './execute-graphql.ts';
import type { Fault } from './faults.ts';

/** Applies a fault that needs no look at the request. Returns whether there was one. */
export function applyBefore(fault: Fault | undefined, exchange: Exchange): boolean {
  switch (fault?.kind) {
    case 'hang':
      return true;
    case 'drop':
      exchange.response.destroy();
      return true;
    case 'status':
      send(
        exchange,
        { status: fault.status, body: fault.body ?? failure(fault.status, `Status ${fault.status}`) },
        fault.retryAfter === undefined ? {} : { 'retry-after': fault.retryAfter },
      );
      return true;
    case 'garbage':
      send(
        exchange,
        { status: 200, body: '<!doctype html><html><body><h1>Sign in to the network</h1></body></html>' },
        { 'content-type': 'text/html; charset=utf-8' },
      );
      return true;
    default:
      return false;
  }
}

/** Sends a reply with what a fault does to it: not at all, by halves, changed, or at another time. */
export function sendReply(reply: Reply, fault: Fault | undefined, exchange: Exchange): void {
  const { response } = exchange;
  switch (fault?.kind) {
    case 'dropAfterSending':
      response.destroy();
      return;
    case 'truncated':
      response.writeHead(reply.status, {
        'content-type': 'application/json; charset=utf-8',
        'content-length': String(Buffer.byteLength(reply.body)),
      });
      response.write(reply.body.slice(0, Math.floor(reply.body.length / 2)), () => response.destroy());
      return;
    case 'errors':
    case 'malformed':
    case 'reply':
      send(exchange, { ...reply, body: corruptReply(reply.body, fault) });
      return;
    case 'clock':
      send(exchange, reply, { date: new Date(Date.now() + fault.aheadMs).toUTCString() });
      return;
    default:
      send(exchange, reply);
  }
}
