/** One media section of a session description (RFC 8866), as far as a camera's stream needs it. */
export interface SdpMedia {
  readonly kind: string;
  readonly payloadType: number;
  /** In upper case, such as `H264`; the static ones of RFC 3551 are not listed, cameras do not use them for video. */
  readonly encoding: string;
  readonly clockRate: number;
  readonly format: ReadonlyMap<string, string>;
  /** As written: relative, absolute or `*`; null where there is none. */
  readonly control: string | null;
}

export interface Sdp {
  readonly control: string | null;
  readonly media: readonly SdpMedia[];
}

interface Section {
  kind: string;
  payloadType: number;
  attributes: [string, string][];
}

/** Never fails: what it does not know it leaves out. */
export function parseSdp(text: string): Sdp {
  const session: [string, string][] = [];
  const sections: Section[] = [];
  for (const line of text.split(/\r?\n/)) {
    const value = line.slice(2).trim();
    if (line.startsWith('m=')) {
      const [kind = '', , , payloadType = ''] = value.split(/\s+/);
      sections.push({ kind, payloadType: Number(payloadType), attributes: [] });
    } else if (line.startsWith('a=')) {
      const colon = value.indexOf(':');
      const attribute: [string, string] = colon === -1 ? [value, ''] : [value.slice(0, colon), value.slice(colon + 1).trim()];
      (sections.at(-1)?.attributes ?? session).push(attribute);
    }
  }
  return { control: attributeOf(session, 'control'), media: sections.map(mediaOf) };
}

function mediaOf(section: Section): SdpMedia {
  const own = (name: string) =>
    section.attributes
      .filter(([key, value]) => key === name && Number.parseInt(value, 10) === section.payloadType)
      .map(([, value]) => value.replace(/^\d+\s*/, ''))[0] ?? '';
  const [encoding = '', clockRate = ''] = own('rtpmap').split('/');
  return {
    kind: section.kind,
    payloadType: section.payloadType,
    encoding: encoding.toUpperCase(),
    clockRate: Number(clockRate) || 90_000,
    format: new Map(
      own('fmtp')
        .split(';')
        .map((field) => field.trim())
        .filter((field) => field !== '')
        .map((field) => {
          const equals = field.indexOf('=');
          return equals === -1 ? [field.toLowerCase(), ''] : [field.slice(0, equals).trim().toLowerCase(), field.slice(equals + 1).trim()];
        }),
    ),
    control: attributeOf(section.attributes, 'control'),
  };
}

function attributeOf(attributes: readonly [string, string][], name: string): string | null {
  return attributes.find(([key]) => key === name)?.[1] ?? null;
}

/** The address of a control attribute, seen from the description's own (RFC 2326 §C.1.1). */
export function resolveControl(base: string, control: string | null): string {
  if (control === null || control === '' || control === '*') return base;
  if (/^rtsps?:\/\//i.test(control)) return control;
  // Not the URL class: a query in the base (`/stream?channel=1`) has to stay, and cameras expect plain concatenation.
  return base.endsWith('/') || control.startsWith('/') ? `${base.replace(/\/$/, '')}/${control.replace(/^\//, '')}` : `${base}/${control}`;
}
