/** Many at once: one order, nothing lost, nothing twice, a crash in the middle included. */
@NullMarked
package dev.parley.it.load;

import org.jspecify.annotations.NullMarked;
