#!/bin/sh
# tree_sitter.sh FOLDER: the command tree-sitter, as FOLDER/tree-sitter. Debian 12 has none, so that the package
# of Debian 13 is unpacked there, with the C library that it needs.
set -eu
folder=$1
rm -rf "$folder"
mkdir -p "$folder/lists/partial" "$folder/cache/archives/partial" "$folder/root"
cd "$folder"
folder=$PWD
# From where this system has its own packages.
mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' 'Codename: bookworm' | head -n 1)
[ -n "$mirror" ]
echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $mirror trixie main" >sources

# apt COMMAND...: apt-get with lists and a cache of its own.
apt() {
    apt-get -q -o Dir::Etc::sourcelist="$folder/sources" -o Dir::Etc::sourceparts=/dev/null -o Dir::State::lists="$folder/lists" \
        -o Dir::Cache="$folder/cache" -o Acquire::Languages=none -o APT::Sandbox::User=root \
        -o Acquire::IndexTargets::deb::DEP-11::DefaultEnabled=false "$@"
}
apt update
apt download tree-sitter-cli libc6 libgcc-s1
for package in *.deb; do dpkg-deb -x "$package" root; done
rm -rf ./*.deb lists cache sources

libraries=$(dirname "$(find "$folder/root" -name libc.so.6 | head -n 1)")
cat >tree-sitter.new <<END
#!/bin/sh
exec $libraries/ld-linux-x86-64.so.2 --library-path $libraries $folder/root/usr/bin/tree-sitter "\$@"
END
chmod +x tree-sitter.new
./tree-sitter.new --version
mv tree-sitter.new tree-sitter
