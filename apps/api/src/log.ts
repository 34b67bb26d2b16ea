/** One line for people, with what belongs to it. */
export type Log = (message: string, details?: Readonly<Record<string, string | number | null>>) => void;

/** Lines on standard error: time, message, details as `key=value`. */
export const createLog =
  (stream: NodeJS.WritableStream): Log =>
  (message, details = {}) => {
    const pairs = Object.entries(details).map(
      ([key, value]) => ` ${key}=${typeof value === 'string' && /\s/.test(value) ? JSON.stringify(value) : value}`,
    );
    stream.write(`${new Date().toISOString()} ${message}${pairs.join('')}\n`);
  };
