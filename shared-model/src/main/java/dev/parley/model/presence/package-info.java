/** What presence-verticle is asked and answers. */
@NullMarked
package dev.parley.model.presence;

import org.jspecify.annotations.NullMarked;
