'use client';

const YEAR_SECONDS = 31_536_000;

/** Keep a choice in a cookie, so that the server already makes the page as chosen. */
export function remember(name: string, value: string): void {
  document.cookie = `${name}=${value}; path=/; max-age=${YEAR_SECONDS}; samesite=lax`;
}
