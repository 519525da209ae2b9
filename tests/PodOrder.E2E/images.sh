#!/usr/bin/env bash
# Makes archives of every image that the suite needs, for clusters that can neither build nor pull: the two of PodOrder from what
# ./build.sh has built, and stand-ins for the public ones from Debian packages, each under its real name.
#   tests/PodOrder.E2E/images.sh [--ours] [command...]    makes them all, or only PodOrder's own, and runs the command once for each archive, with its path at the end:
#   tests/PodOrder.E2E/images.sh kind load image-archive
#   tests/PodOrder.E2E/images.sh ctr --namespace k8s.io images import
# BINARIES (out/linux-x64) and REGISTRY (ghcr.io/podorder) say what PodOrder's own are made of and called, for those of another version.
# The stand-ins differ from the real images in what they hold, not in how they are called: postgres:17 is the PostgreSQL of this Debian.
set -euo pipefail
cd "$(dirname "$0")/../.."
scripts/dependencies.sh build test >/dev/null
out=$PWD/out/images
binaries=${BINARIES:-out/linux-x64}
registry=${REGISTRY:-ghcr.io/podorder}
version=$(sed -n 's:.*<Version>\(.*\)</Version>.*:\1:p' Directory.Build.props)
work=$(mktemp --directory)
trap 'rm -rf "$work"' EXIT
mkdir -p "$out"

