"""Writes filters.json: filters of OPTIMADE made by chance, and by breaking such ones, with whether the consortium's own grammar takes them.

    pip install optimade==1.5.0 lark==1.3.1
    python packages/core/test/golden/optimade-filter/generate.py

The grammar is v1.2.0.lark of the package `optimade`, read by Lark's Earley parser, with three changes to what the specification 1.2.0 says: a filter is one
expression, not any number side by side; a property of true or false may stand alone; of a comparison one side is a property, and the other may be TRUE or
FALSE. Left out is LENGTH before anything but a whole number, where the two differ.
"""

import json
import random
import re
from pathlib import Path

import optimade
from lark import Lark
from lark.exceptions import LarkError

CHANGES = [
    ("filter: expression*", "filter: expression"),
    ("| length_op_rhs )", "| length_op_rhs )?"),
    ("constant OPERATOR ( non_string_value | not_implemented_string )", "(constant | bool) OPERATOR property"),
]
grammar = (Path(optimade.__file__).parent / "grammar" / "v1.2.0.lark").read_text()
for before, after in CHANGES:
    assert grammar.count(before) == 1, before
    grammar = grammar.replace(before, after)
parser = Lark(grammar, maybe_placeholders=False)

chance = random.Random(20261121)
pick = chance.choice
PROPERTIES = ["a", "elements", "_exmpl_x1", "nelements", "a.b", "calculations.id"]
STRINGS = ['""', '"H"', '"H2 O"', '"a\\"b"', '"\\\\"', '"AND"', '"(x"', '"ü"']
NUMBERS = ["0", "-12", "+3", "1.", ".5", "6.02e23", "-.1E-3", "1e5"]
OPERATORS = ["<", "<=", ">", ">=", "=", "!="]
SPACES = [" ", "  ", "\t", "\n"]


def value():
    return [pick(STRINGS + NUMBERS + PROPERTIES + ["TRUE", "FALSE"])]


def joined(mark, parts):
    return [token for k, part in enumerate(parts) for token in ([mark] if k else []) + part]


def operand():
    return ([pick(OPERATORS)] if chance.random() < 0.3 else []) + value()


def comparison():
    first = [pick(PROPERTIES)]
    kind = chance.randrange(9)
    if kind == 0:
        return [pick(STRINGS + NUMBERS + ["TRUE"]), pick(OPERATORS)] + first
    if kind == 1:
        return first + ["IS", pick(["KNOWN", "UNKNOWN"])]
    if kind == 2:
        return first + pick([["CONTAINS"], ["STARTS"], ["STARTS", "WITH"], ["ENDS"], ["ENDS", "WITH"]]) + value()
    if kind == 3:
        return first + ["LENGTH"] + ([pick(OPERATORS)] if chance.random() < 0.3 else []) + [pick(["0", "3", "+2"])]
    if kind == 4:
        return first + ["HAS"] + operand()
    if kind == 5:
        return first + ["HAS", pick(["ALL", "ANY", "ONLY"])] + joined(",", [operand() for _ in range(chance.randint(1, 3))])
    if kind == 6:
        width = chance.randint(2, 3)
        tuples = [joined(":", [operand() for _ in range(width)]) for _ in range(chance.randint(1, 2))]
        quantifier = [pick(["ALL", "ANY", "ONLY"])] if len(tuples) > 1 else pick([[], ["ALL"], ["ANY"], ["ONLY"]])
        return joined(":", [[pick(PROPERTIES)] for _ in range(width)]) + ["HAS"] + quantifier + joined(",", tuples)
    if kind == 7:
        return first
    return first + [pick(OPERATORS)] + value()


def expression(depth=0):
    clauses = []
    for _ in range(pick([1, 1, 2, 3])):
        phrase = ["("] + expression(depth + 1) + [")"] if depth < 3 and chance.random() < 0.25 else comparison()
        clauses.append((["NOT"] if chance.random() < 0.25 else []) + phrase)
    return [token for k, clause in enumerate(clauses) for token in ([pick(["AND", "OR"])] if k else []) + clause]


def broken(tokens):
    tokens = list(tokens)
    k = chance.randrange(len(tokens))
    kind = chance.randrange(4)
    if kind == 0:
        del tokens[k]
    elif kind == 1:
        tokens.insert(k, tokens[k])
    elif kind == 2:
        other = chance.randrange(len(tokens))
        tokens[k], tokens[other] = tokens[other], tokens[k]
    else:
        tokens[k] = pick(["AND", "OR", "NOT", "(", ")", "HAS", "ALL", "IS", "KNOWN", "WITH", ":", ",", "Elements", "==", "'x'", "and"])
    return tokens


def written(tokens):
    return "".join(pick(SPACES) + token for token in tokens).strip()


def is_comparable(text):
    plain = re.sub(r'"(?:[^"\\]|\\.)*"', '""', text)
    return not re.search(r"LENGTH\s*(?:[<>=!]+\s*)?(?![-+]?\d+(?![.\deE]))", plain)


def is_filter(text):
    try:
        parser.parse(text)
        return True
    except LarkError:
        return False


filters = {}
while len(filters) < 1200:
    tokens = expression()
    text = written(tokens if len(filters) % 2 == 0 else broken(tokens))
    # That there are as many values as properties side by side is no matter of the grammar: those filters follow unbroken.
    if text and is_comparable(text) and not ("HAS" in text and ":" in text):
        filters[text] = is_filter(text)
zipped = 0
while zipped < 200:
    text = written(expression())
    if ":" in text and is_comparable(text):
        filters[text] = is_filter(text)
        zipped += 1

golden = {"taken": [t for t, ok in filters.items() if ok], "refused": [t for t, ok in filters.items() if not ok]}
Path(__file__).with_name("filters.json").write_text(json.dumps(golden, indent=1, ensure_ascii=False) + "\n")
print(len(golden["taken"]), "taken", len(golden["refused"]), "refused")
