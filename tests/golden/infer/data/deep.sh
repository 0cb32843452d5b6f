# deep.sh COUNT: that many objects, one in the other.
i=0
while [ "$i" -lt "$1" ]; do printf '{"a": '; i=$((i + 1)); done
printf '{"b": 1}'
while [ "$i" -gt 0 ]; do printf '}'; i=$((i - 1)); done
