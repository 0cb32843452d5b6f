#!/bin/sh
# Processors: the whole feature set, what a hypervisor offers, and which machines of one host run on
# another. Hosts are texts of the shape that libvirt writes, or collectors made for the case. In TAP.
. "${top_srcdir:-$(dirname "$0")/../..}/tests/tap.sh"
collector=$top_builddir/plimsoll-collect-libvirt
capabilities=$top_builddir/tests/collect/capabilities
compare=$top_builddir/tests/collect/compare
command -v jq >/dev/null || skip_all 'jq is not installed'

# of KIND FILTER <FILE: the facts of the document, through jq.
of() {
    cat >"$work/in.xml"
    "$capabilities" "--$1" "$work/in.xml" | jq -c "$2"
}

# Of what is missing of an offer, that about processors and firmware.
told='[.missing[] | select(.fact | test("cpu_model|firmware"))]'

# host_cpu ARCHITECTURE INSIDE: capabilities with that processor.
host_cpu() {
    echo "<capabilities><host><cpu><arch>$1</arch>$2</cpu></host></capabilities>"
}

# why FACT <FILE: the reason why the fact is missing.
why() {
    cat >"$work/in.xml"
    "$capabilities" "$work/in.xml" | jq -r --arg fact "$1" '.missing[] | select(.fact == $fact).reason'
}

# The lists of models that libvirt versions have differ: only what they all say is compared.
beyond='<feature name="vmx"/><feature name="osxsave"/>'
core="<model>core2duo</model><vendor>Intel</vendor>$beyond"
is 'features that the model implies and those beyond it, each once' "$(
    host_cpu x86_64 "$core" |
        of feature '(["sse2", "ssse3", "lm", "vmx", "osxsave"] - .), . == unique'
)" <<'END'
[]
true
END
host_cpu x86_64 "$core" | of feature '.[]' >"$work/core"
sed 's/"\(.*\)"/<feature name="\1"\/>/' "$work/core" >"$work/listed"
host_cpu x86_64 "<model>pentium</model><vendor>Intel</vendor>$(cat "$work/listed")" |
    of feature '.[]' >"$work/other"
same 'a processor has the same features by whichever model it is described' "$work/core" "$work/other"
is 'what libvirt leaves out on the way is kept' "$(
    host_cpu aarch64 '<model>cortex-a57</model><vendor>ARM</vendor><feature name="fp"/>' |
        of feature .
)" <<'END'
["fp"]
END
is 'a model that libvirt does not know: no features' \
    "$(host_cpu x86_64 "<model>Future</model>$beyond" | of feature .)" <<'END'
[]
END
is 'a model that libvirt does not know: the reason' \
    "$(host_cpu x86_64 "<model>Future</model>$beyond" | why source.cpu.feature)" <<'END'
internal error: Unknown CPU model Future
END
is 'an architecture whose features libvirt does not know' \
    "$(host_cpu ppc64le '<model>POWER9</model>' | why source.cpu.feature)" <<'END'
libvirt knows no features of such a processor
END
is 'no model' "$(host_cpu x86_64 "$beyond" | why source.cpu.feature)" <<'END'
the capabilities do not tell
END

cat >"$work/types.xml" <<'END'
<capabilities><host><cpu><arch>x86_64</arch></cpu></host>
<guest><os_type>hvm</os_type><arch name="i686"><machine>isapc</machine></arch></guest>
<guest><os_type>hvm</os_type><arch name="x86_64"><machine>pc-q35-7.2</machine>
<machine canonical="pc-i440fx-7.2">pc</machine><domain type="qemu"/>
<domain type="kvm"><machine>pc</machine><machine>pc-new</machine></domain></arch></guest>
</capabilities>
END
is 'machine types of the own architecture, with those of one type of hypervisor' \
    "$("$capabilities" "$work/types.xml" | jq -c .machine_type)" <<'END'
["pc","pc-new","pc-q35-7.2"]
END

