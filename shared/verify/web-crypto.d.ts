/**
 * All that this layer may know of where it runs: what Node, Electron and a plain page have alike. The types of neither are
 * compiled in, so that anything else of theirs is an error here.
 */

interface WebCryptoAlgorithm {
  readonly name: string;
}

interface WebCryptoKey {
  readonly type: string;
}

interface WebCryptoSubtle {
  digest(algorithm: string, data: Uint8Array<ArrayBuffer>): Promise<ArrayBuffer>;
  importKey(
    format: 'spki',
    key: Uint8Array<ArrayBuffer>,
    algorithm: WebCryptoAlgorithm,
    extractable: boolean,
    uses: 'verify'[],
  ): Promise<WebCryptoKey>;
  verify(
    algorithm: WebCryptoAlgorithm,
    key: WebCryptoKey,
    signature: Uint8Array<ArrayBuffer>,
    data: Uint8Array<ArrayBuffer>,
  ): Promise<boolean>;
}

declare const crypto: { readonly subtle: WebCryptoSubtle };

declare class TextDecoder {
  constructor(label: string, options: { readonly fatal?: boolean; readonly ignoreBOM?: boolean });
  decode(bytes: Uint8Array): string;
}
