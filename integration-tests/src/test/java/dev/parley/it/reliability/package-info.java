/** What becomes of what cannot be processed. */
@NullMarked
package dev.parley.it.reliability;

import org.jspecify.annotations.NullMarked;
