/** What search-verticle is asked and answers. */
@NullMarked
package dev.parley.model.search;

import org.jspecify.annotations.NullMarked;
