import ts from 'typescript';

/** Two words or more that begin like a sentence, or end like one. */
const SENTENCE = /^[^\p{L}]*\p{Lu}[\p{Ll}’]*,? (?:.* )?\p{Ll}|\p{L}\S* .*[\p{L}\p{N})”*`>][.?!…:]$/su;
/** A name that Discord gives, such as "Send Messages in Threads". */
const NAME = /^(?:\p{Lu}\S*|in|of|the|and)(?: (?:\p{Lu}\S*|in|of|the|and))*$/u;

/** The texts of a source file that are sentences for people: not what is thrown, logged, imported or a type. */
export function sentencesIn(name: string, source: string): string[] {
  const file = ts.createSourceFile(name, source, ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  function visit(node: ts.Node): void {
    if (isForOperators(node)) return;
    const text = textOf(node);
    if (text !== undefined && SENTENCE.test(text) && !NAME.test(text)) {
      found.push(`${name}:${file.getLineAndCharacterOfPosition(node.getStart()).line + 1} ${text}`);
    }
    ts.forEachChild(node, visit);
  }
  visit(file);
  return found;
}

function isForOperators(node: ts.Node): boolean {
  if (ts.isNewExpression(node) || ts.isTypeNode(node) || ts.isTaggedTemplateExpression(node)) return true;
  if (!ts.isCallExpression(node)) return false;
  return node.expression.kind === ts.SyntaxKind.SuperKeyword || /^(?:\w+\.)?log[.[]/.test(node.expression.getText());
}

/** What a literal says, with a number in place of each fact. */
function textOf(node: ts.Node): string | undefined {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (!ts.isTemplateExpression(node)) return undefined;
  return node.head.text + node.templateSpans.map(({ literal }) => `7${literal.text}`).join('');
}
