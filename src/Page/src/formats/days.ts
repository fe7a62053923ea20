// Days as our texts write them, `2026-11-23`: in this form they compare as words do.

/** A day that exists, in its one written form. Years 1 to 9999, as .NET reads them. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || text < "0001") return false;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().slice(0, 10) === text;
}

/** The device's day in UTC, whatever it is worth. */
export const dayOf = (now: Date): string => now.toISOString().slice(0, 10);