# domain ARCHITECTURE OS CPU: domain capabilities.
domain() {
    echo "<domainCapabilities><domain>kvm</domain><machine>pc</machine><arch>$1</arch>"
    echo "<os supported='yes'>$2</os><cpu>$3</cpu></domainCapabilities>"
}
described="<enum name='firmware'><value>efi</value></enum>"
flash="<loader supported='yes'><enum name='type'><value>rom</value><value>pflash</value></enum>"
models='<mode name="custom" supported="yes"><model usable="yes">Nehalem</model>
<model usable="no">EPYC</model><model usable="yes">486</model></mode>'
follow='<mode name="host-model" supported="yes"><model fallback="forbid">Skylake</model>
<vendor>Intel</vendor><feature policy="require" name="ss"/><feature policy="disable" name="hle"/></mode>'
is 'models that can be used, and firmware that is described' "$(
    domain x86_64 "$described$flash</loader>" "$models" | of offer "[.cpu_model, .firmware, $told]"
)" <<'END'
[["486","Nehalem"],["bios","efi"],[]]
END
is 'an image of UEFI that is known by its path' "$(
    domain x86_64 "$flash<value>/usr/share/OVMF/OVMF_CODE.fd</value></loader>" '' | of offer .firmware
)" <<'END'
["bios","efi"]
END
is 'an image of UEFI for machines of the type q35' "$(
    { domain x86_64 "$flash</loader>" ''; domain x86_64 "$described$flash</loader>" ''; } |
        of offer .firmware
)" <<'END'
["bios","efi"]
END
is 'another hypervisor brings no BIOS' "$(
    domain x86_64 "$described$flash</loader>" '' | sed 's/kvm/bhyve/' | of offer .firmware
)" <<'END'
["efi"]
END
is 'no image of UEFI' "$(domain x86_64 "$flash</loader>" '' | of offer .firmware)" <<'END'
["bios"]
END
is 'no BIOS but on a PC; no way to choose a model' "$(
    domain aarch64 "$described$flash</loader>" '' | of offer "[.firmware, .cpu_model, $told[].fact]"
)" <<'END'
[["efi"],null,"source.cpu_model"]
END
is 'neither is known' "$(domain riscv64 '' '' | of offer "[.firmware, $told[]]")" <<'END'
[null,{"fact":"source.cpu_model","reason":"the domain capabilities do not tell"},{"fact":"source.firmware","reason":"the domain capabilities do not tell"}]
END
is 'a list of models is whole or missing' "$(
    domain x86_64 '' "$(echo "$models" | sed 's/"no"/"unknown"/')" |
        of offer "[.cpu_model, $told[]]"
)" <<'END'
[null,{"fact":"source.cpu_model","reason":"the hypervisor does not tell which models are usable"}]
END
# devices INSIDE [FEATURES]: domain capabilities with these devices, and two of them.
devices() {
    echo "<domainCapabilities><domain>kvm</domain><arch>x86_64</arch>"
    echo "<os supported='yes'><loader supported='yes'><value>/fw/a.fd</value></loader></os>"
    echo "<devices>$1</devices><features>${2-}</features></domainCapabilities>"
}
offered='[(.offer[] | select(.value) | [.kind, .value]), .loader]'
bus='<enum name="diskDevice"><value>disk</value></enum><enum name="bus"><value>virtio</value>'
is 'kinds of devices, those of the machine type q35 among them' "$(
    {
        devices "<disk supported='yes'>$bus<value>ide</value></enum></disk><tpm supported='no'/>"
        devices "<disk supported='yes'>$bus<value>sata</value></enum></disk>" | sed s/a.fd/b.fd/
    } | of offer "$offered"
)" <<'END'
[["disk bus",["ide","sata","virtio"]],["disk device",["disk"]],["tpm backend",[]],["tpm model",[]],["tpm version",[]],["/fw/a.fd","/fw/b.fd"]]
END
is 'a kind that this libvirt does not enumerate' "$(
    devices '<tpm supported="yes"><enum name="model"/></tpm>' |
        of offer '[(.offer[] | select(.kind | test("tpm m")) | .value), (.missing[] | select(.fact | test("tpm")))]'
)" <<'END'
[[],{"fact":"source.offer[\"tpm backend\"].value","reason":"this version of libvirt does not tell"},{"fact":"source.offer[\"tpm version\"].value","reason":"this version of libvirt does not tell"}]
END
for features in '<sev supported="yes"/><s390-pv supported="no"/>' \
    '<launchSecurity supported="yes"><enum name="sectype"><value>sev</value></enum></launchSecurity>' \
    '<sev supported="yes"/><launchSecurity supported="yes"><enum name="sectype"><value>sev</value></enum></launchSecurity>'; do
    is "the protection of memory in $features" "$(devices '' "$features" | of offer "$offered")" <<'END'
