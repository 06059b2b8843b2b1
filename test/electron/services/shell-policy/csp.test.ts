import { describe, expect, it } from 'vitest';
import { contentSecurityPolicy, PAGE_HEADERS } from '#electron/services/shell-policy/csp.ts';

const directives = new Map(
  contentSecurityPolicy('N')
    .split('; ')
    .map((directive) => [directive.split(' ')[0] ?? '', directive.split(' ').slice(1)]),
);

describe('the policy of the page', () => {
  it('runs scripts of our own files alone: none inline, none evaluated, none from blobs', () => {
    expect(directives.get('script-src')).toEqual(["'self'"]);
  });

  it('names no other host and no wildcard anywhere', () => {
    const allowed = new Set(["'self'", "'none'", 'blob:', 'data:', "'nonce-N'"]);
    for (const sources of directives.values()) for (const source of sources) expect(allowed).toContain(source);
  });

  it('closes plugins, base addresses, framing and forms', () => {
    for (const name of ['object-src', 'base-uri', 'frame-ancestors', 'form-action'])
      expect(directives.get(name)).toEqual(["'none'"]);
  });

  it('leaves the camera to our own page and takes position, microphone and devices away', () => {
    const policy = PAGE_HEADERS['Permissions-Policy'] ?? '';
    expect(policy).toContain('camera=(self)');
    for (const feature of ['geolocation', 'microphone', 'usb', 'serial', 'hid'])
      expect(policy).toContain(`${feature}=()`);
  });
});
