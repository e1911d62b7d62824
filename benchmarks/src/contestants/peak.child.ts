/** The most multiplications and additions that WebAssembly SIMD makes on this core: the ceiling of any kernel. */
import wabt from 'wabt';
import { peakChains as chains } from '../peak-flops.js';
import { serve } from './protocol.js';

const names = Array.from({ length: chains }, (_, i) => `$a${i}`);
const text = `(module (func (export "run") (param $n i32) (result f32)
  ${names.map((name) => `(local ${name} v128)`).join(' ')} (local $x v128) (local $y v128)
  ${names.map((name, i) => `(local.set ${name} (f32x4.splat (f32.const ${i + 1})))`).join(' ')}
  (local.set $x (f32x4.splat (f32.const 0.999)))
  (local.set $y (f32x4.splat (f32.const 0.001)))
  (loop $l
    ${names.map((name) => `(local.set ${name} (f32x4.add (f32x4.mul (local.get ${name}) (local.get $x)) (local.get $y)))`).join('\n    ')}
    (br_if $l (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
  (f32x4.extract_lane 0 ${names.slice(1).reduce((sum, name) => `(f32x4.add ${sum} (local.get ${name}))`, `(local.get ${names[0]})`)})))`;
const { buffer } = (await wabt()).parseWat('peak.wat', text, { simd: true }).toBinary({});
const { instance } = await WebAssembly.instantiate(buffer as Uint8Array<ArrayBuffer>);
const run = instance.exports.run as (n: number) => number;

run(2e6);
await serve((cells) => {
  run(cells * 1e6);
  return Promise.resolve();
}, 10);
