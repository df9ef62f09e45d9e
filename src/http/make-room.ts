import type { Server } from 'node:http';
import type { Socket } from 'node:net';

/**
 * Holds at most so many connections. When one more comes, the oldest that is not being answered is closed: connections
 * that send nothing, or a byte now and then, never keep out a health check, and requests under way go on.
 */
export function makeRoom(server: Server, most: number): void {
  const all = new Set<Socket>();
  const unanswered = new Set<Socket>();

  server.on('connection', (socket) => {
    all.add(socket);
    unanswered.add(socket);
    socket.once('close', () => {
      all.delete(socket);
      unanswered.delete(socket);
    });
    if (all.size <= most) return;
    // The newest one itself, when all the others are being answered.
    const [oldest = socket] = unanswered;
    oldest.destroy();
    all.delete(oldest);
    unanswered.delete(oldest);
  });

  server.on('request', ({ socket }, response) => {
    unanswered.delete(socket);
    response.once('close', () => {
      if (all.has(socket)) unanswered.add(socket);
    });
  });
}
