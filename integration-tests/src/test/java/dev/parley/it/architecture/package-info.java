/** Who may use whom, and the house rules that a compiler cannot hold. */
@NullMarked
package dev.parley.it.architecture;

import org.jspecify.annotations.NullMarked;
