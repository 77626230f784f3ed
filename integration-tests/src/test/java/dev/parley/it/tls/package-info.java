/** A whole Parley over TLS: doors, HTTP/2, certificates exchanged under load. */
@NullMarked
package dev.parley.it.tls;

import org.jspecify.annotations.NullMarked;
