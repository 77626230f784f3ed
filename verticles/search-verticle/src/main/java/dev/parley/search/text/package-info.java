/** From text to words, and from what somebody looks for to a query. Pure. */
@NullMarked
package dev.parley.search.text;

import org.jspecify.annotations.NullMarked;
