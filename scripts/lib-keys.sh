# Keys that several scripts make: sourced after lib.sh.
# shellcheck shell=bash

# make_vapid_key FILE: once. Both halves in one file, which appears whole or not at all.
make_vapid_key() {
  if [ ! -s "$1" ]; then
    (
      umask 077
      local public
      openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out "$1.new" 2>/dev/null ||
        die "openssl could not make a P-256 key"
      public=$(openssl pkey -in "$1.new" -pubout)
      printf '%s\n' "$public" >>"$1.new"
      mv "$1.new" "$1"
    )
  fi
}

# vapid_public_key FILE: as browsers are given it: the uncompressed point, the last 65 bytes, in base64url.
vapid_public_key() {
  openssl pkey -in "$1" -pubout -outform DER | tail -c 65 | openssl base64 -A | tr '+/' '-_' | tr -d '='
}
