/** A row that a foreign key promises. */
export function required<Row>(row: Row | null | undefined): Row {
  if (row === null || row === undefined) throw new Error('A row that a foreign key promises is missing');
  return row;
}
