#!/bin/sh
# Refuses the functions of libvirt one by one: their facts are missing, with the reason,
# and nothing else changes. Reports in TAP; UPDATE=1 writes what each of them costs anew.
. "${top_srcdir:-$(dirname "$0")/../..}/tests/libvirt/daemons.sh"

need 'python3 is not installed' have python3
need 'nm is not installed' have nm
case $sanitizers in
*thread*) skip_all 'the thread sanitizer cannot be preloaded beside' ;;
esac
python3 "$here/refuse.py" "$collector" "$shim" "$here/refuse.expected" \
    "test://$top_srcdir/tests/collect/rich.xml" >"$work/lines" 2>"$work/why"
ok $? 'the collector runs'
ok_lines ''

# A machine that is removed while the host is asked is left out, without a missing fact.
LD_PRELOAD=$shim SHIM_REFUSE=virDomainGetXMLDesc SHIM_CODE=42 ASAN_OPTIONS=verify_asan_link_order=0 \
    "$collector" --role source "test://$top_srcdir/tests/collect/rich.xml" >"$work/out" 2>"$work/why"
tail -n 1 "$work/out" | grep -q '"vm":\[\]'
ok $? 'machines that are gone since they were listed'

done_testing