[["launch security",["sev"]],["/fw/a.fd"]]
END
done

is 'what machines see that follow the host is its host-model' "$(
    domain x86_64 '' "<mode name='host-passthrough' supported='yes'/>$follow$models" |
        of offer .private
)" <<'END'
{"cpu":[{"arch":"x86_64","type":"kvm","xml":"<cpu mode=\"custom\" match=\"exact\"><model fallback=\"forbid\">Skylake</model><vendor>Intel</vendor><feature policy=\"require\" name=\"ss\"/><feature policy=\"disable\" name=\"hle\"/></cpu>"}],"host_model":0,"machine":[]}
END
is 'a hypervisor without that mode has nothing to compare' "$(
    domain x86_64 '' "$(echo "$follow" | sed 's/"yes"/"no"/')" | of offer .private
)" <<'END'
{"cpu":[],"machine":[]}
END

# machine CPU: what is to compare of two machines that see that processor.
machine() {
    echo "<domain type='kvm'><os><type arch='x86_64' machine='pc'>hvm</type></os>$1</domain>" |
        of machine 'del(.missing)'
}
is 'what two machines see is compared once, without what does not count' "$(
    machine '<cpu mode="custom" match="strict" check="partial"><model>Nehalem</model>
<topology sockets="1" cores="2" threads="1"/><feature policy="require" name="aes"/>
<numa><cell id="0" cpus="0" memory="1" unit="GiB"/></numa></cpu>'
)" <<'END'
{"cpu":[{"arch":"x86_64","type":"kvm","xml":"<cpu mode=\"custom\" match=\"strict\"><model>Nehalem</model><feature policy=\"require\" name=\"aes\"/></cpu>"}],"machine":[{"name":"one","cpu":0},{"name":"another","cpu":0}]}
END
for cpu in '' '<cpu mode="host-model"/>' '<cpu mode="host-passthrough"/>' '<cpu mode="maximum"/>' \
    '<cpu mode="host-model"><model>Nehalem</model></cpu>' '<cpu><topology sockets="1"/></cpu>' \
    '<cpu mode="custom" check="none"><model>qemu64</model></cpu>'; do
    is "nothing to compare: $cpu" "$(machine "$cpu")" <<'END'
{"cpu":[],"machine":[]}
END
done

