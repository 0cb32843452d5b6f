# To be sourced behind tap.sh: files against JSON Schemas, by the validators of validate.py.
validator_python=$(python_with jsonschema,fastjsonschema || python_with jsonschema) ||
    skip_all 'python3-jsonschema is not installed: no schema was checked'
command -v jq >/dev/null || skip_all 'jq is not installed: no schema was checked'

mkfifo "$work/questions" "$work/answers"
"$validator_python" "$top_srcdir/tests/schema/validate.py" <"$work/questions" >"$work/answers" 2>&1 &
exec 8>"$work/questions" 9<"$work/answers"

# fits VALIDATOR SCHEMA [FILE]: the schema is one, and the file fits it.
fits() {
    printf '%s\t%s%s\n' "$1" "$2" "${3:+	$3}" >&8
    read -r answer why <&9
    printf '%s\n' "$why"
    return "$answer"
}
