import nx from '@nx/eslint-plugin';
import tseslint from 'typescript-eslint';

/** Which package may import which: the table of docs/design.md, enforced. */
const mayImport = {
  testing: [],
  'stable-ops': ['testing'],
  detectors: ['testing'],
  scenarios: ['stable-ops'],
  graph: ['testing'],
  compiler: ['graph'],
  sweep: ['scenarios', 'graph', 'compiler'],
  report: ['sweep'],
  harness: ['stable-ops', 'detectors', 'scenarios', 'graph', 'compiler', 'sweep', 'report'],
  tools: [],
  benchmarks: ['*'],
};

export default tseslint.config(
  {
    ignores: [
      '**/dist/**',
      '**/.nx/**',
      '**/.native/**',
      '**/runs/**',
      '**/golden/**',
      '**/generated/**',
      '**/files/**',
    ],
  },
  {
    files: ['**/*.ts'],
    extends: [...tseslint.configs.strict, ...tseslint.configs.stylistic],
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-invalid-void-type': 'off',
      '@typescript-eslint/unified-signatures': 'off',
      '@typescript-eslint/consistent-indexed-object-style': 'off',
      '@typescript-eslint/consistent-type-definitions': 'off',
      'no-console': 'error',
      eqeqeq: ['error', 'always'],
    },
  },
  { files: ['tools/**/*.ts', 'benchmarks/**/*.ts'], rules: { 'no-console': 'off' } },
  {
    files: ['**/*.ts'],
    plugins: { '@nx': nx },
    rules: {
      '@nx/enforce-module-boundaries': [
        'error',
        {
          enforceBuildableLibDependency: false,
          allow: [],
          depConstraints: Object.entries(mayImport).map(([name, targets]) => ({
            sourceTag: `package:${name}`,
            onlyDependOnLibsWithTags: targets.map((target) =>
              target === '*' ? '*' : `package:${target}`,
            ),
          })),
        },
      ],
    },
  },
);
