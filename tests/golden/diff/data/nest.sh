# nest.sh VALUE: a value in 28 lists of one object, one in the other.
i=0
while [ "$i" -lt 28 ]; do printf '{"l%d": [' "$i"; i=$((i + 1)); done
printf '{"v": %d}' "$1"
while [ "$i" -gt 0 ]; do printf ']}'; i=$((i - 1)); done
