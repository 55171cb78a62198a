/** Times for which the word is usually given, minutes. */
export const FLOOR_MINUTES = [1, 3, 5, 10] as const;
