/** The mark: a hexagonal prism seen from one corner. */
export function Mark() {
  return (
    <svg viewBox="0 0 24 24" aria-hidden="true" fill="none" stroke="currentColor" strokeWidth="1.6" strokeLinejoin="round">
      <path d="M12 2 4 6.6v10.8L12 22l8-4.6V6.6z" fill="currentColor" fillOpacity="0.14" />
      <path d="m4 6.6 8 4.6 8-4.6M12 11.2V22" />
    </svg>
  );
}
