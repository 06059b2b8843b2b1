/** pdfmake ships no types; these are the few entry points the notices use. */
declare module 'pdfmake' {
  interface Document {
    getBuffer(): Promise<Buffer>;
  }
  interface PdfMake {
    readonly virtualfs: { writeFileSync(name: string, content: Buffer): void };
    setFonts(fonts: Record<string, { normal: string; bold?: string }>): void;
    setTableLayouts(layouts: Record<string, object>): void;
    setUrlAccessPolicy(allow: (url: string) => boolean): void;
    setLocalAccessPolicy(allow: (path: string) => boolean): void;
    createPdf(definition: object, options?: object): Document;
  }
  const pdfMake: PdfMake;
  export default pdfMake;
}
