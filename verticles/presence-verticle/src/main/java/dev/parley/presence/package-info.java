/** Who is where: presence-verticle, its Redis scripts, and who is told. */
@NullMarked
package dev.parley.presence;

import org.jspecify.annotations.NullMarked;
