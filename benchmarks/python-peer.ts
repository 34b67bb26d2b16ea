import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The Python that holds the peers: `PEERS_PYTHON`, else the virtual environment in `.peers/venv` of the repository. */
function peersPython(): string {
  const python = process.env['PEERS_PYTHON'] ?? fileURLToPath(new URL('../../.peers/venv/bin/python', import.meta.url));
  if (!existsSync(python)) throw new Error(`No Python with the peers at ${python}; set PEERS_PYTHON to one`);
  return python;
}

/**
 * Run a peer's script, given as a path within `benchmarks/`: the input as JSON on its standard input, its answer as JSON on its standard output.
 * @param threads of OpenMP and BLAS
 */
export async function askPythonPeer<Answer>(script: string, input: unknown, threads: number): Promise<Answer> {
  const count = String(threads);
  const child = spawn(peersPython(), [fileURLToPath(new URL(`../${script}`, import.meta.url))], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, OMP_NUM_THREADS: count, OPENBLAS_NUM_THREADS: count, MKL_NUM_THREADS: count },
  });
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  child.stdin.end(JSON.stringify(input));
  const status = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  if (status !== 0) throw new Error(`${script} ended with status ${status}`);
  return JSON.parse(Buffer.concat(chunks).toString('utf8')) as Answer;
}
