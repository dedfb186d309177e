import { readFileSync } from 'node:fs';
import ts from 'typescript';

/** Attributes that somebody reads or hears. */
const READ = new Set(['title', 'aria-label', 'aria-description', 'aria-roledescription', 'aria-valuetext', 'placeholder', 'alt', 'label', 'text', 'hint', 'problem', 'disabledBecause']);
const LETTER = /\p{L}/u;
/** No word of the program has them. */
const ACCENT = /[À-ÖØ-öø-ÿ]/;

/** Texts that stand in a source file instead of in the words: between the tags of a template, in what somebody reads of it, or anywhere with an accent. */
export function textsIn(file: string, source = readFileSync(file, 'utf8')): readonly string[] {
  const tree = ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true, file.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (isShown(node)) found.push(`${file}:${tree.getLineAndCharacterOfPosition(node.getStart()).line + 1} ${node.getText().trim()}`);
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}

function isShown(node: ts.Node): boolean {
  if (ts.isJsxText(node)) return LETTER.test(node.text);
  if (!ts.isStringLiteralLike(node) && !ts.isTemplateHead(node) && !ts.isTemplateMiddleOrTemplateTail(node)) return false;
  return ACCENT.test(node.text) || (LETTER.test(node.text) && isRead(node));
}

/** Whether a text is a child of an element, or the value of an attribute that is read: by itself, or as one of two choices. */
function isRead(node: ts.Node): boolean {
  const { parent } = node;
  if (ts.isJsxAttribute(parent)) return READ.has(parent.name.getText());
  if (ts.isJsxExpression(parent)) return ts.isJsxAttribute(parent.parent) ? READ.has(parent.parent.name.getText()) : true;
  const isChoice = ts.isConditionalExpression(parent) ? parent.condition !== node : ts.isParenthesizedExpression(parent) || ts.isTemplateExpression(parent) || ts.isTemplateSpan(parent);
  const isOr = ts.isBinaryExpression(parent) && [ts.SyntaxKind.BarBarToken, ts.SyntaxKind.AmpersandAmpersandToken, ts.SyntaxKind.QuestionQuestionToken, ts.SyntaxKind.PlusToken].includes(parent.operatorToken.kind);
  return (isChoice || isOr) && isRead(parent);
}
