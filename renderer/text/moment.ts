const two = (value: number) => String(value).padStart(2, '0');

/** Local day, `2024-09-02`, of milliseconds or an ISO instant. */
export function dayStamp(at: number | string): string {
  const date = new Date(at);
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** Local day and minute, `2024-09-02 16:20`. */
export function minuteStamp(at: number | string): string {
  const date = new Date(at);
  return `${dayStamp(at)} ${two(date.getHours())}:${two(date.getMinutes())}`;
}