# question WORD...: a list of processors, each named by a word.
question() {
    printf '%s\n' "$@" | jq -cRn '[inputs | {arch: "x86_64", type: "kvm", xml: "<cpu>\(.)</cpu>"}]'
}
is 'what libvirt may answer' "$(
    question identical superset silent lacking forbidden vendor translated unsupported read-only \
        denied unknown | "$compare" 2>"$work/asked" | jq -r '[.cpu, .yes, .missing, .refused, .reason] | map(tojson) | join(" ")'
)" <<'END'
0 true null null null
1 true null null null
2 false null null null
3 false ["avx2","sse4.1","hle"] null "the CPU is incompatible with host CPU: Host CPU does not provide required features: avx2, sse4.1, hle"
4 false null null "the CPU is incompatible with host CPU: Host CPU provides forbidden features: svm"
5 false null null "the CPU is incompatible with host CPU: host CPU vendor does not match required CPU vendor Intel"
6 false null null "Die CPU passt nicht: Host-CPU bietet nicht die Funktionen: avx2"
7 null null true "this function is not supported"
8 null null true "operation forbidden"
9 null null true "access denied"
10 null null false "internal error: Unknown CPU model Future"
END
# model ARCHITECTURE FALLBACK NAME: a processor that libvirt would find identical.
model() {
    jq -cn --arg arch "$1" --arg xml "<cpu><model fallback='$2'>$3</model><!--identical--></cpu>" \
        '{arch: $arch, type: "kvm", xml: $xml}'
}
is 'a model that the hypervisor does not know, and a definition that insists on it' "$(
    { model x86_64 forbid Penryn; model x86_64 forbid Future; model x86_64 allow Future; model bare forbid Future; } |
        jq -cs . | "$compare" 2>"$work/why" | jq -r '[.cpu, .yes, .reason] | map(tojson) | join(" ")'
)" <<'END'
0 true null
1 false "the hypervisor there knows no processor model Future"
2 true null
3 true null
END
is 'what libvirt is asked' "$(head -n 1 "$work/asked")" <<'END'
- x86_64 - kvm <cpu>identical</cpu>
END
is 'a host that cannot compare' \
    "$(question one | "$collector" --compare --read-write test:///default | jq -c '[.cpu, .refused]')" <<'END'
[0,true]
END
for input in '' '{}' '[1]' '[{"arch":"x86_64","type":"kvm"}]' '[] more'; do
    printf '%s' "$input" | "$collector" --compare --read-write test:///default >"$work/out" 2>&1
    is "what it is to compare is '$input'" "$? $(cat "$work/out")" <<'END'
4 plimsoll: standard input holds no processors to compare
END
done

# A collector made for the case: for a role it prints the file of that name. Asked to compare, it
# keeps what it was given and does what the file 'answer' says.
mkdir "$work/made"
cat >"$work/made/plimsoll-collect-libvirt" <<END
#!/bin/sh
case "\$*" in
*--compare*) echo "\$*" >"$work/arguments"; cat >"$work/asked"; . "$work/answer" ;;
*) cat "$work/\$2" ;;
esac
END
chmod +x "$work/made/plimsoll-collect-libvirt"

# host NAME CPU [PRIVATE]: the answer of a host with two machines.
host() {
    printf '{"host":{"name":"%s","cpu":%s,"vm":[{"name":"a"},{"name":"b"}]},' "$1" "$2"
    printf '"collected":{"missing":[{"fact":"dest.accepts","reason":"alone"}]}%s}\n' \
        "${3:+,\"private\":$3}"
}
seen='{"cpu":[{"arch":"x86_64","type":"kvm","xml":"<cpu>host</cpu>"},'
seen=$seen'{"arch":"x86_64","type":"kvm","xml":"<cpu>own</cpu>"}],'
seen=$seen'"host_model":0,"machine":[{"name":"b","cpu":1}]}'
none='{"cpu":[],"machine":[]}'
intel='{"vendor":"Intel","architecture":"x86_64","feature":["aes","avx","dca","hypervisor","smx"]}'
better='{"vendor":"Intel","architecture":"x86_64","feature":["aes","avx","avx2"]}'
lesser='{"vendor":"Intel","architecture":"x86_64","feature":["aes"]}'

# accepts ARGUMENT...: the decisions about source and dest, and those that are missing.
accepts() {
    PLIMSOLL_LIBEXEC=$work/made "$plimsoll" collect --source src:/// --dest dst:/// "$@" \
        >"$work/facts" 2>"$work/err"
    status=$?
    [ "$status" -eq 0 ] || echo "status $status"
    cat "$work/err"
    # What is left of the two seconds depends on when they began.
    jq -c '.dest.accepts, (.collected[1].missing[] | [.fact, .reason])' "$work/facts" |
        sed 's/within [12] s/within 2 s/'
}

