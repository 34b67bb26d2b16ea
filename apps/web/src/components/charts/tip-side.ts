/** On which side of its point a tip hangs, so that it stays within the picture. @param reach half of the widest tip, pixels */
export const tipSide = (x: number, width: number, reach: number): 'start' | 'middle' | 'end' =>
  x < reach ? 'start' : x > width - reach ? 'end' : 'middle';
