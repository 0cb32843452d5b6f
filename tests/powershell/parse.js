// parse.js SCRIPT: prints the mistakes that a parser of PowerShell finds in a script, a line each, and
// then which brackets can be taken away without the parser noticing; every fourth is tried.
'use strict';
const fs = require('fs');
const path = require('path');
const { Parser, Language } = require('web-tree-sitter');

const place = ({ row, column }) => `${row + 1}:${column + 1}`;

function mistakes(node, found = []) {
  if (node.isError || node.isMissing) {
    found.push(`${place(node.startPosition)}: ${node.isMissing ? `${node.type} is missing` : 'not understood'}`);
  }
  if (node.hasError) node.children.forEach((child) => mistakes(child, found));
  return found;
}

async function main(script) {
  await Parser.init();
  const grammar = path.dirname(require.resolve('tree-sitter-powershell/package.json'));
  const parser = new Parser();
  parser.setLanguage(await Language.load(path.join(grammar, 'tree-sitter-powershell.wasm')));

  const text = fs.readFileSync(script, 'utf8');
  const root = parser.parse(text).rootNode;
  mistakes(root).forEach((line) => console.log(line));

  const brackets = root.descendantsOfType(['{', '}', '(', ')']);
  if (brackets.length < 100) console.log(`only ${brackets.length} brackets were found`);
  for (let i = 0; i < brackets.length; i += 4) {
    const { startIndex, startPosition } = brackets[i];
    const broken = parser.parse(text.slice(0, startIndex) + text.slice(startIndex + 1));
    if (!broken.rootNode.hasError) console.log(`${place(startPosition)}: this bracket is not missed`);
    broken.delete();
  }
}

// Without the exit, node goes on for seconds making the parser faster.
main(process.argv[2]).then(
  () => process.exit(0),
  (error) => {
    console.log(`${error}`);
    process.exit(1);
  },
);