host old "$intel" "$seen" >"$work/source"
host new "$lesser" "$none" >"$work/dest"
cat >"$work/answer" <<'END'
echo '{"cpu":0,"yes":true}'
echo '{"cpu":1,"yes":false,"missing":["avx2"],"reason":"no"}'
END
is 'libvirt decides about the host and about a machine' "$(accepts --read-write)" <<'END'
[{"host":"old","yes":true,"missing":[],"decided_by":"virConnectCompareHypervisorCPU","machine":[{"name":"b","yes":false,"missing":["avx2"],"decided_by":"virConnectCompareHypervisorCPU"}]}]
END
is 'it is given what machines of the source see, and nothing else' \
    "$(cat "$work/arguments" "$work/asked")" <<'END'
--compare --read-write --turn 3 -- dst:///
[{"arch":"x86_64","type":"kvm","xml":"<cpu>host</cpu>"},{"arch":"x86_64","type":"kvm","xml":"<cpu>own</cpu>"}]
END
is 'what is no fact stays out of the facts' "$(grep -c 'private\|<cpu>' "$work/facts")" <<'END'
0
END
is 'the source is not asked' "$(jq -c '.source.accepts' "$work/facts")" <<'END'
null
END
cat >"$work/answer" <<'END'
echo '{"cpu":1,"yes":false,"reason":"vendors differ"}'
echo '{"cpu":0,"refused":false,"reason":"no such model"}'
END
is 'what is lacking is not named; what failed is not decided' "$(accepts --read-write)" <<'END'
[{"host":"old","machine":[{"name":"b","yes":false,"decided_by":"virConnectCompareHypervisorCPU"}]}]
["dest.accepts[\"old\"].yes","no such model"]
["dest.accepts[\"old\"].machine[\"b\"].missing","vendors differ"]
END

# Where libvirt is not asked or refuses, features decide about the host, never about a machine.
cat >"$work/answer" <<'END'
echo '{"cpu":0,"refused":true,"reason":"denied"}'
echo '{"cpu":1,"refused":true,"reason":"denied"}'
END
is 'features decide where libvirt refuses' "$(accepts --read-write)" <<'END'
[{"host":"old","yes":false,"missing":["avx"],"decided_by":"feature sets"}]
["dest.accepts[\"old\"].machine","denied"]
END
host old "$intel" >"$work/source"
host new "$better" >"$work/dest"
rm -f "$work/asked"
is 'features decide without --read-write, but for what no machine sees of a processor' \
    "$(accepts)" <<'END'
[{"host":"old","yes":true,"missing":[],"decided_by":"feature sets"}]
["dest.accepts[\"old\"].machine","libvirt compares processors on a read-write connection only: collect --read-write"]
END
ls "$work" >"$work/why"
[ ! -e "$work/asked" ]
ok $? 'then no hypervisor is asked'
host old "$intel" "$none" >"$work/source"
is 'features decide where the source has no host-model; no machine sees its own' \
    "$(accepts --read-write)" <<'END'
[{"host":"old","yes":true,"missing":[],"decided_by":"feature sets","machine":[]}]
END

# undecided CPU CPU REASON NAME: features do not decide between these.
undecided() {
    host old "$1" >"$work/source"
    host new "$2" >"$work/dest"
    is "$4" "$(accepts | head -n 2)" <<END
[{"host":"old"}]
["dest.accepts[\"old\"].yes","$3"]
END
}
amd=$(echo "$intel" | sed 's/Intel/AMD/')
arm=$(echo "$intel" | sed 's/x86_64/aarch64/')
bare='{"vendor":"Intel","architecture":"x86_64"}'
undecided "$intel" "$amd" 'features do not compare between Intel and AMD' 'two vendors'
undecided "$arm" "$intel" 'features do not compare between aarch64 and x86_64' 'two architectures'
undecided '{"architecture":"x86_64","feature":["aes"]}' "$intel" \
    'the vendor of a processor is not known' 'no vendor'
