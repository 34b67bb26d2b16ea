import { createServer } from 'node:net';

/** Ports tried after the wanted one. */
const TRIES = 50;

/** The wanted port of this address, or the next one that is free. @throws {Error} where none of fifty is */
export async function findPort(host: string, wanted: number): Promise<number> {
  for (let port = wanted; port < wanted + TRIES && port <= 65_535; port++) if (await isFree(host, port)) return port;
  throw new Error(`No port from ${wanted} to ${wanted + TRIES - 1} is free on ${host}`);
}

const isFree = (host: string, port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, host, () => server.close(() => resolve(true)));
  });
