// The workshop's engine as wasm-bindgen writes it; `wasm/build` puts engine.js beside the page.

export class NativeRuleSet {
  private constructor();
  free(): void;
  describeJson(options: string, lang: string): string;
  toBundle(): string;
}

export class NativeWorkshop {
  private constructor();
  static parse(layers: string, lang: string): NativeWorkshop;
  put(layer: number, path: string, text?: string): void;
  check(depth: number, asOf: string | undefined, lang: string): string;
  runExamples(depth: number, only: string | undefined, lang: string): string;
  recommend(depth: number, profile: string, asOf: string | undefined, lang: string): string;
  ruleSet(depth: number, lang: string): NativeRuleSet;
  newScheme(depth: number, id: string, kind: string, lang: string): string;
  schema(depth: number, kind: string, lang: string): string | undefined;
}

export function explain(code: string, lang: string): string;
export function codes(lang: string): string;
export default function start(from: { module_or_path: WebAssembly.Module }): Promise<unknown>;