undecided "$intel" '{"vendor":"Intel","feature":["aes"]}' \
    'the architecture of a processor is not known' 'no architecture'
undecided "$bare" "$intel" 'the features of a processor are not known' 'no features at the source'
undecided "$intel" "$bare" 'the features of a processor are not known' \
    'no features at the destination'

# A comparison that fails takes no other fact away.
host old "$intel" "$seen" >"$work/source"
host new "$better" "$none" >"$work/dest"
# broken ANSWER REASON NAME
broken() {
    echo "$1" >"$work/answer"
    is "$3" "$(accepts --read-write --timeout 2)" <<END
[{"host":"old"}]
["dest.accepts[\"old\"].yes","$2"]
["dest.accepts[\"old\"].machine","$2"]
END
}
nothing='the collector for dst:/// compared no processors'
broken 'exit 3' "$nothing" 'a comparison without an answer'
broken 'echo "plimsoll: cannot connect" >&2; exit 3' 'cannot connect' 'a comparison that fails'
broken 'echo x; echo "[]"; echo "{\"cpu\":7,\"yes\":true}"; echo "{\"cpu\":-1}"' "$nothing" \
    'a comparison that babbles'
broken 'printf "{\"cpu\":0,\"yes\":true}"' "$nothing" 'an answer that was cut short'
started=$(date +%s)
broken 'exec sleep 60' 'dst:/// did not compare processors within 2 s' 'a comparison that hangs'
within 6 'it takes no longer than the timeout'
echo 'echo "{\"cpu\":0,\"yes\":true}"; exec sleep 60' >"$work/answer"
is 'what was answered before it hung is kept' "$(accepts --read-write --timeout 2)" <<'END'
[{"host":"old","yes":true,"missing":[],"decided_by":"virConnectCompareHypervisorCPU","machine":[{"name":"b"}]}]
["dest.accepts[\"old\"].machine[\"b\"].yes","dst:/// did not compare processors within 2 s"]
END
echo 'echo "{\"cpu\":0,\"yes\":true}"' >"$work/answer"
sed 's/,"vm":[^]]*]//' "$work/source" >"$work/cut"
mv "$work/cut" "$work/source"
is 'a source whose machines are unknown' "$(accepts --read-write)" <<'END'
[{"host":"old","yes":true,"missing":[],"decided_by":"virConnectCompareHypervisorCPU"}]
["dest.accepts[\"old\"].machine","the machines of that host are not known"]
END
echo '{"host":{"name":"old"},"collected":{}}' >"$work/source"
is 'a source whose processor is unknown' "$(accepts)" <<'END'
null
["dest.accepts","alone"]
END

cat >"$work/made/plimsoll-collect-libvirt" <<END
#!/bin/sh
case "\$*" in
*--compare*) cat >"$work/asked.\${6%:*}" && echo '{"cpu":0,"yes":true}' ;;
*) for uri; do :; done && cat "$work/fleet.\${uri%:*}" ;;
esac
END
for name in a b c; do
    host "$name" "$intel" "$(echo "$seen" | sed "s/>host</>$name</")" >"$work/fleet.$name"
done
PLIMSOLL_LIBEXEC=$work/made "$plimsoll" collect --host a=a:/// --host b=b:/// --host c=c:/// \
    --read-write >"$work/facts" 2>"$work/err"
is 'in a fleet every host is asked about every other' \
    "$(jq -c '.host[] | [.name, (.accepts[] | .host, .yes)]' "$work/facts" 2>&1)" <<'END'
["a","b",true,"c",null]
["b","a",true,"c",null]
["c","a",true,"b",null]
END
is 'what machines of several hosts see is asked once' \
    "$(jq -c '[.[].xml]' "$work/asked.b" 2>&1)" <<'END'
["<cpu>a</cpu>","<cpu>own</cpu>","<cpu>c</cpu>"]
END

done_testing
