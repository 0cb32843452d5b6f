// What the code of the extension has to hold besides its types.
import tseslint from 'typescript-eslint';

export default tseslint.config(tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked, {
  languageOptions: { parserOptions: { projectService: true } },
  rules: {
    '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
    'max-lines-per-function': ['error', { max: 40, skipComments: true }],
  },
});
