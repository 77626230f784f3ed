/** Reads the configuration, picks roles, deploys them, and stops them in order. */
@NullMarked
package dev.parley.launcher;

import org.jspecify.annotations.NullMarked;
