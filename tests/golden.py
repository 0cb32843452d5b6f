"""The golden cases; golden.sh says what they are, and sets up what this takes from its environment."""

import difflib
import fnmatch
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

GOLDEN = Path(os.environ['top_srcdir'], 'tests', 'golden')
NOW = os.environ['now']
LIMIT = float(os.environ.get('GOLDEN_TIMEOUT', 20))
UPDATE = os.environ.get('UPDATE') == '1'
PATTERN = os.environ.get('CASES', '*')

# One diagnostic as plimsoll writes it, and the comments for it below its line.
DIAGNOSTIC = re.compile(
    rb'(?P<file>[^\n:]+):(?P<line>\d+):(?P<column>\d+): error: (?P<message>[^\n]*)\n'
    rb' +(?P=line) \| (?P<source>[^\n]*)\n'
    rb' +\| (?P<marks> *[\^~][ ^~]*)\n'
    rb'(?P<hints>(?: +=[^\n]*\n)*)')
MISTAKE = re.compile(rb' *#[ ^~]*error: ')
HINT = re.compile(rb' *# = ')

# Areas run side by side, each in a thread: its results and the environment of its commands.
area_of_thread = threading.local()


def result(good, name, why=b''):
    """Keeps how a case or a command of one ended, and what is wrong."""
    area_of_thread.results.append((good, name, why))


def report(count, good, name, why):
    """Writes one line of TAP, and what is wrong as comments."""
    name = name.replace('\\', '\\\\').replace('#', '\\#')
    print(f"{'ok' if good else 'not ok'} {count} - {name}")
    for line in why.splitlines():
        print('# ' + line.decode(errors='backslashreplace'))


def difference(expected, actual):
    lines = difflib.diff_bytes(difflib.unified_diff, expected.splitlines(), actual.splitlines(),
                               b'expected', b'actual', lineterm=b'')
    return b'\n'.join(lines)


def ended(text):
    """TEXT with its last line ended, and a mark if that was missing."""
    if not text or text.endswith(b'\n'):
        return text
    return text + b'\n\\ no newline at the end\n'


def run(command, folder):
    """What the expectation holds for a command, a list of words or a line for sh."""
    words = command if isinstance(command, list) else ['sh', '-c', command]
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        child = subprocess.Popen(words, cwd=folder, stdin=subprocess.DEVNULL, stdout=out, stderr=err,
                                 env=area_of_thread.environment, start_new_session=True)
        try:
            status = child.wait(LIMIT)
            status = status if status >= 0 else 128 - status
        except subprocess.TimeoutExpired:
            os.killpg(child.pid, signal.SIGTERM)
            child.wait()
            status = 124
        out.seek(0)
        err.seek(0)
        written, errors = ended(out.read()), ended(err.read())
    return written + (b'--- stderr\n' + errors if errors else b'') + b'exit: %d\n' % status


def commands_of(arguments):
    """The command lines of a file NAME.args."""
    lines = arguments.read_bytes().splitlines()
    return [line for line in lines if line and not line.startswith(b'#')]


def cut(expectation, commands):
    """The part of the expectation that begins with each command; None where there is no such part."""
    starts = []
    at = 0
    for command in commands:
        echo = b'$ ' + command + b'\n'
        found = expectation.find(echo, at)
        while found > 0 and not re.search(rb'(^|\n)exit: \d+\n$', expectation[max(0, found - 12):found]):
            found = expectation.find(echo, found + 1)
        starts.append(found)
        at = found + len(echo) if found >= 0 else at
    parts = []
    end = len(expectation)
    for found in reversed(starts):
        parts.append(expectation[found:end] if found >= 0 else None)
        end = found if found >= 0 else end
    if parts and parts[-1] is not None:
        parts[-1] = expectation[:end] + parts[-1]
    return parts[::-1]


def check_commands(name, folder, expectation):
    """A case with commands in NAME.args: a line of TAP for each of them."""
    commands = commands_of(Path(folder, Path(name).name + '.args'))
    actual = [b'$ ' + command + b'\n' + run(command, folder) for command in commands]
    if UPDATE:
        write(expectation, b''.join(actual))
    held = expectation.read_bytes() if expectation.exists() else b''
    for command, expected, got in zip(commands, cut(held, commands), actual):
        title = name + ': ' + command.decode(errors='backslashreplace')
        if expected is None:
            result(False, title, b'no expectation; UPDATE=1 writes it\n' + got)
        else:
            result(expected == got, title, difference(expected, got))


def write(path, text):
    if not path.exists() or path.read_bytes() != text:
        path.write_bytes(text)


def without_mistakes(lines):
    """The lines of a policy with their numbers, but for the comments that stand for diagnostics."""
    kept = []
    inside = False
    for number, line in enumerate(lines, 1):
        inside = bool(MISTAKE.match(line) or inside and HINT.match(line))
        if not inside:
            kept.append((number, line))
    return kept


def comments(diagnostic, source):
    """The comments that stand for a diagnostic below its line; None if they cannot show all of it."""
    marks = diagnostic['marks'].rstrip()
    first = len(marks) - len(marks.lstrip())
    indent = len(source) - len(source.lstrip(b' '))
    if diagnostic['source'] != source.rstrip(b'\r\n') or not source.isascii() or b'\t' in source \
            or int(diagnostic['column']) != marks.find(b'^') + 1 or first < 2 and marks[:1] != b'^':
        return None
    place = indent if indent + 2 <= first else 0
    text = b' ' * place + b'#' + marks[place + 1:] + b' error: ' + diagnostic['message'] + b'\n'
    for hint in diagnostic['hints'].splitlines():
        text += b' ' * place + b'# ' + hint.strip() + b'\n'
    return text


