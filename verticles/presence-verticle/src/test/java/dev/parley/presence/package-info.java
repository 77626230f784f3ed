/** Tests against a real Redis. */
@NullMarked
package dev.parley.presence;

import org.jspecify.annotations.NullMarked;
