/** What a role says of itself and its stores. */
@NullMarked
package dev.parley.model.health;

import org.jspecify.annotations.NullMarked;
