/**
 * Makes this browser known to a host that does not know it, as one that was started again: the page, fetched once more, brings a
 * cookie of the new host. Where that host has another page than this one, this one is loaded anew.
 * Rejects where no host answers.
 */
export async function introduce(): Promise<void> {
  const answer = await fetch('/', { cache: 'no-store', credentials: 'same-origin' });
  const page = await answer.text();
  const script = document.querySelector('script[type="module"]')?.getAttribute('src');
  // The names of assets change with their contents.
  if (answer.ok && typeof script === 'string' && !page.includes(script)) location.reload();
}
