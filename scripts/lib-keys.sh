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

# alternative_name HOST: as a certificate has it; fails if it is neither a name nor an address.
alternative_name() {
  [[ "$1" =~ ^[A-Za-z0-9.:*-]+$ ]] || return 1
  if [[ "$1" =~ ^[0-9.]+$ || "$1" == *:* ]]; then printf 'IP:%s' "$1"; else printf 'DNS:%s' "$1"; fi
}

# make_authority FILE NAME: FILE.pem and FILE-key.pem, for ten years.
make_authority() {
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 3650 -subj "/CN=$2" \
    -addext keyUsage=critical,keyCertSign,cRLSign -keyout "$1-key.pem" -out "$1.pem" 2>/dev/null ||
    die "openssl could not make the authority"
}

# make_leaf AUTHORITY KEY CERTIFICATE NAME ALTERNATIVES USAGE DAYS: a key of its own, and what AUTHORITY says of it.
make_leaf() {
  {
    openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj "/CN=$4" -keyout "$2" -out "$3.csr" &&
      openssl x509 -req -in "$3.csr" -CA "$1.pem" -CAkey "$1-key.pem" -CAcreateserial -days "$7" -out "$3" -extfile <(
        say "subjectAltName=$5"
        say "extendedKeyUsage=$6"
      )
  } 2>/dev/null || die "openssl could not make the certificate"
  rm -f "$3.csr"
}
