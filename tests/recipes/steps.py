# steps.py RECIPE FOLDER: writes the shell commands of a recipe for CI into FOLDER, a file JOB.NUMBER for each
# step, and the files that it publishes, one a line, into FOLDER/published. Ends with 1 where a step takes a
# variable that neither the recipe nor its platform sets.
import pathlib, re, sys, yaml

PLATFORM = {
    'github.yml': {'RUNNER_TEMP', 'GITHUB_STEP_SUMMARY', 'GITHUB_EVENT_NAME'},
    'gitlab-ci.yml': {'CI_API_V4_URL', 'CI_PROJECT_ID', 'CI_MERGE_REQUEST_IID', 'PLIMSOLL_TOKEN'},
    'azure-pipelines.yml': {'AGENT_TEMPDIRECTORY', 'PWD'},
    'Jenkinsfile': set(),
}


def github(text):
    flow = yaml.safe_load(text)
    assert True in flow, 'no "on"'  # YAML takes the word for true
    for name, job in flow['jobs'].items():
        yield from ((name, step['run']) for step in job['steps'] if 'run' in step)


def gitlab(text):
    for name, job in yaml.safe_load(text).items():
        if name == 'variables':
            continue
        for part in ('before_script', 'script'):
            if part in job:
                yield name, '\n'.join(job[part]) + '\n'


def azure(text):
    for job in yaml.safe_load(text)['jobs']:
        yield from ((job['job'], step['script']) for step in job['steps'] if 'script' in step)


def jenkins(text):
    stages = re.split(r"stage\('(\w+)'\)", text)[1:]
    for name, body in zip(stages[::2], stages[1::2]):
        for script in re.findall(r"'''\n(.*?)'''|\bsh '([^'\n]+)'", body, re.S):
            # Groovy joins lines at a backslash, as the shell would.
            yield name.lower(), (script[0] or script[1]).replace('\\\n', '')


def publishes(node, key=''):
    """The files that steps of CI are given, wherever they stand."""
    if isinstance(node, dict):
        for name, value in node.items():
            yield from publishes(value, name)
    elif isinstance(node, list):
        for value in node:
            yield from publishes(value, key)
    elif key in {'sarif_file', 'path', 'paths', 'codequality', 'junit', 'testResultsFiles', 'publish'}:
        yield node


def published(name, text):
    if name == 'Jenkinsfile':
        return re.findall(r"(?:testResults: |pattern: )'([^']+)'", text)
    return publishes(yaml.safe_load(text))


def main(recipe, folder):
    text, folder = recipe.read_text(), pathlib.Path(folder)
    steps = {'github.yml': github, 'gitlab-ci.yml': gitlab, 'azure-pipelines.yml': azure, 'Jenkinsfile': jenkins}
    good, counts = True, {}
    for job, script in steps[recipe.name](text):
        counts[job] = counts.get(job, 0) + 1
        folder.joinpath(f'{job}.{counts[job]}').write_text(script)
        for variable in re.findall(r'\$(\w+)', script):
            declared = re.search(rf'^ *{variable}( =|:) ', text, re.M) or re.search(rf'\b{variable}=', script)
            if not declared and variable not in PLATFORM[recipe.name] and not variable.isdigit():
                print(f'{recipe.name}: {job} takes ${variable}, which nothing sets')
                good = False
    paths = sorted(set(path for path in published(recipe.name, text) if not path.startswith('nightly')))
    folder.joinpath('published').write_text(''.join(f'{path}\n' for path in paths))
    return 0 if good and counts and paths else 1


sys.exit(main(pathlib.Path(sys.argv[1]), sys.argv[2]))
