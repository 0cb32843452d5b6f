"""Random policies, tests and fact models for plimsoll fmt: valid, and laid out by chance.

generate.py FOLDER SEED COUNT writes so many files into a folder.
"""

import random
import sys

NAMES = "a b memory disk pool host min max key value le in_use of case run".split()
UNITS = ["GiB", "MiB", "B", "s", "min", "h", "Mbit/s"]


class Policy:
    """One text as it grows: its tokens, each with whether a blank may be left out before it."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.tokens = []

    def add(self, *tokens):
        self.tokens.extend(tokens)

    def chance(self, part):
        return self.random.random() < part

    def pick(self, items):
        return self.random.choice(items)

    def some(self, least, most, part, between=None):
        for i in range(self.random.randint(least, most)):
            if i and between:
                self.add(between)
            part()

    def name(self):
        self.add(self.pick(NAMES))

    def text(self):
        words = [self.pick(NAMES) for _ in range(self.random.randint(0, 12))]
        self.add(self.pick(['"%s"', "'%s'", '"%s \\" # \u00e9"']) % " ".join(words))

    def literal(self):
        kind = self.random.randrange(6)
        if kind == 0:
            self.add(str(self.random.randint(0, 10**6)))
        elif kind == 1:
            self.add("%d %s" % (self.random.randint(1, 99), self.pick(UNITS)))
        elif kind == 2:
            self.text()
        elif kind == 3:
            self.add(self.pick(["true", "false", "90%", "2026-01-02", "2026-01-02T03:04:05Z"]))
        else:
            self.name()

    def postfix(self, depth):
        if depth and self.chance(0.2):
            self.name()
            self.add("(")
            if self.chance(0.9):
                self.some(1, 3, lambda: self.argument(depth - 1), ",")
            self.add(")")
        elif depth and self.chance(0.2):
            self.add("(")
            self.filtered(depth - 1)
            self.add(")")
        elif depth and self.chance(0.15):
            self.add("[")
            self.some(0, 12, lambda: self.whole(depth - 2 if depth > 1 else 0), ",")
            self.add("]")
        elif self.chance(0.3):
            self.literal()
            return
        else:
            self.name()
        while self.chance(0.4):
            if depth and self.chance(0.2):
                self.add("[")
                self.whole(depth - 1)
                self.add("]")
            else:
                self.add("." + self.pick(NAMES))

    def value(self, depth):
        if self.chance(0.07):
            self.add("-", " ")
        self.postfix(depth)
        if depth and self.chance(0.1):
            self.add("default")
            self.postfix(depth - 1)
            return
        while depth and self.chance(0.25):
            self.add(self.pick(["+", "-", "*", "/", "mod"]))
            self.postfix(depth - 1)

    def comparison(self, depth):
        self.value(depth)
        if self.chance(0.4):
            self.add(*self.pick([["=="], ["!="], ["<"], ["<="], ["in"], ["not", "in"], ["like"], ["matches"]]))
            self.value(depth)

    def binder(self, depth):
        if self.chance(0.7):
            self.name()
            self.add("in")
        self.add("list_of")
        while self.chance(0.5):
            self.add("." + self.pick(NAMES))
        if self.chance(0.4):
            self.add("where")
            self.expr(depth - 1)

    def expr(self, depth):
        if depth > 0 and self.chance(0.1):
            self.add(self.pick(["every", "some", "no"]))
            self.binder(depth - 1)
            self.add("has")
            self.expr(depth - 1)
            return
        if self.chance(0.1):
            self.add("not")
        self.comparison(max(depth, 0))
        while depth > 0 and self.chance(0.35):
            self.add(self.pick(["and", "or"]))
            self.comparison(depth - 1)

    def whole(self, depth):
        if depth > 0 and self.chance(0.12):
            self.add("if")
            self.expr(depth - 1)
            self.add("then")
            self.whole(depth - 1)
            self.add("else")
            self.whole(depth - 1)
        else:
            self.expr(depth)

    def filtered(self, depth):
        if self.chance(0.15):
            self.value(depth)
            self.add("where")
            self.expr(depth)
        else:
            self.whole(depth)

    def argument(self, depth):
        if self.chance(0.3):
            self.whole(depth)
            self.add("for", "each")
            self.binder(depth)
        else:
            self.filtered(depth)

    # ---- statements ----

    def param(self):
        self.add("param", self.pick(NAMES) + ":", *self.pick([["bytes"], ["list", "of", "text"], ["int", "min", "-5"]]))
        if self.chance(0.8):
            self.add("=")
            self.whole(2)
        if self.chance(0.7):
            self.text()

    def define(self):
        self.add("define", self.pick(NAMES))
        if self.chance(0.6):
            self.add("(")
            self.some(1, 3, lambda: self.add(self.pick(NAMES) + ":", "machine"), ",")
            self.add(")")
            self.add(":", "bool") if self.chance(0.7) else None
        self.add("=")
        self.filtered(4)

    def rule(self):
        self.add("rule", self.pick(NAMES))
        self.text()
        self.add("{")
        self.once = [["mandatory"], ["severity", "warning"], ["remedy", '"Do."'], ["when", "a"]]
        self.some(0, 5, self.rule_item)
        self.require()
        self.add("}")

    def require(self):
        self.add("require")
        self.whole(4)
        if self.chance(0.5):
            self.add("message")
            self.text()

    def rule_item(self):
        kind = self.random.randrange(9)
        if kind < 3:
            self.require()
        elif kind == 3:
            self.add("for", "each")
            self.binder(3)
        elif kind == 4:
            self.add("let", self.pick(NAMES), "=")
            self.filtered(3)
        elif kind == 5 and self.once:
            self.add(*self.once.pop(self.random.randrange(len(self.once))))
        else:
            self.add(*self.pick([["see", '"S01"'], ["tag", "storage"]]))

    def use(self):
        self.add("use", "policy", "kvm", ".prepare")
        if self.chance(0.7):
            self.add("{")
            self.some(0, 4, self.tailor)
            self.add("}")

    def tailor(self):
        kind = self.random.randrange(3)
        if kind == 0:
            self.add("set", "a", "/", "b", "=")
            self.whole(2)
        elif kind == 1:
            self.add("severity", "a", ".b", "=", "error")
        else:
            self.add("skip", "a", "because", '"it is done by hand"')

    def record(self):
        self.add("record", self.pick(NAMES), "{")
        for _ in range(self.random.randint(0, 6)):
            self.add(*self.pick([[], ["plan"]]))
            self.add(self.pick(NAMES) + ":", *self.pick([["text"], ["list", "of", "int"], ["one", "of", "[", '"a"', ",", '"b"', "]"]]))
            self.text()
        self.add("}")

    def test(self):
        self.add("test")
        self.text()
        self.add("{")
        self.some(1, 4, self.step)
        self.some(0, 2, self.case)
        self.add("}")

    def case(self):
        self.add("case")
        self.text()
        self.add("{", "with", "a", ".b", "=")
        self.whole(2)
        self.add("}")

    def step(self):
        kind = self.random.randrange(6)
        if kind == 0:
            self.add("given")
            self.object(3)
        elif kind == 1:
            self.add("set", "a", "/", "b", "=")
            self.whole(2)
        elif kind == 2:
            self.add("expect", "fail", "a", "/", "b", "for", "vm", "[", '"x"', "]", "margin", "-5 GiB", "missing", "a", ".b")
        elif kind == 3:
            self.add("expect", "value")
            self.expr(2)
        else:
            self.add(*self.pick([["without", "a", ".b"], ["at", "2026-01-02T03:04:05Z"], ["expect", "run", "pass"]]))

    def object(self, depth):
        self.add("{")
        for i in range(self.random.randint(0, 4)):
            if i and self.chance(0.5):
                self.add(",")
            self.add(self.pick(NAMES) + ":")
            if depth and self.chance(0.3):
                self.object(depth - 1)
            elif depth and self.chance(0.3):
                self.add("[")
                self.some(1, 3, lambda: self.object(depth - 1), ",")
                self.add("]")
            else:
                self.whole(1)
        self.add("}")

    # ---- layout ----

    def space(self, before, after):
        tight = before in ("(", "[", "{", ",") or after in (")", "]", "}", ",")
        if after == " ":
            return ""
        if tight and self.chance(0.5):
            return ""
        return self.pick([" "] * 20 + ["  ", "\t", "\n", "\n\n\n", " \n  ", " # note\n", "\n# own line\n", "\r\n"])

    def written(self):
        out = ""
        before = None
        for token in self.tokens:
            if before is not None and token != " ":
                out += self.space(before, token)
            out += token if token != " " else " "
            before = token
        return out + "\n"


def generate(seed):
    policy = Policy(seed)
    kind = policy.random.randrange(5)
    if kind == 0:
        policy.add("facts", "f", "1")
        policy.some(1, 3, policy.record)
    else:
        policy.add("policy", "p", "use", "facts", "virtualization", "1")
        policy.some(1, 5, lambda: policy.pick([policy.param, policy.define, policy.rule, policy.rule, policy.use, policy.test])())
    return policy.written()


def main(folder, seed, count):
    for i in range(count):
        with open(f"{folder}/p{i:05}.plim", "w", encoding="utf-8", newline="") as file:
            file.write(generate(seed * 1000003 + i))


main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
