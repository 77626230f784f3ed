/** HTTP itself: server options, errors as RFC 9457 problems, origins, security headers, bearer tokens, static files. */
@NullMarked
package dev.parley.gateway.http;

import org.jspecify.annotations.NullMarked;
