# Small changes of C sources: operators, bounds, constants, conditions and statements dropped.
import re
from dataclasses import dataclass

RELATIONS = {"<": "<=", "<=": "<", ">": ">=", ">=": ">", "==": "!=", "!=": "=="}
OPERATORS = {"&&": "||", "||": "&&", "+": "-", "-": "+", "*": "+", "|=": "=", "+=": "=", "&": "|", "|": "&"}
WORDS = {"true": "false", "false": "true"}
# A binary operator stands between blanks: clang-format sees to it. Such a '*' may declare a pointer, which then
# does not compile.
OPERATOR = re.compile(r" (<=|>=|==|!=|&&|\|\||\|=|\+=|[<>+*&|-]) ")
WORD = re.compile(r"\b(true|false)\b")
NUMBER = re.compile(r"(?<![\w.\"])(\d+)(?![\w.])")
STATEMENT = re.compile(r"^(\s+)((?!return|break|continue|goto|case|const|static|struct|enum|uint|int|size_t|bool|char|\(void\))"
                       r"[\w\[\]>*(.-]+.*;)$")


@dataclass(frozen=True)
class Mutant:
    file: str
    line: int  # from 1
    begin: int  # of the text in the line
    old: str
    new: str
    text: str  # the line as it was, without what is around it

    @property
    def change(self):
        return f"{self.old.strip()} -> {self.new.strip() or 'nothing'}"

    def __str__(self):
        return f"{self.file}:{self.line}: {self.change} in: {self.text}"

    def applied(self, lines):
        changed = list(lines)
        line = changed[self.line - 1]
        changed[self.line - 1] = line[:self.begin] + self.new + line[self.begin + len(self.old):]
        return changed


def blank(match):
    return " " * len(match[0])


def code_of(line):
    """The line with comments, texts and characters blanked: places stay the same."""
    line = re.sub(r'"(?:[^"\\]|\\.)*"', lambda m: '"' + " " * (len(m[0]) - 2) + '"', line)
    line = re.sub(r"'(?:[^'\\]|\\.)*'", blank, line)
    return re.sub(r"//.*", blank, line)


def closing(code, at):
    """Where the bracket at `at` ends in the line, or None."""
    depth = 0
    for place in range(at, len(code)):
        depth += (code[place] == "(") - (code[place] == ")")
        if depth == 0:
            return place
    return None


def of_conditions(code):
    for match in re.finditer(r"\b(?:if|while) (\()", code):
        end = closing(code, match.start(1))
        if end is not None:
            condition = code[match.start(1):end + 1]
            yield match.start(1), condition, "(false)"
            if match[0].startswith("if"):
                yield match.start(1), condition, "(true)"


def of_operators(code):
    for match in OPERATOR.finditer(code):
        old = match[1]
        yield match.start(1), old, RELATIONS.get(old) or OPERATORS[old]
    for match in WORD.finditer(code):
        yield match.start(), match[0], WORDS[match[0]]


def of_constants(code):
    for match in NUMBER.finditer(code):
        value = int(match[1])
        yield match.start(), match[1], str(value + 1)
        if value > 1:
            yield match.start(), match[1], str(value - 1)


def of_statements(code):
    match = STATEMENT.match(code)
    if match and code.count("(") == code.count(")"):
        yield match.start(2), match[2], ";"


def mutants_of(file, lines):
    """All mutants of a source file. What is no code of a function is left alone."""
    for number, line in enumerate(lines, 1):
        code = code_of(line)
        if not line.startswith("    ") or code.lstrip().startswith(("#", "[", "{")) or not code.strip():
            continue
        for maker in (of_conditions, of_operators, of_constants, of_statements):
            for begin, old, new in maker(code):
                yield Mutant(file, number, begin, line[begin:begin + len(old)], new, line.strip())
