/** Typed ids: no user id is ever passed where a room id is meant. */
@NullMarked
package dev.parley.model.id;

import org.jspecify.annotations.NullMarked;