def with_mistakes(text, output):
    """The policy TEXT with comments for the mistakes that OUTPUT reports; None if they cannot show all of it."""
    if not output.startswith(b'--- stderr\n') or not output.endswith(b'exit: 3\n'):
        return None
    lines = text.splitlines(keepends=True)
    kept = dict(without_mistakes(lines))
    said = {}
    at = len(b'--- stderr\n')
    while at < len(output) - len(b'exit: 3\n'):
        diagnostic = DIAGNOSTIC.match(output, at)
        number = int(diagnostic['line']) if diagnostic else 0
        comment = comments(diagnostic, kept[number]) if number in kept else None
        if comment is None:
            return None
        said.setdefault(number, []).append(comment)
        at = diagnostic.end()
    return b''.join(line + b''.join(said.get(number, [])) for number, line in kept.items())


def annotate(source, command):
    """Moves what is said of the policy SOURCE into its comments; False if they cannot show all of it."""
    bare = b''.join(line for _, line in without_mistakes(source.read_bytes().splitlines(keepends=True)))
    source.write_bytes(bare)
    text = with_mistakes(bare, run(command, source.parent))
    if text is None:
        return False
    source.write_bytes(text)
    if with_mistakes(text, run(command, source.parent)) == text:
        return True
    source.write_bytes(bare)
    return False


def update_policy(source, expectation, command):
    if not expectation.exists() and annotate(source, command):
        write(expectation.with_suffix('.plim'), source.read_bytes())
    else:
        write(expectation, run(command, source.parent))


def check_policy(name, folder, expectation):
    """A case that is a policy, whose mistakes stand in it as comments or which has an expectation."""
    source = Path(folder, Path(name).name + '.plim')
    facts = source.with_suffix('.facts.json')
    options = ['--facts', facts.name] if facts.exists() else []
    command = ['plimsoll', 'check', source.name, *options, '--now', NOW]
    if UPDATE:
        update_policy(source, expectation, command)
    actual = run(command, folder)
    text = source.read_bytes()
    if expectation.exists():
        expected = expectation.read_bytes()
        result(expected == actual, name, difference(expected, actual))
    elif any(MISTAKE.match(line) for line in text.splitlines()):
        got = with_mistakes(text, actual)
        result(got == text, name, actual if got is None else difference(text, got))
    else:
        result(False, name, b'no expectation; UPDATE=1 writes it\n' + actual)


def check_case(name, folder):
    expectation = GOLDEN / (name + '.expected')
    stem = Path(folder, Path(name).name)
    if stem.with_name(stem.name + '.args').exists():
        check_commands(name, folder, expectation)
    elif stem.with_name(stem.name + '.plim').exists():
        check_policy(name, folder, expectation)
    else:
        result(False, name, b'an expectation without a case')


def areas(tree):
    """The folders of cases below TREE, in order, by the name of their area."""
    folders = (path for path in tree.rglob('*') if path.is_dir())
    names = sorted(str(path.relative_to(tree)) for path in folders)
    return [name for name in names if 'data' not in name.split('/')]


def weight(area):
    """How long an area takes, roughly: the size of its commands."""
    return sum(path.stat().st_size for path in (GOLDEN / area).glob('*.args'))


def check_area(area, tree):
    """Runs the cases of an area; returns their results in order."""
    folder = tree / area
    above = '../' * len(Path(area).parts) + '../../policies'
    area_of_thread.environment = os.environ | {'PLIMSOLL_PATH': above}
    area_of_thread.results = []
    names = sorted({path.stem for path in folder.iterdir()
                    if path.suffix in ('.plim', '.args', '.expected')})
    for name in names:
        if fnmatch.fnmatchcase(area + '/' + name, PATTERN):
            check_case(area + '/' + name, folder)
    return area_of_thread.results


def prepare(work):
    """Fills the folder WORK with what the cases see; returns where they are in it."""
    tree = work / 'tree' / 'tests' / 'golden'
    shutil.copytree(GOLDEN, tree, symlinks=True)
    for path in [tree, *tree.rglob('*')]:
        path.chmod(path.stat().st_mode | 0o200)
    for name in ('policies', 'examples'):
        Path(work, 'tree', name).symlink_to(Path(os.environ['top_srcdir'], name))
    Path(work, 'bin').mkdir()
    Path(work, 'bin', 'plimsoll').symlink_to(os.environ['PLIMSOLL'])
    os.environ['PATH'] = f"{work}/bin:{os.environ['PATH']}"
    return tree


def main():
    for number in (signal.SIGHUP, signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: sys.exit(99))
    with tempfile.TemporaryDirectory(prefix='golden.') as work:
        tree = prepare(Path(work))
        count = 0
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            names = areas(tree)
            running = {area: pool.submit(check_area, area, tree)
                       for area in sorted(names, key=weight, reverse=True)} # the longest ones first
            for area in names:
                for count, one in enumerate(running[area].result(), count + 1):
                    report(count, *one)
    if count == 0:
        count = 1
        report(count, False, 'no case matches ' + PATTERN, b'')
    print(f'1..{count}')


if __name__ == '__main__':
    main()
