/** TLS: the certificate in force and how it is exchanged, protocol versions and cipher suites, the way from http to https. */
@NullMarked
package dev.parley.gateway.tls;

import org.jspecify.annotations.NullMarked;
