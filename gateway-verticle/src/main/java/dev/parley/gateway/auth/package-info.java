/** Who speaks: access tokens checked with the public key alone, and the sessions that are over. */
@NullMarked
package dev.parley.gateway.auth;

import org.jspecify.annotations.NullMarked;
