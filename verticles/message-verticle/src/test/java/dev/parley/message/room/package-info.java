/** Tests of the pure rules. */
@NullMarked
package dev.parley.message.room;

import org.jspecify.annotations.NullMarked;
