"""Plimsoll policies for Pygments: pygmentize -x -l plimsoll.py:PlimsollLexer POLICY."""

from pygments.lexer import RegexLexer, bygroups, default, include, words
from pygments.token import Comment, Keyword, Literal, Name, Number, Operator, Punctuation, String, Whitespace

__all__ = ["PlimsollLexer"]

STATEMENTS = """
    policy facts use summary param define rule root record extend import waive test severity when let
    require message remedy see tag given with expect""".split()
CONTROL = "if then else for has every some no".split()
OPERATORS = "not where in matches like or and default mod".split()
CONSTANTS = "true false".split()
FUNCTIONS = """
    abs floor ceil round lower upper length starts_with ends_with contains trim split join part capture
    replace missing distinct largest packs same_elements ascending unique version major in_network hour
    weekday number text count sum min max avg known""".split()
TYPES = "bool int number text time version bytes duration frequency bandwidth".split()
SIZES = "B KB kB MB GB TB PB EB KiB MiB GiB TiB PiB EiB bit Kbit kbit Mbit Gbit".split()
UNITS = "ns us ms s min h d Hz KHz kHz MHz GHz".split()

NAME = r"[a-z_][a-z0-9_]*"
RESERVED = "|".join(STATEMENTS + CONTROL + OPERATORS + CONSTANTS)
THEN_NAME = rf"(?=[ \t]+(?!(?:{RESERVED})\b)[a-z_])"
VERDICTS = "pass|fail|unknown|skip|waived"
UNIT = rf"(?:(?:{'|'.join(SIZES)})/s(?![A-Za-z0-9_(])|(?:{'|'.join(SIZES + UNITS)})\b)"

# Words that are names elsewhere: what stands beside them tells.
CONTEXTUAL = "|".join([
    r"version(?=[ \t]+[\"'])",
    rf"(?:set|skip|without|missing|key){THEN_NAME}",
    r"for[ \t]+each\b",
    r"one[ \t]+of\b",
    r"(?:min|max|margin)(?=[ \t]+-?[ \t]*[0-9])",
    rf"plan(?=[ \t]+{NAME}[ \t]*:)",
    r"(?:reasons|answers|origins)(?=[ \t]+in\b)",
    r"mandatory(?=[ \t]*(?:#|$))",
    r"(?:until|at)(?=[ \t]+[0-9])",
    r"(?:because|approved|case)(?=[ \t]+[\"'])",
    r"even[ \t]+if[ \t]+unknown\b",
    rf"expect[ \t]+(?:(?:run[ \t]+)?(?:{VERDICTS})|value)\b",
])


class PlimsollLexer(RegexLexer):
    """Policies, fact models, settings, waivers and tests of Plimsoll."""

    name = "Plimsoll"
    aliases = ["plimsoll", "plim"]
    filenames = ["*.plim"]

    tokens = {
        "root": [
            (r"(summary|message|remedy)([ \t]+)(\")", bygroups(Keyword, Whitespace, String), "template"),
            (r"\"", String, "text"),
            (r"[{}]", Punctuation),
            include("expression"),
        ],
        "expression": [
            (r"\s+", Whitespace),
            (r"#.*", Comment.Single),
            (r"'[^'\n]*'", String.Single),
            (rf"{NAME}(?=[ \t]*:(?!=))", Name.Attribute),
            (rf"(\.)({NAME})", bygroups(Punctuation, Name.Attribute)),
            (r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([Tt][0-9:.]+([Zz]|[+-][0-9:]+)?)?", Literal.Date),
            (rf"([0-9]+(?:\.[0-9]+)?)([ \t]*)({UNIT})", bygroups(Number, Whitespace, Keyword.Type)),
            (r"[0-9]+(\.[0-9]+)?%?", Number),
            (rf"(policy|facts|import|waive|rule|define|record|param|root|let)([ \t]+)({NAME}(?:\.{NAME})*)",
             bygroups(Keyword, Whitespace, Name.Function)),
            (r"(severity)([ \t]+)(error|warning|info)\b", bygroups(Keyword, Whitespace, Name.Constant)),
            (r"list[ \t]+of\b", Keyword, "type"),
            (rf"(?:{CONTEXTUAL})", Keyword),
            (r":", Punctuation, "type"),
            (words(STATEMENTS + CONTROL, prefix=r"\b", suffix=r"\b"), Keyword),
            (words(OPERATORS, prefix=r"\b", suffix=r"\b"), Operator.Word),
            (words(CONSTANTS, prefix=r"\b", suffix=r"\b"), Keyword.Constant),
            (words(FUNCTIONS, prefix=r"\b", suffix=r"(?=\()"), Name.Builtin),
            (NAME, Name),
            (r"[-+*/<>=!]+", Operator),
            (r"[()\[\],]", Punctuation),
        ],
        # What may be a type stands behind a colon or "list of".
        "type": [
            (r"[ \t]+", Whitespace),
            (words(TYPES, prefix=r"\b", suffix=r"\b(?![ \t]*[(.])"), Keyword.Type, "#pop"),
            default("#pop"),
        ],
        "text": [
            (r"[^\"\\\n]+", String),
            (r"\\([\"\\nt]|u\{[0-9A-Fa-f]+\})", String.Escape),
            (r"\"|(?=\n)", String, "#pop"),
        ],
        "template": [
            (r"[^\"\\{}\n]+", String),
            (r"\{\{|\}\}", String.Escape),
            (r"\{", String.Interpol, "interpolation"),
            include("text"),
        ],
        "interpolation": [
            (r"\}", String.Interpol, "#pop"),
            (r"(?=[\"\n])", String, "#pop"),
            include("expression"),
        ],
    }
