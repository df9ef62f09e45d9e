import { once } from 'node:events';
import { createServer } from 'node:net';
import type { Socket } from 'node:net';

export interface SocketServer {
  url: string;
  /** How many connections were opened. */
  connections(): number;
  /** The requests that came in whole, as text. */
  requests(): readonly string[];
  close(): Promise<void>;
}

/** A server that reads one HTTP request after the other from each connection and leaves the answer to the test. */
export async function startSocketServer(answer: (socket: Socket, request: string) => void): Promise<SocketServer> {
  const open = new Set<Socket>();
  const requests: string[] = [];
  let connections = 0;
  const server = createServer((socket) => {
    connections += 1;
    open.add(socket);
    let received = '';
    socket.setEncoding('latin1');
    socket.on('close', () => open.delete(socket));
    // What the other side does to the connection is what these tests are about.
    socket.on('error', () => undefined);
    socket.on('data', (chunk) => {
      received += String(chunk);
      const end = endOfRequest(received);
      if (end === undefined) return;
      const request = received.slice(0, end);
      received = received.slice(end);
      requests.push(request);
      answer(socket, request);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    connections: () => connections,
    requests: () => requests,
    async close() {
      const closed = once(server, 'close');
      server.close();
      for (const socket of open) socket.destroy();
      await closed;
    },
  };
}

/** An HTTP answer as it goes over the wire. */
export function httpAnswer(status: number, body: string, headers: Record<string, string> = {}): string {
  const all = { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(body)), ...headers };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 ${status} Whatever\r\n${lines.join('')}\r\n${body}`;
}

function endOfRequest(received: string): number | undefined {
  const head = received.indexOf('\r\n\r\n');
  if (head < 0) return undefined;
  const length = Number(/content-length: (\d+)/i.exec(received.slice(0, head))?.[1] ?? 0);
  const end = head + 4 + length;
  return received.length >= end ? end : undefined;
}
