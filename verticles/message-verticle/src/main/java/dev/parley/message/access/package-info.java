/** Who may do what, and who is who: answered from memory where that is safe. */
@NullMarked
package dev.parley.message.access;

import org.jspecify.annotations.NullMarked;
