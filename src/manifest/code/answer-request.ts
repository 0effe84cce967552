import { AppReading } from './app-reading.ts';
import type { CodeReply, CodeRequest } from './code-messages.ts';

/** What answers the requests to a thread that reads code. */
export function createAnswers(): (request: CodeRequest) => CodeReply {
  const readings = new Map<string, AppReading>();
  return (request) => {
    const { app } = request;
    const reading = readings.get(app) ?? (request.kind === 'layout' ? new AppReading() : undefined);
    if (reading === undefined) return { kind: request.kind === 'close' ? 'done' : 'lost' };
    readings.set(app, reading);
    switch (request.kind) {
      case 'layout':
        reading.setLayout(request.layout);
        break;
      case 'file':
        reading.setFile(request.file);
        break;
      case 'plan':
        return { kind: 'planned', plan: reading.plan() };
      case 'scan':
        reading.scan(request.path, request.failed);
        break;
      case 'results':
        return { kind: 'read', files: reading.results() };
      case 'close':
        readings.delete(app);
        break;
    }
    return { kind: 'done' };
  };
}