# The files of Debian packages, without their scripts: root package...
unpack() {
    local root=$1
    shift
    mkdir -p "$work/debs" "$root"
    (
        cd "$work/debs"
        rm -f ./*.deb
        apt-get download --quiet --quiet "$@" >/dev/null
        for package in ./*.deb; do dpkg-deb --extract "$package" "$root"; done
    )
}

busybox() { # root: busybox with every applet
    mkdir -p "$1"/{bin,etc,tmp,usr/bin,usr/local/bin,root}
    chmod 1777 "$1/tmp"
    cp /bin/busybox "$1/bin/"
    for applet in $(/bin/busybox --list | grep -vx busybox); do ln -sf busybox "$1/bin/$applet"; done
    echo 'root:x:0:0:root:/root:/bin/sh' >"$1/etc/passwd"
}

script() { # root path text
    mkdir -p "$(dirname "$1$2")"
    printf '#!/bin/sh\n%s\n' "$3" >"$1$2"
    chmod 755 "$1$2"
}

image() { # name root user entrypoint... [-- command...]
    local name=$1 root=$2 user=$3 layout=$work/layout bundle=$work/bundle archive configuration
    shift 3
    archive=$out/$(tr '/:' '__' <<<"$name").tar
    configuration=(--config.env PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin --clear=config.entrypoint --clear=config.cmd --config.user "$user")
    local kind=entrypoint
    for word; do
        if [ "$word" = -- ]; then kind=cmd; else configuration+=("--config.$kind" "$word"); fi
    done
    rm -rf "$layout" "$bundle"
    umoci init --layout "$layout"
    umoci new --image "$layout:made"
    umoci unpack --image "$layout:made" "$bundle" >/dev/null 2>&1
    cp --archive "$root/." "$bundle/rootfs/"
    umoci repack --image "$layout:made" "$bundle" >/dev/null 2>&1
    umoci config --image "$layout:made" "${configuration[@]}"
    rm -f "$archive"
    skopeo copy --quiet --insecure-policy "oci:$layout:made" "oci-archive:$archive:$name"
    echo "$name"
    [ ${#load[@]} -eq 0 ] || "${load[@]}" "$archive"
}

ours=false
[ "${1:-}" != --ours ] || { ours=true; shift; }
load=("$@")

root=$work/gate
mkdir -p "$root"
cp "$binaries"/gate "$root/"
[ ! -e "$binaries"/gate-tls ] || cp "$binaries"/gate-tls "$root/"
image "$registry/podorder-gate:$version" "$root" 65532:65532 /gate

# The server needs glibc and OpenSSL; the certificates are those of public registries.
root=$work/webhook
unpack "$root" libc6 libssl3 libgcc-s1 zlib1g ca-certificates
mkdir -p "$root"/{tmp,etc/ssl/certs}
cat "$root"/usr/share/ca-certificates/mozilla/*.crt >"$root/etc/ssl/certs/ca-certificates.crt"
cp "$binaries"/podorder-webhook "$root/"
image "$registry/podorder-webhook:$version" "$root" 65532:65532 /podorder-webhook
! $ours || exit 0

root=$work/busybox
busybox "$root"
for name in docker.io/library/busybox:1.37 docker.io/library/busybox:latest; do
    image "$name" "$root" 0 -- sh
done

root=$work/git
busybox "$root"
script "$root" /usr/bin/git "for last; do :; done; echo \"Cloning into '\$last'...\"; echo '<project/>' >\"\$last/pom.xml\""
image docker.io/alpine/git:latest "$root" 0 git -- --help

root=$work/maven
busybox "$root"
script "$root" /usr/bin/mvn "echo '[INFO] Building'; cat pom.xml || exit 2; sleep 3; echo '[INFO] BUILD SUCCESS'"
script "$root" /bin/sidecar "echo 'sidecar listens'; exec nc -ll -p 8888 -e true"
script "$root" /bin/entrypoint "until nc -w 1 127.0.0.1 8888 </dev/null; do sleep 0.1; done"
for tag in 0.0.2 0.0.3; do
    image docker.io/linjinbao66/dt-maven:$tag "$root" 0 -- sh
done

# A real PostgreSQL: what it loads, and the entrypoint's part that the examples use.
root=$work/postgres
postgresql=$(apt-cache depends postgresql | sed -n 's/.*Depends: postgresql-\([0-9]*\)$/\1/p')
unpack "$root" "postgresql-$postgresql" "postgresql-client-$postgresql" libpq5 libc6 libssl3 libgcc-s1 libstdc++6 zlib1g libzstd1 liblz4-1 libxml2 libicu72 \
    liblzma5 libgssapi-krb5-2 libkrb5-3 libk5crypto3 libkrb5support0 libkeyutils1 libcom-err2 libldap-2.5-0 libsasl2-2 libgnutls30 libp11-kit0 libidn2-0 \
    libunistring2 libtasn1-6 libnettle8 libhogweed6 libgmp10 libffi8 libpam0g libaudit1 libcap-ng0 libsystemd0 libgcrypt20 libgpg-error0 libcap2 libllvm14 \
    libedit2 libtinfo6 libbsd0 libmd0 libreadline8 libselinux1 libpcre2-8-0 libuuid1 tzdata
mkdir -p "$root"/{var/run/postgresql,var/lib/postgresql/data,tmp,usr/local/bin}
chmod 777 "$root/var/run/postgresql" "$root/var/lib/postgresql/data"
busybox "$root"
ln -sf "/usr/lib/postgresql/$postgresql/bin/"* "$root/usr/local/bin/"
echo 'postgres:x:999:999:postgres:/var/lib/postgresql:/bin/sh' >>"$root/etc/passwd"
script "$root" /usr/local/bin/docker-entrypoint.sh '
: "${PGDATA:=/var/lib/postgresql/data}"
if [ ! -s "$PGDATA/PG_VERSION" ]; then
    initdb --pgdata="$PGDATA" --username=postgres --auth="${POSTGRES_HOST_AUTH_METHOD:-trust}" --no-sync --locale=C
fi
case "$1" in -*) set -- postgres "$@" ;; esac
[ "$1" != postgres ] || set -- "$@" -D "$PGDATA"
exec "$@"'
image docker.io/library/postgres:17 "$root" 999:999 docker-entrypoint.sh -- postgres

# Answers for as long as the table is there, which is what its place in the order is about.
script "$root" /usr/local/bin/postgrest '
psql "$PGRST_DB_URI" --command="SELECT count(*) FROM items" || exit 1
mkdir -p /tmp/www && echo "[]" >/tmp/www/index.html
echo "Listening on port 3000"
exec busybox httpd -f -p 3000 -h /tmp/www'
image docker.io/postgrest/postgrest:v12.2.3 "$root" 999:999 postgrest
