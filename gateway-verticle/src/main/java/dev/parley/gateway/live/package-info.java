/** Who is attached to this gateway node, told to the others; and what is delivered to them. */
@NullMarked
package dev.parley.gateway.live;

import org.jspecify.annotations.NullMarked;
