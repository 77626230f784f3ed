/** Whether this gateway lives, and whether it can serve. */
@NullMarked
package dev.parley.gateway.health;

import org.jspecify.annotations.NullMarked;
