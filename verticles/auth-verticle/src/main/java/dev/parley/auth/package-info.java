/** Users, passwords, tokens, devices. */
@NullMarked
package dev.parley.auth;

import org.jspecify.annotations.NullMarked;
