'use client';

/** The last resort, when even the layout fails: no texts, styles or language can be relied on. */
export default function GlobalError({ reset }: { error: Error; reset: () => void }) {
  return (
    <html lang="en">
      <body style={{ display: 'grid', placeContent: 'center', minHeight: '100vh', margin: 0, font: '16px system-ui', textAlign: 'center' }}>
        <h1 style={{ fontSize: '1.25rem' }}>Something went wrong</h1>
        <button type="button" onClick={reset} style={{ padding: '0.5rem 1rem', font: 'inherit' }}>
          Try again
        </button>
      </body>
    </html>
  );
}
