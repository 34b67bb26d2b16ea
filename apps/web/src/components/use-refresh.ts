'use client';
import { useRouter } from 'next/navigation';
import { useEffect } from 'react';

const REFRESH_MS = 3000;

/** Make the page anew every few seconds while something on it is under way and somebody looks. */
export function useRefresh(isUnderWay: boolean): void {
  const router = useRouter();
  useEffect(() => {
    if (!isUnderWay) return;
    const timer = setInterval(() => document.visibilityState === 'visible' && router.refresh(), REFRESH_MS);
    return () => clearInterval(timer);
  }, [isUnderWay, router]);
}
