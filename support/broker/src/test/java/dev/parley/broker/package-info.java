/** Tests, and the broker that other modules test with. */
@NullMarked
package dev.parley.broker;

import org.jspecify.annotations.NullMarked;
