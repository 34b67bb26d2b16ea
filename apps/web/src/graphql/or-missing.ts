import { ApiError, ApiUnreachableError } from './api-error';

/** Turn what a page can say in words into a value; defects go on to the error boundary. */
export const orMissing = <Answer>(answer: Promise<Answer>): Promise<Answer | 'missing' | 'unreachable'> =>
  answer.catch((error: unknown) => {
    if (error instanceof ApiUnreachableError) return 'unreachable';
    if (error instanceof ApiError && error.isMissing) return 'missing';
    throw error;
  });
